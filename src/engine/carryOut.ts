/** Journals, acts, remembers. */
import { Effect, Exit } from "effect"
import { type ApplyReport } from "../domain/ApplyReport.ts"
import { Reporter } from "../report/Reporter.ts"
import { type RunOutcome, StateStore } from "../state/StateStore.ts"
import { apply } from "./apply.ts"
import { type Prepared } from "./preparePair.ts"
import { Stopping } from "./Stopping.ts"

/**
 * The plan must be released. `summarize` gives the line that the run is remembered by. A run that may have left something
 * on the target is not finished here: the next one clears up after it, and then it is finished too.
 */
export const carryOut = Effect.fn("carryOut")(function*(
  { plan, roots, sides }: Prepared,
  summarize: (report: ApplyReport) => string,
) {
  const state = yield* StateStore
  const reporter = yield* Reporter
  if (plan.makesRoot && plan.actions.length > 0) yield* sides.right.makeRoot
  const run = yield* state.begin({
    pair: plan.pair,
    scope: plan.scope,
    roots: { left: roots.left, right: roots.right ?? (yield* sides.right.rootId) },
    actions: plan.actions,
  })
  const stopping = yield* Stopping
  const { report, isTorn } = yield* apply(plan, sides, run).pipe(
    Effect.scoped,
    stopping.hold,
    Effect.onExit((exit) => Exit.isSuccess(exit) ? Effect.void : reporter.emit({ _tag: "Stopped", pair: plan.pair })),
  )
  if (!isTorn) yield* run.finish(outcomeOf(report), summarize(report))
  yield* reporter.emit({ _tag: "Finished", report })
  return report
})

const outcomeOf = ({ interrupted, outcomes }: ApplyReport): RunOutcome => {
  if (interrupted) return "interrupted"
  const done = outcomes.filter(({ _tag }) => _tag === "Done").length
  if (done === outcomes.length) return "ok"
  return done === 0 ? "failed" : "partial"
}
