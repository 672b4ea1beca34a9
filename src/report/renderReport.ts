/** What became of the plans, as users read it after an apply: what was not done, one by one, then a frozen line. */
import { type ApplyReport, type Outcome } from "../domain/ApplyReport.ts"
import { type Mode } from "../domain/Pair.ts"
import { roleOf } from "../domain/Side.ts"
import { summarizeReports } from "./ApplySummary.ts"
import { changeOf, symbols } from "./Change.ts"
import { printable } from "./escape.ts"
import { formatBytes } from "./formatBytes.ts"
import { applyLine } from "./frozenLines.ts"
import { type Style } from "./Style.ts"

export interface ReportLook {
  readonly style: Style
  readonly milliseconds?: number | undefined // how long it took in all; undefined: the pairs ran one after the other
}

export const renderReport = (reports: ReadonlyArray<ApplyReport>, { style, milliseconds }: ReportLook): string => {
  const summary = summarizeReports(reports)
  const { bytes, copied } = summary
  const sent = `${formatBytes(bytes)} of ${formatBytes(bytes + copied)} sent: the rest was there, and was copied there.`
  return [
    ...reports.flatMap((report) => linesOf(report, style)),
    ...(copied === 0 ? [] : [sent]),
    style.bold(applyLine({ ...summary, milliseconds: milliseconds ?? summary.milliseconds })),
  ].join("\n")
}

const linesOf = (report: ApplyReport, style: Style): ReadonlyArray<string> => {
  const undone = (["Failed", "Stale", "Withheld"] as const).flatMap((tag) =>
    report.outcomes.filter(({ _tag }) => _tag === tag).map((outcome) => `  ${outcomeText(outcome, report.mode, style)}`)
  )
  const resumed = report.outcomes.flatMap((outcome) =>
    outcome._tag !== "Done" || outcome.resumed === undefined
      ? []
      : [`  resumed ${printable(outcome.action.path)} at ${formatBytes(outcome.resumed)}`]
  )
  const cut = report.interrupted ? ["  Interrupted. What had not been started was left as it was."] : []
  const lines = [...resumed, ...undone, ...cut]
  return lines.length === 0 ? [] : [style.bold(printable(report.pair)), ...lines, ""]
}

/** One outcome on one line: "failed - old/a.txt: permission denied". */
export const outcomeText = (outcome: Outcome, mode: Mode, style: Style): string => {
  const { kind, side, path, from } = changeOf(outcome.action)
  const origin = kind === "move" && from !== undefined ? ` from ${printable(from)}` : ""
  const where = mode !== "two-way" && side === "right" ? "" : ` (on the ${roleOf(mode, side)})`
  const what = `${words[outcome._tag]} ${symbols[kind]} ${printable(path)}${origin}${where}`
  if (outcome._tag === "Done") return what
  const line = `${what}: ${printable(outcome.message)}`
  return outcome._tag === "Failed" ? style.removed(line) : outcome._tag === "Stale" ? style.changed(line) : line
}

const words = { Done: "done", Stale: "stale", Failed: "failed", Withheld: "withheld" } as const
