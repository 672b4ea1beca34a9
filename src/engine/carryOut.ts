/** Journals, acts, remembers. */
import { Effect, Exit } from "effect"
import { type ApplyReport } from "../domain/ApplyReport.ts"
import { Reporter } from "../report/Reporter.ts"
import { type Ending, type Memory, type Run, type RunOutcome, StateStore } from "../state/StateStore.ts"
import { apply } from "./apply.ts"
import { deedsOf } from "./deedsOf.ts"
import { clearParts } from "./heldParts.ts"
import { clearMarks, writeMarks } from "./marks.ts"
import { type Prepared } from "./preparePair.ts"
import { pruneBackups, runsKept } from "./pruneBackups.ts"
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
    remembered: yield* runsKept(sides),
  })
  const stopping = yield* Stopping
  const { report, isTorn } = yield* apply(plan, sides, run, prepared.parts).pipe(
    Effect.scoped,
    stopping.hold,
    Effect.onExit((exit) => Exit.isSuccess(exit) ? Effect.void : reporter.emit({ _tag: "Stopped", pair: plan.pair })),
  )
  const open = new Set([...prepared.open, ...yield* clearParts(prepared, report)])
  const marking = isTorn ? "torn" : yield* mark(prepared, run, report)
  const outcome = outcomeOf(report, marking)
  if (marking !== "torn") {
    const ending: Ending = {
      outcome,
      summary: summarize(report),
      deeds: deedsOf(report, sides, run),
      isMarked: marking === "left",
      open,
    }
    yield* run.finish(ending)
  }
  if (outcome === "ok" && !prepared.isSaved) yield* pruneBackups(pair, sides, plan)
  yield* reporter.emit({ _tag: "Finished", report })
  return report
})

/**
 * `unneeded`: nothing was changed, and the marks of the last run that changed anything are there. A run that cannot leave
 * them is found between the last one and the next, which makes up for it. `torn`: something may be left beside them.
 */
type Marking = "left" | "unneeded" | "missing" | "torn"

const mark = Effect.fnUntraced(
  function*({ plan, sides, memory }: Prepared, run: Run, { outcomes }: ApplyReport): Effect.fn.Return<
    Marking,
    never,
    Reporter
  > {
    const hasChanged = plan.agreed.length > 0 || outcomes.some(({ _tag }) => _tag === "Done")
    if (plan.mode !== "two-way" || !(hasChanged || mayLackMarks(memory))) return "unneeded"
    const reporter = yield* Reporter
    return yield* writeMarks(plan.pair, sides, run).pipe(
      Effect.as("left" as const),
      Effect.catch(({ message }) =>
        Effect.andThen(
          reporter.emit({
            _tag: "Note",
            pair: plan.pair,
            message: `the mark of this run could not be left: ${message}`,
          }),
          Effect.match(clearMarks(sides, run), {
            onSuccess: (): Marking => "missing",
            onFailure: (): Marking => "torn",
          }),
        )
      ),
    )
  },
)

/** Whether a run before this one may have changed something and left no mark: it died, or did not do all that it meant to. */
const mayLackMarks = ({ unfinished, mark, baseline, lastRun }: Memory): boolean =>
  unfinished.length > 0 || (mark === undefined && baseline.size > 0)
  || (lastRun !== undefined && lastRun.outcome !== "ok")

export const outcomeOf = ({ interrupted, outcomes }: ApplyReport, marking: Marking): RunOutcome => {
  if (interrupted) return "interrupted"
  const done = outcomes.filter(({ _tag }) => _tag === "Done").length
  if (done === outcomes.length) return marking === "missing" ? "partial" : "ok"
  return done === 0 ? "failed" : "partial"
}
