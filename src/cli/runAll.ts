/** Carries out plans that are released, one pair after the other, and says how it went. */
import { Clock, Effect } from "effect"
import { type ApplyReport, type Outcome } from "../domain/ApplyReport.ts"
import { hasActions } from "../domain/Plan.ts"
import { carryOut } from "../engine/carryOut.ts"
import { passOf } from "../engine/passOf.ts"
import { type Prepared } from "../engine/preparePair.ts"
import { Stopping } from "../engine/Stopping.ts"
import { isComplete, summarizeReports } from "../report/ApplySummary.ts"
import { applyLine } from "../report/frozenLines.ts"
import { renderReport } from "../report/renderReport.ts"
import { StateStore } from "../state/StateStore.ts"
import { type ApplyOptions } from "./apply.ts"
import { Environment } from "./Environment.ts"
import { ExitCode, worst } from "./ExitCode.ts"
import { ended } from "./Failure.ts"
import * as globals from "./globals.ts"
import { say, styleOf } from "./look.ts"
import { endWith, isolated } from "./withDoors.ts"

/** Also carries out plans without actions: what was found to be in step already is worth remembering. */
export const runAll = Effect.fnUntraced(
  function*(ready: ReadonlyArray<Prepared>, options: ApplyOptions, before: ReadonlyArray<ExitCode>) {
    const stopping = yield* Stopping
    const carry = Effect.fnUntraced(function*(each: Prepared) {
      if (stopping.isRequested) return yield* ended(ExitCode.interrupted)
      const started = yield* Clock.currentTimeMillis
      const report = yield* carryOut(each, (report) => applyLine(summarizeReports([report])))
      if (each.kind === "apply") { // a decision alone says nothing about the rest of its pair
        const pass = yield* passOf({ trigger: "hand", started }, each, report)
        yield* Effect.ignore(StateStore.use(({ passes }) => passes.note(pass, options.history)))
      }
      return report
    })
    const results = yield* Effect.forEach(ready, (each) => isolated(carry(each)))
    const reports = results.flatMap((result) => result._tag === "Went" ? [result.value] : [])
    const hadActions = ready.some(({ plan }) => hasActions(plan))
    if (hadActions && reports.length > 0 && !(yield* globals.Json)) yield* tell(reports)
    yield* endWith(worst([
      ...before,
      ...results.flatMap((result) => result._tag === "Failed" ? [result.code] : []),
      ...reports.map(codeOf),
      ...ready.flatMap(({ plan }) => [
        ...(plan.problems.length > 0 ? [ExitCode.partial] : []),
        ...(plan.conflicts.length > 0 ? [ExitCode.conflicts] : []),
        ...(options.detailed && hasActions(plan) ? [ExitCode.changes] : []),
      ]),
    ]))
  },
)

const tell = Effect.fnUntraced(function*(reports: ReadonlyArray<ApplyReport>) {
  const { output } = yield* Environment
  const milliseconds = reports.reduce((sum, report) => sum + report.milliseconds, 0)
  yield* say(`\n${renderReport(reports, { style: yield* styleOf(output), milliseconds })}`)
})

export const codeOf = (report: ApplyReport): ExitCode => {
  if (report.interrupted) return ExitCode.interrupted
  if (isComplete(summarizeReports([report]))) return ExitCode.success
  const has = (tag: Outcome["_tag"]) => report.outcomes.some(({ _tag }) => _tag === tag)
  if (has("Done")) return ExitCode.partial
  return has("Failed") ? ExitCode.failed : ExitCode.stale
}
