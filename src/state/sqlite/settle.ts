/** Writes what has become of some paths: their agreements, and their intents struck out; or how far one has come. */
import { Effect } from "effect"
import { type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { type Checkpoint, type Settled, type StateError } from "../StateStore.ts"
import { settleBlocks } from "./blocks.ts"
import { insertRows, type Row } from "./insertRows.ts"
import { cellsOfEntry, checkpointEntry, type EntryRow, struckEntry } from "./journal.ts"
import { type OpenPair, writeTransaction } from "./OpenPair.ts"
import { packAgreement } from "./packAgreement.ts"
import { reseal } from "./PairRow.ts"
import { type RunRow } from "./RunRow.ts"
import { mixPath, sealOfAgreement, sealOfAll } from "./sealOf.ts"

export const settle = (at: OpenPair, run: RunRow, settled: ReadonlyArray<Settled>): Effect.Effect<void, StateError> =>
  settled.length === 0 ? Effect.void : writeTransaction(at, write(at, run, settled))

/** A run that has ended has no more use for it. */
export const noteCheckpoint = (
  at: OpenPair,
  run: RunRow,
  intent: number,
  checkpoint: Checkpoint | undefined,
): Effect.Effect<void, StateError> => {
  const noting = append(at.sql, run.number, checkpointEntry(intent, checkpoint))
  return writeTransaction(at, Effect.flatMap(noting, (change) => reseal(at, change)))
}

const write = Effect.fnUntraced(
  function*(at: OpenPair, run: RunRow, settled: ReadonlyArray<Settled>): Effect.fn.Return<void, SqlError | StateError> {
    const agreed = yield* replaceAgreements(at.sql, run.pair, settled)
    const intents = settled.flatMap(({ intent }) => intent ?? [])
    const struck = intents.length === 0 ? 0 : yield* append(at.sql, run.number, struckEntry(intents))
    yield* settleBlocks(at.sql, run.pair, settled)
    yield* reseal(at, agreed ^ struck)
  },
)

/** How the seal changes by it. */
const replaceAgreements = Effect.fnUntraced(
  function*(sql: SqlClient, pair: number, settled: ReadonlyArray<Settled>): Effect.fn.Return<number, SqlError> {
    const latest = new Map(settled.map(({ path, agreement }) => [path, agreement])) // of a path told twice
    const known = yield* sql<{ readonly path: string; readonly agreed: string }>`
      SELECT path, agreed FROM agreement
      WHERE pair = ${pair} AND path IN (SELECT value FROM json_each(${JSON.stringify([...latest.keys()])}))`
    let change = 0
    for (const { path, agreed } of known) change ^= sealOfAgreement(mixPath(path), agreed)
    const rows: Array<Row> = []
    for (const [path, agreement] of latest) {
      if (agreement === undefined) continue
      const agreed = packAgreement(agreement)
      change ^= sealOfAgreement(mixPath(path), agreed)
      rows.push([pair, path, agreed])
    }
    yield* insertRows(sql, "agreement (pair, path, agreed)", rows, "ON CONFLICT DO UPDATE SET agreed = excluded.agreed")
    const gone = [...latest].flatMap(([path, agreement]) => agreement === undefined ? path : [])
    if (gone.length > 0) {
      yield* sql`
        DELETE FROM agreement
        WHERE pair = ${pair} AND path IN (SELECT value FROM json_each(${JSON.stringify(gone)}))`
    }
    return change
  },
)

/** How the seal changes by it. The journal of a run that has ended stays empty. */
const append = Effect.fnUntraced(
  function*(sql: SqlClient, run: number, text: string): Effect.fn.Return<number, SqlError> {
    const rows = yield* sql<EntryRow>`
      INSERT INTO journal (run, entry, text)
      SELECT number, (SELECT coalesce(max(entry) + 1, 0) FROM journal WHERE run = number), ${text}
      FROM run WHERE number = ${run} AND finished IS NULL
      RETURNING *`
    return sealOfAll(rows.map(cellsOfEntry))
  },
)
