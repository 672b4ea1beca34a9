/** Journals a run: what it is about to do is durable before it does any of it. */
import { Clock, Effect } from "effect"
import { type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { type Beginning } from "../Beginning.ts"
import { keptRuns } from "../keptRuns.ts"
import { makeMarkId } from "../makeMarkId.ts"
import { makeRunId } from "../makeRunId.ts"
import { markBegun } from "../markBegun.ts"
import { type StateError } from "../StateStore.ts"
import { checkFormat, checkPages } from "./checkBeforeWriting.ts"
import { type DeedsHead, sealOfHeads } from "./deeds.ts"
import { insertRows } from "./insertRows.ts"
import { cellsOfEntry, intentEntries, intoJournal } from "./journal.ts"
import { type MarkRow, readMark, sealOfMark, writeMark } from "./MarkRow.ts"
import { foldLog, type OpenPair, writeTransaction } from "./OpenPair.ts"
import { cellsOfRoots, readPair, writePair } from "./PairRow.ts"
import { cellsOfRun, intoRun, type RunRow, sealOfRuns } from "./RunRow.ts"
import { sealOfAll } from "./sealOf.ts"

export interface BegunRun {
  readonly row: RunRow
  readonly mark: MarkRow["id"]
}

/** `known`: the format that this build writes. */
export const beginRun = Effect.fnUntraced(function*(
  at: OpenPair,
  known: number,
  beginning: Beginning,
): Effect.fn.Return<BegunRun, StateError> {
  yield* checkPages(at)
  const run = yield* writeTransaction(at, Effect.andThen(checkFormat(at, known), journal(at, beginning)))
  yield* foldLog(at)
  return run
})

const journal = Effect.fnUntraced(function*(
  at: OpenPair,
  { pair, kind, scope, roots, actions, remembered = new Set() }: Beginning,
): Effect.fn.Return<BegunRun, SqlError | StateError> {
  const { sql } = at
  const known = yield* readPair(at)
  const id = known?.id ?? (yield* nextNumber(sql`SELECT max(id) AS last FROM pair`))
  const place = { id, name: pair, scope: scope ?? null, ...cellsOfRoots(roots) }
  if (known === undefined) yield* writePair(at, { ...place, seal: 0 })
  const forgotten = yield* forgetOldRuns(sql, id, remembered)
  const run: RunRow = {
    number: yield* nextNumber(sql`SELECT max(number) AS last FROM run`),
    id: yield* makeRunId((id) => Effect.map(sql`SELECT 1 FROM run WHERE id = ${id}`, (found) => found.length > 0)),
    pair: id,
    started: yield* Clock.currentTimeMillis,
    finished: null,
    outcome: null,
    summary: "",
    kind,
  }
  const intents = intentEntries(actions).map((text, entry) => cellsOfEntry({ run: run.number, entry, text }))
  yield* insertRows(sql, intoRun, [cellsOfRun(run)])
  yield* insertRows(sql, intoJournal, intents)
  const before = yield* readMark(sql, id)
  const mark = markBegun(before ?? { pair: id, id: yield* makeMarkId, least: 0, most: 0 }, kind, run.number)
  yield* writeMark(sql, mark)
  const seal = (known?.seal ?? 0) ^ forgotten ^ sealOfRuns([run]) ^ sealOfAll(intents)
    ^ sealOfMark(before) ^ sealOfMark(mark)
  yield* writePair(at, { ...place, seal })
  return { row: run, mark: mark.id }
})

const nextNumber = (last: Effect.Effect<ReadonlyArray<object>, SqlError>): Effect.Effect<number, SqlError> =>
  Effect.map(
    last as Effect.Effect<ReadonlyArray<{ readonly last: number | null }>, SqlError>,
    ([row]) => (row?.last ?? 0) + 1,
  )

/** The seal of the runs that are forgotten, and their deeds with them: finished, and followed by as many as are kept. */
const forgetOldRuns = Effect.fnUntraced(
  function*(sql: SqlClient, pair: number, remembered: ReadonlySet<string>): Effect.fn.Return<number, SqlError> {
    const old = sql`
      SELECT number FROM run WHERE pair = ${pair} AND finished IS NOT NULL AND number NOT IN (
        SELECT number FROM run WHERE pair = ${pair} ORDER BY number DESC LIMIT ${keptRuns - 1})
      AND id NOT IN (SELECT value FROM json_each(${JSON.stringify([...remembered])}))`
    const deeds = yield* sql<DeedsHead>`DELETE FROM deeds WHERE run IN (${old}) RETURNING run, done, sum`
    const runs = yield* sql<RunRow>`DELETE FROM run WHERE number IN (${old}) RETURNING *`
    return sealOfHeads(deeds) ^ sealOfRuns(runs)
  },
)
