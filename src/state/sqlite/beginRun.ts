/** Journals a run: what it is about to do is durable before it does any of it. */
import { Clock, Effect } from "effect"
import { type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { type Beginning } from "../Beginning.ts"
import { keptRuns } from "../keptRuns.ts"
import { makeRunId } from "../makeRunId.ts"
import { StateError } from "../StateStore.ts"
import { insertRows } from "./insertRows.ts"
import { cellsOfEntry, intentEntries, intoJournal } from "./journal.ts"
import { foldLog, type OpenPair, writeTransaction } from "./OpenPair.ts"
import { readPair, writePair } from "./PairRow.ts"
import { cellsOfRun, intoRun, type RunRow } from "./RunRow.ts"
import { sealOf, sealOfAll } from "./sealOf.ts"
import { damaged, stateErrorAt } from "./stateErrorAt.ts"

/** `known`: the format that this build writes. A newer build may have migrated the file since it was opened. */
export const beginRun = Effect.fnUntraced(function*(
  at: OpenPair,
  known: number,
  beginning: Beginning,
): Effect.fn.Return<RunRow, StateError> {
  yield* Effect.mapError(checkPages(at), stateErrorAt(at.file, at.pair))
  const run = yield* writeTransaction(at, Effect.andThen(checkFormat(at, known), journal(at, beginning)))
  yield* foldLog(at)
  return run
})

/** Reading does not come by every page. A run writes to them, so all of them have to be sound: 0.3 s for 200 MB. */
const checkPages = Effect.fnUntraced(
  function*({ sql, file, pair }: OpenPair): Effect.fn.Return<void, SqlError | StateError> {
    const [row] = yield* sql<{ readonly quick_check: string }>`PRAGMA quick_check(1)`
    if (row?.quick_check !== "ok") return yield* damaged(file, row?.quick_check ?? "it cannot be checked", pair)
  },
)

const checkFormat = Effect.fnUntraced(
  function*({ sql, file }: OpenPair, known: number): Effect.fn.Return<void, SqlError | StateError> {
    const [row] = yield* sql<{ readonly user_version: number }>`PRAGMA user_version`
    const found = row?.user_version ?? 0
    if (found !== known) return yield* new StateError({ file, reason: { _tag: "TooNew", found, known } })
  },
)

const journal = Effect.fnUntraced(function*(
  at: OpenPair,
  { pair, scope, roots, actions }: Beginning,
): Effect.fn.Return<RunRow, SqlError | StateError> {
  const { sql } = at
  const known = yield* readPair(at)
  const id = known?.id ?? (yield* nextNumber(sql`SELECT max(id) AS last FROM pair`))
  const place = { id, name: pair, scope, left_root: roots.left ?? null, right_root: roots.right ?? null }
  if (known === undefined) yield* writePair(at, { ...place, seal: 0 })
  const forgotten = yield* forgetOldRuns(sql, id)
  const run: RunRow = {
    number: yield* nextNumber(sql`SELECT max(number) AS last FROM run`),
    id: yield* makeRunId((id) => Effect.map(sql`SELECT 1 FROM run WHERE id = ${id}`, (found) => found.length > 0)),
    pair: id,
    started: yield* Clock.currentTimeMillis,
    finished: null,
    outcome: null,
    summary: "",
  }
  const intents = intentEntries(actions).map((text, entry) => cellsOfEntry({ run: run.number, entry, text }))
  yield* insertRows(sql, intoRun, [cellsOfRun(run)])
  yield* insertRows(sql, intoJournal, intents)
  const seal = (known?.seal ?? 0) ^ forgotten ^ sealOf(cellsOfRun(run)) ^ sealOfAll(intents)
  yield* writePair(at, { ...place, seal })
  return run
})

const nextNumber = (last: Effect.Effect<ReadonlyArray<object>, SqlError>): Effect.Effect<number, SqlError> =>
  Effect.map(
    last as Effect.Effect<ReadonlyArray<{ readonly last: number | null }>, SqlError>,
    ([row]) => (row?.last ?? 0) + 1,
  )

/** The seal of the runs that are forgotten: finished, and followed by as many as are kept. */
const forgetOldRuns = (sql: SqlClient, pair: number): Effect.Effect<number, SqlError> =>
  sql<RunRow>`
    DELETE FROM run WHERE pair = ${pair} AND finished IS NOT NULL AND number NOT IN (
      SELECT number FROM run WHERE pair = ${pair} ORDER BY number DESC LIMIT ${keptRuns - 1}
    ) RETURNING *`.pipe(Effect.map((rows) => sealOfAll(rows.map(cellsOfRun))))
