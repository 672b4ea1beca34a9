/** What became of one or several plans, in numbers. */
import { verbOf } from "../domain/Action.ts"
import { type ApplyReport } from "../domain/ApplyReport.ts"

export interface ApplySummary {
  readonly added: number
  readonly changed: number
  readonly moved: number
  readonly deleted: number
  readonly failed: number
  readonly stale: number
  readonly withheld: number
  readonly interrupted: boolean
  readonly bytes: number // transferred
  readonly copied: number // bytes that a target had already, and that were copied there
  readonly resumed: number // bytes of files that earlier runs had sent
  readonly milliseconds: number // of all the pairs, one after the other
}

export const summarizeReports = (reports: ReadonlyArray<ApplyReport>): ApplySummary => {
  const done = { add: 0, change: 0, move: 0, delete: 0 }
  const undone = { Failed: 0, Stale: 0, Withheld: 0 }
  let bytes = 0
  let copied = 0
  let resumed = 0
  let milliseconds = 0
  for (const report of reports) {
    bytes += report.bytes
    milliseconds += report.milliseconds
    for (const outcome of report.outcomes) {
      if (outcome._tag === "Done") {
        done[verbOf(outcome.action)] += 1
        copied += outcome.copied ?? 0
        resumed += outcome.resumed ?? 0
      } else undone[outcome._tag] += 1
    }
  }
  return {
    added: done.add,
    changed: done.change,
    moved: done.move,
    deleted: done.delete,
    failed: undone.Failed,
    stale: undone.Stale,
    withheld: undone.Withheld,
    interrupted: reports.some(({ interrupted }) => interrupted),
    bytes,
    copied,
    milliseconds,
    resumed,
  }
}

/** Whether all that was planned was done. */
export const isComplete = (
  { failed, stale, withheld, interrupted }: Omit<ApplySummary, "copied" | "resumed">,
): boolean => failed === 0 && stale === 0 && withheld === 0 && !interrupted
