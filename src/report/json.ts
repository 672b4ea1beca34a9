/** Plans as JSON. Keys always come in the same order. */
import { JsonSchema, Schema } from "effect"
import { type Entry } from "../domain/Entry.ts"
import {
  type Conflict,
  type Drift,
  type Halt,
  type Plan,
  type PlanSummary,
  type Skipped,
  summarize,
} from "../domain/Plan.ts"
import { type Problem } from "../domain/Snapshot.ts"
import { type Change, changesOf } from "./Change.ts"
import { printableJson } from "./escape.ts"
import {
  type ActionDocument,
  type ConflictDocument,
  type DriftDocument,
  type EntryDocument,
  formatVersion,
  PlanDocument,
  type ProblemDocument,
  type SkippedDocument,
  type SummaryDocument,
} from "./PlanDocument.ts"

/** On one line, safe to show on a terminal. */
export const jsonText = (value: unknown): string => printableJson(JSON.stringify(value))

export const planDocument = (plan: Plan): PlanDocument => ({
  format_version: formatVersion,
  pair: {
    name: plan.pair,
    mode: plan.mode,
    left: plan.left,
    right: plan.right,
    scope: plan.scope,
    makes_root: plan.makesRoot,
    entries: { left: plan.entries.left, right: plan.entries.right },
  },
  summary: summaryDocument(summarize(plan)),
  applyable: isApplyable(plan),
  complete: isSeen(plan),
  halts: plan.halts.map(haltDocument),
  actions: changesOf(plan.actions).map(actionDocument),
  conflicts: plan.conflicts.map(conflictDocument),
  problems: plan.problems.map(problemDocument),
  skipped: plan.skipped.map(skippedDocument),
  drift: plan.drift.map(driftDocument),
  method: {
    comparing: plan.method.comparing,
    publishing: plan.method.publishing,
    notes: plan.method.notes,
  },
})

/** The JSON Schema (draft 2020-12) of `planDocument`. Open, so that documents with later keys pass, too. */
export const planSchema = (): object => {
  const { schema, definitions } = Schema.toJsonSchemaDocument(PlanDocument)
  return { $schema: JsonSchema.META_SCHEMA_URI_DRAFT_2020_12, ...schema, $defs: definitions }
}

export const isApplyable = ({ halts }: Plan): boolean => halts.length === 0
export const isSeen = ({ problems }: Plan): boolean => problems.length === 0

export const summaryDocument = (summary: PlanSummary): SummaryDocument => ({
  add: summary.add,
  change: summary.change,
  move: summary.move,
  delete: summary.delete,
  conflicts: summary.conflicts,
  bytes: summary.bytes,
})

export const actionDocument = (change: Change): ActionDocument => ({
  verbs: change.kind === "replace" ? ["delete", "add"] : [change.kind],
  side: change.side,
  path: change.path,
  before: entryDocument(change.before),
  after: entryDocument(change.after),
  from: change.from ?? null,
  bytes: change.bytes,
  ...(change.like === undefined ? {} : { like: change.like }),
  ...(change.because === undefined ? {} : { because: change.because }),
})

export const conflictDocument = ({ path, left, right, reason }: Conflict): ConflictDocument => ({
  path,
  left: entryDocument(left),
  right: entryDocument(right),
  reason,
})

/** What is held back in a pair, and what may keep more of it from sight. */
export const heldDocument = ({ pair, conflicts, problems, halts }: Plan) => ({
  pair,
  conflicts: conflicts.map(conflictDocument),
  problems: problems.map(problemDocument),
  halts: halts.map(haltDocument),
})

export const problemDocument = ({ side, path, message }: Problem): ProblemDocument => ({
  side,
  path: path ?? null,
  message,
})

export const skippedDocument = ({ side, path, kind }: Skipped): SkippedDocument => ({
  side,
  path,
  kind: kind === "Symlink" ? "symlink" : "special",
})

export const driftDocument = ({ path, before, now }: Drift): DriftDocument => ({
  path,
  before: entryDocument(before),
  now: entryDocument(now),
})

export const haltDocument = ({ reason, message, release }: Halt): Halt => ({ reason, message, release })

const entryDocument = (entry: Entry | undefined): EntryDocument | null => {
  switch (entry?._tag) {
    case undefined:
      return null
    case "File":
      return {
        kind: "file",
        size: entry.size,
        modified: entry.modified,
        ...(entry.mode === undefined ? {} : { mode: entry.mode }),
        ...(entry.digest === undefined ? {} : { digest: entry.digest }),
      }
    case "Directory":
      return { kind: "directory" }
    case "Symlink":
      return { kind: "symlink", target: entry.target }
    case "Special":
      return { kind: "special" }
    case "Unknown":
      return { kind: "unknown", problem: entry.problem }
  }
}
