/** Clears away what runs that never finished left on the target. The pair must be locked: then none of them is alive. */
import { Effect } from "effect"
import { type RelPath } from "../domain/RelPath.ts"
import { originOf } from "../domain/temporaries.ts"
import { type UnfinishedRun } from "../state/StateStore.ts"
import { type Sides } from "./Sides.ts"

/** Gives how many were cleared. A name of a run that the journal does not know is left alone: it may be a user's. */
export const clearLeftovers = Effect.fn("clearLeftovers")(function*(
  leftovers: ReadonlyArray<RelPath>,
  unfinished: ReadonlyArray<UnfinishedRun>,
  { right }: Sides,
) {
  const runs = new Map(unfinished.map((run) => [run.run, run.intents]))
  const known = leftovers.flatMap((leftover) => {
    const origin = originOf(leftover)
    const home = origin && runs.get(origin.run)?.get(origin.number)?.path
    return home === undefined ? [] : [{ leftover, home }]
  })
  yield* Effect.forEach(known, ({ leftover, home }) => right.recover(leftover, home), {
    concurrency: 16,
    discard: true,
  })
  return known.length
})
