/** Reads what is remembered of a pair, in one transaction, and checks it against the pair's seal. */
import { Effect } from "effect"
import { BeginTransaction, type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { type RelPath } from "../../domain/RelPath.ts"
import { type Side } from "../../domain/Side.ts"
import { emptyMemory } from "../emptyMemory.ts"
import { type Memory, type StateError, type UnfinishedRun } from "../StateStore.ts"
import { type OpenPair } from "./OpenPair.ts"
import { PackedBaseline } from "./PackedBaseline.ts"
import { readPair } from "./PairRow.ts"
import { cellsOfRun, type RunRow, toRunRecord } from "./RunRow.ts"
import { sealOf, sealOfAll } from "./sealOf.ts"
import { damaged, stateErrorAt } from "./stateErrorAt.ts"

export const loadMemory = (at: OpenPair): Effect.Effect<Memory, StateError> =>
  at.sql.withTransaction(readAll(at)).pipe(
    Effect.provideService(BeginTransaction, "BEGIN"), // waits for no writer
    Effect.mapError(stateErrorAt(at.file, at.pair)),
  )

const readAll = Effect.fnUntraced(
  function*(at: OpenPair): Effect.fn.Return<Memory, SqlError | StateError> {
    const { sql, file, pair } = at
    const row = yield* readPair(at)
    if (row === undefined) return emptyMemory
    const runs = yield* sql<RunRow>`SELECT * FROM run WHERE pair = ${row.id} ORDER BY number`
    const intents = yield* sql<IntentRow>`
      SELECT intent.* FROM intent JOIN run ON run.number = intent.run WHERE run.pair = ${row.id}
      ORDER BY intent.run, intent.number`
    const agreed = yield* readAgreed(sql, row.id)
    const seal = sealOfAll(runs.map(cellsOfRun)) ^ sealOfAll(intents.map(cellsOfIntent)) ^ agreed.seal
    if (seal >>> 0 !== row.seal) return yield* damaged(file, "its rows are not those that were written", pair)
    const last = runs.at(-1)
    return {
      baseline: new PackedBaseline(agreed.texts),
      scope: row.scope,
      roots: { left: row.left_root ?? undefined, right: row.right_root ?? undefined },
      unfinished: runs.filter(({ finished }) => finished === null).map(toUnfinished(intents)),
      lastRun: last === undefined ? undefined : toRunRecord(last),
    }
  },
)

interface IntentRow {
  readonly run: number
  readonly number: number
  readonly side: Side
  readonly path: RelPath
}

const cellsOfIntent = ({ run, number, side, path }: IntentRow) => [run, number, side, path]

const toUnfinished = (intents: ReadonlyArray<IntentRow>) => (row: RunRow): UnfinishedRun => ({
  run: row.id,
  intents: new Map(
    intents.filter(({ run }) => run === row.number).map(({ number, side, path }) => [number, { side, path }]),
  ),
})

/** Rows are fetched so many at a time: their arrays are garbage right after, and other fibers get a turn. */
const rowsAtOnce = 10_000

const readAgreed = Effect.fnUntraced(function*(
  sql: SqlClient,
  pair: number,
): Effect.fn.Return<{ readonly texts: ReadonlyMap<RelPath, string>; readonly seal: number }, SqlError> {
  const texts = new Map<RelPath, string>()
  let seal = 0
  let last = ""
  for (;;) {
    const rows = (yield* sql`
      SELECT path, agreed FROM agreement WHERE pair = ${pair} AND path > ${last} ORDER BY path LIMIT ${rowsAtOnce}`
      .values) as ReadonlyArray<readonly [RelPath, string]>
    for (const [path, agreed] of rows) {
      texts.set(path, agreed)
      seal ^= sealOf([pair, path, agreed])
    }
    const end = rows.at(-1)
    if (end === undefined || rows.length < rowsAtOnce) return { texts, seal }
    last = end[0]
    yield* Effect.yieldNow
  }
})
