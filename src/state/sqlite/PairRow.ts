/** What the state file knows of a pair apart from its agreements and runs. */
import { Effect } from "effect"
import { type SqlError } from "effect/sql/SqlError"
import { type Memory, type StateError } from "../StateStore.ts"
import { type OpenPair, type OpenState } from "./OpenPair.ts"
import { sealOf } from "./sealOf.ts"
import { damaged } from "./stateErrorAt.ts"

export interface PairRow {
  readonly id: number
  readonly name: string
  readonly scope: string | null // null: its sides have not met, or that was forgotten
  readonly left_root: string | null
  readonly right_root: string | null
  readonly seal: number // of the pair's rows in all other tables
}

/** Reads the rows of all pairs, because a pair whose name was damaged would pass for one never seen. */
export const readPair = (at: OpenPair): Effect.Effect<PairRow | undefined, SqlError | StateError> =>
  Effect.map(readPairs(at), (rows) => rows.find(({ name }) => name === at.pair))

export const readPairs = Effect.fnUntraced(
  function*({ sql, file }: OpenState): Effect.fn.Return<ReadonlyArray<PairRow>, SqlError | StateError> {
    const rows = yield* sql<PairRow & { readonly sum: number }>`SELECT * FROM pair ORDER BY id`
    const broken = rows.find((row) => row.sum !== sumOf(row))
    if (broken === undefined) return rows
    return yield* damaged(file, `what it says about pair "${broken.name}" is not what was written`)
  },
)

export const writePair = ({ sql }: OpenPair, row: PairRow): Effect.Effect<void, SqlError> =>
  Effect.asVoid(sql`
    INSERT INTO pair (id, name, scope, left_root, right_root, seal, sum)
    VALUES (${row.id}, ${row.name}, ${row.scope}, ${row.left_root}, ${row.right_root}, ${row.seal}, ${sumOf(row)})
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, scope = excluded.scope,
      left_root = excluded.left_root, right_root = excluded.right_root, seal = excluded.seal, sum = excluded.sum`)

/** Adds rows to the pair's seal, or takes them out of it: both are the same. */
export const reseal = Effect.fnUntraced(
  function*(at: OpenPair, change: number): Effect.fn.Return<void, SqlError | StateError> {
    const row = yield* readPair(at)
    if (row === undefined) return yield* damaged(at.file, `it has lost pair "${at.pair}"`, at.pair)
    yield* writePair(at, { ...row, seal: row.seal ^ change })
  },
)

export const cellsOfRoots = ({ left, right }: Memory["roots"]): Pick<PairRow, "left_root" | "right_root"> => ({
  left_root: left ?? null,
  right_root: right ?? null,
})

export const rootsOf = ({ left_root, right_root }: PairRow): Memory["roots"] => ({
  left: left_root ?? undefined,
  right: right_root ?? undefined,
})

const sumOf = ({ id, name, scope, left_root, right_root, seal }: PairRow): number =>
  sealOf([id, name, scope, left_root, right_root, seal])
