/** What is remembered of a pass that came as far as a plan. */
import { Clock, Effect } from "effect"
import { type ApplyReport, type Done, lossIn } from "../domain/ApplyReport.ts"
import { type Plan } from "../domain/Plan.ts"
import { summarize } from "../domain/Plan.ts"
import { type Side, sides as bothSides } from "../domain/Side.ts"
import { type Content } from "../domain/Snapshot.ts"
import { type Holding, type Pass, type PassOutcome, type Trigger } from "../domain/watch/Pass.ts"
import { summarizeReports } from "../report/ApplySummary.ts"
import { applyLine, noChangesLine, planLine } from "../report/frozenLines.ts"
import { type Contents } from "./planPair.ts"
import { type Prepared } from "./preparePair.ts"

/** Why a pass was begun, and when. */
export interface Occasion {
  readonly trigger: Trigger
  readonly due?: number | undefined // the instant of the schedule that it stands for
  readonly started: number
}

/** `report`: `undefined` where the plan was not carried out. */
export const passOf = Effect.fnUntraced(function*(
  { trigger, due, started }: Occasion,
  { contents, plan, sides }: Prepared,
  report: ApplyReport | undefined,
) {
  const held = contents === undefined ? undefined : contentsAfter(contents, report)
  const spaces = yield* Effect.all({
    left: Effect.orElseSucceed(sides.left.space, () => undefined),
    right: Effect.orElseSucceed(sides.right.space, () => undefined),
  }, { concurrency: 2 })
  const holdings: Partial<Record<Side, Holding>> = {}
  if (held !== undefined) { for (const side of bothSides) holdings[side] = { ...held[side], ...spaces[side] } }
  const loss = report && lossIn(report)
  const summary = summarizeReports(report === undefined ? [] : [report])
  const reasons = reasonsIn(plan, report)
  const pass: Pass = {
    pair: plan.pair,
    trigger,
    ...(due === undefined ? {} : { due }),
    started,
    finished: yield* Clock.currentTimeMillis,
    ...verdictOn(plan, report),
    ...(loss === undefined ? {} : { error: loss.error }),
    ...(report?.run === undefined ? {} : { run: report.run }),
    changes: { added: summary.added, changed: summary.changed, moved: summary.moved, deleted: summary.deleted },
    failed: summary.failed + summary.stale + summary.withheld,
    conflicts: plan.conflicts.length,
    pending: plan.actions.length - (report?.outcomes.length ?? 0),
    bytes: summary.bytes,
    checksumFailures: corruptedIn(report),
    ...(reasons.length === 0 ? {} : { reasons }),
    sides: holdings,
  }
  return pass
})

const verdictOn = (
  plan: Plan,
  report: ApplyReport | undefined,
): { readonly outcome: PassOutcome; readonly message: string } => {
  const [halt] = plan.halts
  if (report !== undefined) {
    const message = plan.actions.length === 0 ? noChangesLine : applyLine(summarizeReports([report]))
    return { outcome: outcomeOf(plan, report), message }
  }
  return halt === undefined
    ? { outcome: "pending", message: planLine(summarize(plan)) }
    : { outcome: "halted", message: halt.message }
}

const outcomeOf = ({ problems }: Plan, { interrupted, outcomes }: ApplyReport): PassOutcome => {
  if (interrupted) return "interrupted"
  const done = outcomes.filter(({ _tag }) => _tag === "Done").length
  if (done === outcomes.length) return problems.length === 0 ? "ok" : "partial"
  return done === 0 ? "failed" : "partial"
}

const corruptedIn = (report: ApplyReport | undefined): number =>
  (report?.outcomes ?? []).filter((outcome) => outcome._tag === "Failed" && outcome.corrupted === true).length

/** The first of them: many files fail for one reason, and a server may put a name into each of its messages. */
const reasonsIn = ({ problems }: Plan, report: ApplyReport | undefined): ReadonlyArray<string> => {
  const failed = (report?.outcomes ?? []).filter((outcome) => outcome._tag === "Failed")
  const reasons = new Set<string>()
  for (const { message } of [...failed, ...problems]) {
    if (reasons.size < keptReasons) reasons.add(message.slice(0, keptCharacters))
  }
  return [...reasons]
}

const keptReasons = 20
const keptCharacters = 500

const contentsAfter = (before: Contents, report: ApplyReport | undefined): Contents => {
  const after: Record<Side, { files: number; bytes: number }> = { left: { ...before.left }, right: { ...before.right } }
  for (const outcome of report?.outcomes ?? []) {
    if (outcome._tag !== "Done") continue
    const { bytes, files } = differenceBy(outcome)
    after[outcome.action.side].files += files
    after[outcome.action.side].bytes += bytes
  }
  return after
}

const differenceBy = ({ action: { _tag, expected, wanted } }: Done): Content => {
  if (_tag === "Move") return { files: 0, bytes: 0 }
  return {
    files: Number(wanted?._tag === "File") - Number(expected?._tag === "File"),
    bytes: (wanted?._tag === "File" ? wanted.size : 0) - (expected?._tag === "File" ? expected.size : 0),
  }
}
