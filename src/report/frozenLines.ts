/** The three lines that scripts look for. They are a public interface: nobody changes a letter of them. */
import { type PlanSummary } from "../domain/Plan.ts"
import { type ApplySummary, isComplete } from "./ApplySummary.ts"
import { formatBytes } from "./formatBytes.ts"
import { formatDuration } from "./formatDuration.ts"

export const noChangesLine = "No changes. Both sides match the syncfile."

export const planLine = ({ add, change, move, delete: deletes, conflicts, bytes }: PlanSummary): string =>
  `Plan: ${add} to add, ${change} to change, ${move} to move, ${deletes} to delete, `
  + `${conflicts} ${conflicts === 1 ? "conflict" : "conflicts"}. ${formatBytes(bytes)} to transfer.`

/** Begins with other words unless everything was done, so that no script takes the one for the other. */
export const applyLine = (summary: Omit<ApplySummary, "copied" | "resumed">): string => {
  const { added, changed, moved, deleted, failed, stale, withheld, bytes, milliseconds } = summary
  const done = `${added} added, ${changed} changed, ${moved} moved, ${deleted} deleted, ${failed} failed`
  const cost = `${formatBytes(bytes)} in ${formatDuration(milliseconds)}.`
  return isComplete(summary)
    ? `Apply complete! ${done}. ${cost}`
    : `Apply incomplete: ${done}, ${stale} stale, ${withheld} withheld. ${cost}`
}
