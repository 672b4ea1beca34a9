/** A plan as its reviewer reads it. Deletions, changes of kind and conflicts are listed one by one in every view. */
import { isEmpty, type Plan, type PlanSummary, summarize } from "../domain/Plan.ts"
import { type Change, changesOf } from "./Change.ts"
import { concernsOf } from "./concern.ts"
import { printable } from "./escape.ts"
import { formatTime, type TimeFormat } from "./formatTime.ts"
import { noChangesLine, planLine } from "./frozenLines.ts"
import { type Folding, groupByDirectory } from "./groupByDirectory.ts"
import { planHeading } from "./planHeading.ts"
import { plural } from "./plural.ts"
import { renderGroups } from "./renderGroups.ts"
import { renderHalts, renderProblems, renderSkipped } from "./renderNotices.ts"
import { type Style } from "./Style.ts"

export const views = ["summary", "tree", "full"] as const
export type View = (typeof views)[number]

/** What a listing can be narrowed to. Asking for deletions also shows changes of kind: they delete, too. */
export const planKinds = ["add", "change", "replace", "move", "delete", "conflict", "problem", "skipped"] as const
export type PlanKind = (typeof planKinds)[number]

export interface PlanLook {
  readonly style: Style
  readonly view: View
  readonly only?: ReadonlyArray<PlanKind> | undefined // undefined: everything
  readonly width?: number | undefined // columns; names are never cut to fit
  readonly time?: TimeFormat | undefined
}

/** Its last line is one of the frozen lines. */
export const renderPlan = (plan: Plan, look: PlanLook): string => renderPlans([plan], look)

/** Each plan, then one frozen line for all of them. */
export const renderPlans = (plans: ReadonlyArray<Plan>, look: PlanLook): string => {
  const total = plans.every(matches) ? noChangesLine : planLine(sum(plans.map(summarize)))
  return [...plans.flatMap((plan) => [...linesOf(plan, look), ""]), look.style.bold(total)].join("\n")
}

/** Whether both sides are known to be in step: nothing to do, nothing held back, nothing unseen. */
const matches = (plan: Plan): boolean =>
  isEmpty(plan) && !plan.makesRoot && plan.halts.length === 0 && plan.problems.length === 0

const foldingOf = (view: View, plan: Plan): Folding => {
  const { groups, listed } = foldings[view]
  const change = concernsOf(plan.halts).has("change") ? Infinity : listed
  return { groups, listed: { add: listed, change, move: listed } }
}

const foldings = {
  summary: { groups: 1, listed: 0 },
  tree: { groups: 40, listed: 5 },
  full: { groups: Infinity, listed: Infinity },
}

const linesOf = (plan: Plan, { style, view, only, width = 100, time = formatTime }: PlanLook) => {
  const shows = showing(plan, only)
  const all = changesOf(plan.actions)
  const changes = all.filter(({ kind }) => shows(kind))
  const conflicts = shows("conflict") ? plan.conflicts : []
  const groups = groupByDirectory(changes, conflicts, foldingOf(view, plan))
  return [
    planHeading(plan, style),
    ...[
      `comparing: ${plan.method.comparing}`,
      `publishing: ${plan.method.publishing}`,
      ...plan.method.notes,
    ].map((line) => `  ${style.dim(printable(line))}`),
    ...(plan.makesRoot ? [`  ${missingTarget(plan)}`] : []),
    ...renderGroups(groups, { mode: plan.mode, style, width, time }),
    ...(shows("problem") ? renderProblems(plan.problems, plan.mode, style) : []),
    ...(shows("skipped") ? renderSkipped(plan.skipped, plan.mode, view === "summary" ? 0 : 20, style) : []),
    ...unshown(plan, all, shows).map((line) => style.dim(line)),
    ...renderHalts(plan.halts, style),
    ...(isEmpty(plan) && plan.halts.length === 0 && !plan.makesRoot ? ["", `  ${nothingToDo(plan)}`] : []),
  ]
}

const missingTarget = ({ right, actions }: Plan): string =>
  actions.length > 0
    ? `The folder ${printable(right)} does not exist and will be made.`
    : `The folder ${printable(right)} does not exist, and there is nothing to put into it.`

type Showing = (kind: PlanKind) => boolean

const showing = (plan: Plan, only: ReadonlyArray<PlanKind> | undefined): Showing => {
  if (only === undefined) return () => true
  const shown = new Set<PlanKind>([...only, ...concernsOf(plan.halts)])
  if (shown.has("delete")) shown.add("replace")
  return (kind) => shown.has(kind)
}

/** What was asked not to be shown is still counted. */
const unshown = (plan: Plan, changes: ReadonlyArray<Change>, shows: Showing): ReadonlyArray<string> => {
  const countOf = (kind: PlanKind): number => {
    if (kind === "conflict") return plan.conflicts.length
    if (kind === "problem") return plan.problems.length
    if (kind === "skipped") return plan.skipped.length
    return changes.filter((change) => change.kind === kind).length
  }
  const hidden = planKinds.flatMap((kind) => {
    const count = shows(kind) ? 0 : countOf(kind)
    return count === 0 ? [] : [plural(count, ...nouns[kind])]
  })
  return hidden.length === 0 ? [] : ["", `  Not shown: ${hidden.join(", ")}.`]
}

const nouns: Readonly<Record<PlanKind, readonly [one: string, many: string]>> = {
  add: ["to add", "to add"],
  change: ["to change", "to change"],
  replace: ["to replace", "to replace"],
  move: ["to move", "to move"],
  delete: ["to delete", "to delete"],
  conflict: ["conflict", "conflicts"],
  problem: ["problem", "problems"],
  skipped: ["skipped", "skipped"],
}

const nothingToDo = ({ problems }: Plan): string =>
  problems.length === 0
    ? "Nothing to do."
    : `Nothing to do in what could be seen. What could not be looked at (${
      plural(problems.length, "path", "paths")
    }) may differ.`

const sum = (summaries: ReadonlyArray<PlanSummary>): PlanSummary =>
  summaries.reduce((a, b) => ({
    add: a.add + b.add,
    change: a.change + b.change,
    move: a.move + b.move,
    delete: a.delete + b.delete,
    conflicts: a.conflicts + b.conflicts,
    bytes: a.bytes + b.bytes,
  }), { add: 0, change: 0, move: 0, delete: 0, conflicts: 0, bytes: 0 })
