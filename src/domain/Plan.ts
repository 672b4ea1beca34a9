/** The whole of what one pass will do to a pair. Plain data: printed, stored, reviewed, then applied as it is. */
import { Schema } from "effect"
import { Action, verbOf } from "./Action.ts"
import { Agreement } from "./Baseline.ts"
import { Entry } from "./Entry.ts"
import { Mode } from "./Pair.ts"
import { RelPath } from "./RelPath.ts"
import { Side } from "./Side.ts"
import { Problem } from "./Snapshot.ts"

/** A path held back for the user: what one side has stands in the way of what the other wants. */
export const Conflict = Schema.Struct({
  path: RelPath,
  left: Schema.UndefinedOr(Entry),
  right: Schema.UndefinedOr(Entry),
  reason: Schema.String,
})
export type Conflict = typeof Conflict.Type

/** A link or a device: seen, reported, left alone. */
export const Skipped = Schema.Struct({ side: Side, path: RelPath, kind: Schema.Literals(["Symlink", "Special"]) })
export type Skipped = typeof Skipped.Type

/** A path of the target that is not as the last run left it. */
export const Drift = Schema.Struct({
  path: RelPath,
  before: Schema.UndefinedOr(Entry),
  now: Schema.UndefinedOr(Entry),
})
export type Drift = typeof Drift.Type

/** Why a plan may not be applied as it is, and what would release it. */
export const Halt = Schema.Struct({
  reason: Schema.Literals([
    "source-missing", // nothing releases it, nor the next four
    "root-missing",
    "mark-missing",
    "side-restored",
    "state-restored",
    "target-missing",
    "root-swapped",
    "root-emptied",
    "delete-limit",
    "change-limit",
    "transfer-limit",
    "foreign-target",
  ]),
  message: Schema.String,
  release: Schema.String, // the flag, spelled out, or what to mend first
})
export type Halt = typeof Halt.Type

/** What has to be mended first: no word of the user makes these safe. */
export const unreleasable: ReadonlySet<Halt["reason"]> = new Set([
  "source-missing",
  "root-missing",
  "mark-missing",
  "side-restored",
  "state-restored",
])

/** How the plan will be carried out and how it was made: facts about the endpoints that a reviewer has to know. */
export const Method = Schema.Struct({
  comparing: Schema.String,
  publishing: Schema.String,
  notes: Schema.Array(Schema.String),
})
export type Method = typeof Method.Type

export const Plan = Schema.Struct({
  pair: Schema.String,
  mode: Mode,
  left: Schema.String, // as the syncfile spells it
  right: Schema.String,
  scope: Schema.String, // digest of what shapes the pair: roots, mode, filters, comparison
  makesRoot: Schema.Boolean, // the target folder does not exist yet
  entries: Schema.Struct({ left: Schema.Int, right: Schema.Int }), // in scope, on each side
  actions: Schema.Array(Action), // in the order they must run
  conflicts: Schema.Array(Conflict),
  problems: Schema.Array(Problem),
  skipped: Schema.Array(Skipped),
  drift: Schema.Array(Drift),
  halts: Schema.Array(Halt),
  method: Method,
  agreed: Schema.Array(Schema.Struct({ path: RelPath, agreement: Schema.UndefinedOr(Agreement) })), // already in step
})
export interface Plan extends Schema.Schema.Type<typeof Plan> {}

export interface PlanSummary {
  readonly add: number
  readonly change: number
  readonly move: number
  readonly delete: number
  readonly conflicts: number
  readonly bytes: number // to transfer
}

export const summarize = (plan: Pick<Plan, "actions" | "conflicts">): PlanSummary => {
  const count = { add: 0, change: 0, move: 0, delete: 0 }
  let bytes = 0
  for (const action of plan.actions) {
    count[verbOf(action)] += 1
    if (action._tag === "Transfer") bytes += action.wanted.size
  }
  return { ...count, conflicts: plan.conflicts.length, bytes }
}

/** Whether anything would be done. Conflicts wait, and change nothing. */
export const hasActions = ({ actions }: Pick<Plan, "actions">): boolean => actions.length > 0

export const isEmpty = (plan: Plan): boolean => !hasActions(plan) && plan.conflicts.length === 0
