/** What plan and apply say as JSON, one object a line: the declaration of what other programs may rely on. */
import { type Halt } from "../domain/Plan.ts"
import { type Side } from "../domain/Side.ts"
import { type ApplySummary } from "./ApplySummary.ts"
import {
  type ActionDocument,
  type ConflictDocument,
  type ProblemDocument,
  type SkippedDocument,
  type SummaryDocument,
} from "./PlanDocument.ts"

/** Every line has these, in this order, before its own keys. Ignore types and keys you do not know. */
interface Line<Type extends string> {
  readonly type: Type
  readonly time: string // ISO 8601, UTC
  readonly pair: string
}

interface HashedDocument {
  readonly done: number
  readonly total: number
  readonly bytes: number
  readonly bytes_total: number
}

export type StreamLine =
  | (Line<"scan_progress"> & { readonly entries: Partial<Readonly<Record<Side, number>>> })
  | (Line<"hash_progress"> & { readonly files: Partial<Readonly<Record<Side, HashedDocument>>> })
  | (Line<"planned_action"> & ActionDocument)
  | (Line<"conflict"> & ConflictDocument)
  | (Line<"problem"> & ProblemDocument)
  | (Line<"skipped"> & SkippedDocument)
  | (Line<"halt"> & Halt)
  | (Line<"change_summary"> & SummaryDocument & { readonly applyable: boolean; readonly complete: boolean })
  | (Line<"apply_start"> & { readonly actions: number; readonly bytes: number })
  | (Line<"apply_progress"> & {
    readonly bytes: number
    readonly bytes_total: number
    readonly actions: number
    readonly actions_total: number
    readonly failed: number
    readonly bytes_per_second: number | null
  })
  | (Line<"apply_resumed"> & { readonly path: string; readonly bytes: number })
  | (Line<"apply_outcome"> & {
    readonly outcome: "done" | "stale" | "failed" | "withheld"
    readonly verbs: ActionDocument["verbs"]
    readonly side: Side
    readonly path: string
    readonly bytes: number
    readonly message: string | null
  })
  | (Line<"apply_complete"> & { readonly complete: boolean } & ApplySummary)
  | (Line<"stopped"> & { readonly complete: false })
  | (Line<"diagnostic"> & { readonly severity: "note"; readonly message: string })
