/** Events as lines of JSON. */
import { type Outcome } from "../domain/ApplyReport.ts"
import { type Plan, summarize } from "../domain/Plan.ts"
import { isComplete, summarizeReports } from "./ApplySummary.ts"
import { changeOf, changesOf } from "./Change.ts"
import {
  actionDocument,
  conflictDocument,
  haltDocument,
  isApplyable,
  isSeen,
  problemDocument,
  skippedDocument,
  summaryDocument,
} from "./json.ts"
import { type PairProgress } from "./PairProgress.ts"
import { type StreamLine } from "./StreamLine.ts"
import { type SyncEvent } from "./SyncEvent.ts"

/** What an event says by itself. Progress is told at intervals, by `progressStreamLine`. */
export const streamLines = (event: SyncEvent, time: string): Iterable<StreamLine> => {
  switch (event._tag) {
    case "Planned":
      return planLines(event.plan, time)
    case "Started":
      return [{ type: "apply_start", time, pair: event.pair, actions: event.actions, bytes: event.bytes }]
    case "TakenUp":
      return [{ type: "apply_resumed", time, pair: event.pair, path: event.path, bytes: event.bytes }]
    case "Settled":
      return [outcomeLine(event.pair, event.outcome, time)]
    case "Finished": {
      const summary = summarizeReports([event.report])
      return [{ type: "apply_complete", time, pair: event.report.pair, complete: isComplete(summary), ...summary }]
    }
    case "Stopped":
      return [{ type: "stopped", time, pair: event.pair, complete: false }]
    case "Note":
      return [{ type: "diagnostic", time, pair: event.pair, severity: "note", message: event.message }]
    case "Scanning":
    case "Hashing":
    case "Progress":
      return []
  }
}

export const progressStreamLine = (pair: string, progress: PairProgress, time: string): StreamLine => {
  switch (progress._tag) {
    case "Looking":
      return { type: "scan_progress", time, pair, entries: progress.entries }
    case "Comparing":
      return { type: "hash_progress", time, pair, files: filesDocument(progress.files) }
    case "Applying":
      return {
        type: "apply_progress",
        time,
        pair,
        bytes: progress.bytes.done,
        bytes_total: progress.bytes.total,
        actions: progress.actions.settled,
        actions_total: progress.actions.total,
        failed: progress.actions.failed,
        bytes_per_second: progress.speed?.perSecond === undefined ? null : Math.round(progress.speed.perSecond),
      }
  }
}

const filesDocument = (files: (PairProgress & { readonly _tag: "Comparing" })["files"]) =>
  Object.fromEntries(
    Object.entries(files).map(([side, { done, total, bytes, bytesTotal }]) => [
      side,
      { done, total, bytes, bytes_total: bytesTotal },
    ]),
  )

/** One by one: a plan may have a million steps. */
function* planLines(plan: Plan, time: string): Generator<StreamLine> {
  const { pair } = plan
  for (const change of changesOf(plan.actions)) yield { type: "planned_action", time, pair, ...actionDocument(change) }
  for (const conflict of plan.conflicts) yield { type: "conflict", time, pair, ...conflictDocument(conflict) }
  for (const problem of plan.problems) yield { type: "problem", time, pair, ...problemDocument(problem) }
  for (const skipped of plan.skipped) yield { type: "skipped", time, pair, ...skippedDocument(skipped) }
  for (const halt of plan.halts) yield { type: "halt", time, pair, ...haltDocument(halt) }
  const summary = summaryDocument(summarize(plan))
  yield { type: "change_summary", time, pair, ...summary, applyable: isApplyable(plan), complete: isSeen(plan) }
}

const outcomeLine = (pair: string, outcome: Outcome, time: string): StreamLine => {
  const { verbs, side, path, bytes } = actionDocument(changeOf(outcome.action))
  return {
    type: "apply_outcome",
    time,
    pair,
    outcome: outcomes[outcome._tag],
    verbs,
    side,
    path,
    bytes,
    message: outcome._tag === "Done" ? null : outcome.message,
  }
}

const outcomes = { Done: "done", Stale: "stale", Failed: "failed", Withheld: "withheld" } as const
