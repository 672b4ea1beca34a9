/** Journals, acts, remembers. */
import { Effect, Exit } from "effect"
import { type ApplyReport } from "../domain/ApplyReport.ts"
import { Reporter } from "../report/Reporter.ts"
import { type Ending, type Run, type RunOutcome, StateStore } from "../state/StateStore.ts"
import { apply } from "./apply.ts"
import { deedsOf } from "./deedsOf.ts"
import { clearMarks, writeMarks } from "./marks.ts"
import { type Prepared } from "./preparePair.ts"
import { pruneBackups } from "./pruneBackups.ts"
import { Stopping } from "./Stopping.ts"

/**
 * The plan must be released. `summarize` gives the line that the run is remembered by. A run that may have left something
 * on a side is not finished here: the next one clears up after it, and then it is finished too.
 */
export const carryOut = Effect.fn("carryOut")(function*(
  prepared: Prepared,
  summarize: (report: ApplyReport) => string,
) {
  const { pair, kind, plan, roots, sides } = prepared
  const state = yield* StateStore
  const reporter = yield* Reporter
  if (plan.makesRoot && plan.actions.length > 0) yield* sides.right.makeRoot
  const run = yield* state.begin({
    pair: plan.pair,
    kind,
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
  const isMarked = isTorn ? undefined : yield* mark(prepared, run, report)
  if (isMarked !== undefined) {
    const ending: Ending = {
      outcome: outcomeOf(report),
      summary: summarize(report),
      deeds: deedsOf(report, sides, run),
      isMarked,
    }
    yield* run.finish(ending)
  }
  if (!report.interrupted) yield* pruneBackups(pair, sides, plan.conflicts)
  yield* reporter.emit({ _tag: "Finished", report })
  return report
})

/**
 * A run that changed nothing leaves no mark. One that cannot leave it is found between the last one and the next.
 * `undefined`: that may have left something beside it.
 */
const mark = Effect.fnUntraced(function*({ plan, sides }: Prepared, run: Run, { outcomes }: ApplyReport) {
  if (plan.mode !== "two-way") return false
  if (plan.agreed.length === 0 && !outcomes.some(({ _tag }) => _tag === "Done")) return false
  const reporter = yield* Reporter
  return yield* writeMarks(plan.pair, sides, run).pipe(
    Effect.as(true),
    Effect.catch(({ message }) =>
      Effect.andThen(
        reporter.emit({ _tag: "Note", pair: plan.pair, message: `the mark of this run could not be left: ${message}` }),
        Effect.match(clearMarks(sides, run), { onSuccess: () => false, onFailure: () => undefined }),
      )
    ),
  )
})

export const outcomeOf = ({ interrupted, outcomes }: ApplyReport): RunOutcome => {
  if (interrupted) return "interrupted"
  const done = outcomes.filter(({ _tag }) => _tag === "Done").length
  if (done === outcomes.length) return "ok"
  return done === 0 ? "failed" : "partial"
}
