/** What is held back for a person to decide, and how to decide it. */
import { type Plan } from "../domain/Plan.ts"
import { conflictLines } from "./conflictLines.ts"
import { printable } from "./escape.ts"
import { formatTime, type TimeFormat } from "./formatTime.ts"
import { planHeading } from "./planHeading.ts"
import { plural } from "./plural.ts"
import { type Style } from "./Style.ts"

export interface ConflictLook {
  readonly style: Style
  readonly time?: TimeFormat | undefined
}

export const renderConflicts = (plans: ReadonlyArray<Plan>, { style, time = formatTime }: ConflictLook): string => {
  const holding = plans.filter(({ conflicts }) => conflicts.length > 0)
  return [
    ...holding.flatMap((plan) => [...linesOf(plan, style, time), ""]),
    style.bold(total(plans)),
    ...advice(holding),
  ].join("\n")
}

const linesOf = (plan: Plan, style: Style, time: TimeFormat): ReadonlyArray<string> => [
  planHeading(plan, style),
  ...plan.conflicts.flatMap((conflict) => [
    "",
    `  ${style.conflict(`! ${printable(conflict.path)}`)}`,
    ...conflictLines(conflict, plan.mode, time).map((line) => `      ${line}`),
  ]),
]

const total = (plans: ReadonlyArray<Plan>): string => {
  const count = plans.reduce((sum, { conflicts }) => sum + conflicts.length, 0)
  if (count > 0) return `${plural(count, "conflict", "conflicts")}.`
  return plans.every(({ problems }) => problems.length === 0) ? "No conflicts." : "No conflicts in what could be seen."
}

const advice = (holding: ReadonlyArray<Plan>): ReadonlyArray<string> => [
  ...(holding.some(({ mode }) => mode === "two-way")
    ? ["Decide with: syncfile conflicts resolve --keep left|right|newer|larger|both PATH"]
    : []),
  ...(holding.some(({ mode }) => mode !== "two-way")
    ? ["What a copy or mirror pair holds back is settled in its folders or filters."]
    : []),
]
