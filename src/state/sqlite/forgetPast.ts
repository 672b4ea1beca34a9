/** Forgets what a pair had in step and what its unfinished runs meant to do. Its runs stay, all of them ended. */
import { Clock, Effect } from "effect"
import { type SqlError } from "effect/sql/SqlError"
import { abandoned } from "../keptRuns.ts"
import { sealOfHeads } from "./deeds.ts"
import { type OpenPair } from "./OpenPair.ts"
import { writePair } from "./PairRow.ts"
import { type Past } from "./readPast.ts"
import { type RunRow, sealOfRuns } from "./RunRow.ts"

export const forgetPast = Effect.fnUntraced(
  function*(at: OpenPair, { pair, runs, deeds }: Past): Effect.fn.Return<void, SqlError> {
    const { sql } = at
    const finished = yield* Clock.currentTimeMillis
    const { outcome, summary } = abandoned
    yield* sql`DELETE FROM journal WHERE run IN (SELECT number FROM run WHERE pair = ${pair.id})`
    yield* sql`DELETE FROM agreement WHERE pair = ${pair.id}`
    yield* sql`DELETE FROM mark WHERE pair = ${pair.id}`
    yield* sql`DELETE FROM blocks WHERE pair = ${pair.id}`
    yield* sql`
      UPDATE run SET finished = ${finished}, outcome = ${outcome}, summary = ${summary}
      WHERE pair = ${pair.id} AND finished IS NULL`
    const ended = runs.map((run): RunRow => run.finished === null ? { ...run, finished, outcome, summary } : run)
    const seal = sealOfRuns(ended) ^ sealOfHeads(deeds)
    yield* writePair(at, { ...pair, scope: null, left_root: null, right_root: null, seal })
  },
)
