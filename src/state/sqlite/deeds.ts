/** What runs did, as one text per run, which is read for the history alone. */
import { Effect } from "effect"
import { type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { keptDeeds } from "../keptRuns.ts"
import { type Deed } from "../StateStore.ts"
import { sealOf, sealOfAll } from "./sealOf.ts"

/** All but the text, which is as long as all else that a pair has. The pair's seal covers the head, `sum` the text. */
export interface DeedsHead {
  readonly run: number
  readonly done: number
  readonly sum: number
}

interface DeedsText {
  readonly run: number
  readonly text: string
}

type Packed = ReadonlyArray<readonly [Deed["verb"], Deed["side"], Deed["path"], Deed["note"]]>

/** How the seal changes by it. A run that did nothing has no row. */
export const writeDeeds = Effect.fnUntraced(
  function*(sql: SqlClient, run: number, deeds: ReadonlyArray<Deed>): Effect.fn.Return<number, SqlError> {
    if (deeds.length === 0) return 0
    const kept = deeds.slice(0, keptDeeds)
    const text = JSON.stringify(kept.map(({ verb, side, path, note }) => [verb, side, path, note]) satisfies Packed)
    const head: DeedsHead = { run, done: deeds.length, sum: sealOf([text]) }
    yield* sql`INSERT INTO deeds (run, done, sum, text) VALUES (${run}, ${head.done}, ${head.sum}, ${text})`
    return sealOfHeads([head])
  },
)

export const readHeads = (sql: SqlClient, pair: number): Effect.Effect<ReadonlyArray<DeedsHead>, SqlError> =>
  sql<DeedsHead>`
    SELECT deeds.run, deeds.done, deeds.sum FROM deeds JOIN run ON run.number = deeds.run WHERE run.pair = ${pair}`

export const readTexts = (
  sql: SqlClient,
  runs: ReadonlyArray<number>,
): Effect.Effect<ReadonlyMap<number, string>, SqlError> =>
  Effect.map(
    sql<DeedsText>`SELECT run, text FROM deeds WHERE run IN (SELECT value FROM json_each(${JSON.stringify(runs)}))`,
    (rows) => new Map(rows.map(({ run, text }) => [run, text])),
  )

/** `undefined`: the text is not the one that the head was written with. */
export const unpackDeeds = ({ sum }: DeedsHead, text: string): ReadonlyArray<Deed> | undefined =>
  sealOf([text]) === sum
    ? (JSON.parse(text) as Packed).map(([verb, side, path, note]) => ({ verb, side, path, note }))
    : undefined

export const sealOfHeads = (heads: ReadonlyArray<DeedsHead>): number =>
  sealOfAll(heads.map(({ run, done, sum }) => [run, done, sum]))
