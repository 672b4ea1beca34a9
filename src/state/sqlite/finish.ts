/** Ends a run, and with it the runs of its pair that never came to an end of their own. */
import { Clock, Effect } from "effect"
import { type SqlError } from "effect/sql/SqlError"
import { abandoned } from "../keptRuns.ts"
import { type RunOutcome, type StateError } from "../StateStore.ts"
import { insertRows } from "./insertRows.ts"
import { cellsOfEntry, type EntryRow } from "./journal.ts"
import { foldLog, type OpenPair, writeTransaction } from "./OpenPair.ts"
import { reseal } from "./PairRow.ts"
import { cellsOfRun, intoRun, type RunRow } from "./RunRow.ts"
import { sealOfAll } from "./sealOf.ts"

interface End {
  readonly outcome: RunOutcome
  readonly summary: string
}

export const finish = Effect.fnUntraced(
  function*(at: OpenPair, run: RunRow, end: End): Effect.fn.Return<void, StateError> {
    yield* writeTransaction(at, write(at, run, end))
    yield* foldLog(at)
  },
)

const write = Effect.fnUntraced(
  function*(
    at: OpenPair,
    run: RunRow,
    end: End,
  ): Effect.fn.Return<void, SqlError | StateError> {
    const { sql } = at
    const finished = yield* Clock.currentTimeMillis
    const open = sql`SELECT number FROM run WHERE pair = ${run.pair} AND finished IS NULL`
    const struck = yield* sql<EntryRow>`DELETE FROM journal WHERE run IN (${open}) RETURNING *`
    const before = yield* sql<RunRow>`DELETE FROM run WHERE pair = ${run.pair} AND finished IS NULL RETURNING *`
    const after = before.map((row) =>
      cellsOfRun({ ...row, finished, ...(row.number === run.number ? end : abandoned) })
    )
    yield* insertRows(sql, intoRun, after)
    const change = sealOfAll(struck.map(cellsOfEntry)) ^ sealOfAll(before.map(cellsOfRun)) ^ sealOfAll(after)
    yield* reseal(at, change)
  },
)
