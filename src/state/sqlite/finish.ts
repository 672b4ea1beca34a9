/** Ends a run, and with it the runs of its pair that never came to an end of their own. */
import { Clock, Effect } from "effect"
import { type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { abandoned } from "../keptRuns.ts"
import { type Ending, type StateError } from "../StateStore.ts"
import { type BegunRun } from "./beginRun.ts"
import { writeDeeds } from "./deeds.ts"
import { insertRows } from "./insertRows.ts"
import { cellsOfEntry, type EntryRow } from "./journal.ts"
import { readMark, sealOfMark, writeMark } from "./MarkRow.ts"
import { foldLog, type OpenPair, writeTransaction } from "./OpenPair.ts"
import { reseal } from "./PairRow.ts"
import { cellsOfRun, intoRun, type RunRow } from "./RunRow.ts"
import { sealOfAll } from "./sealOf.ts"

export const finish = Effect.fnUntraced(
  function*(at: OpenPair, run: BegunRun, ending: Ending): Effect.fn.Return<void, StateError> {
    yield* writeTransaction(at, write(at, run, ending))
    yield* foldLog(at)
  },
)

const write = Effect.fnUntraced(function*(
  at: OpenPair,
  { row: { number, pair }, mark }: BegunRun,
  { outcome, summary, deeds, isMarked, open = new Set() }: Ending,
): Effect.fn.Return<void, SqlError | StateError> {
  const { sql } = at
  const finished = yield* Clock.currentTimeMillis
  const ended = sql`
    SELECT number FROM run WHERE pair = ${pair} AND finished IS NULL
    AND id NOT IN (SELECT value FROM json_each(${JSON.stringify([...open])}))`
  const struck = yield* sql<EntryRow>`DELETE FROM journal WHERE run IN (${ended}) RETURNING *`
  const before = yield* sql<RunRow>`DELETE FROM run WHERE number IN (${ended}) RETURNING *`
  const after = before.map((row) =>
    cellsOfRun({ ...row, finished, ...(row.number === number ? { outcome, summary } : abandoned) })
  )
  yield* insertRows(sql, intoRun, after)
  let change = sealOfAll(struck.map(cellsOfEntry)) ^ sealOfAll(before.map(cellsOfRun)) ^ sealOfAll(after)
  if (before.some((row) => row.number === number)) { // else an earlier end has ended it, and stays as it was
    change ^= yield* writeDeeds(sql, number, deeds)
    if (isMarked) change ^= yield* raiseLeast(sql, pair, mark, number)
  }
  yield* reseal(at, change)
})

/** How the seal changes by it. A pair that has given up the name since has no use for such marks. */
const raiseLeast = Effect.fnUntraced(
  function*(sql: SqlClient, pair: number, id: string, least: number): Effect.fn.Return<number, SqlError> {
    const before = yield* readMark(sql, pair)
    if (before?.id !== id) return 0
    const after = { ...before, least }
    yield* writeMark(sql, after)
    return sealOfMark(before) ^ sealOfMark(after)
  },
)
