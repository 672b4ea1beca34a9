/** What is held back for a person to decide, and how to decide it. */
import { type Plan } from "../domain/Plan.ts"
import { conflictLines } from "./conflictLines.ts"
import { printable } from "./escape.ts"
import { formatTime, type TimeFormat } from "./formatTime.ts"
import { planHeading } from "./planHeading.ts"
import { plural } from "./plural.ts"
import { renderHalts, renderProblems } from "./renderNotices.ts"
import { type Style } from "./Style.ts"

export interface ConflictLook {
  readonly style: Style
  readonly time?: TimeFormat | undefined
  readonly isPartial?: boolean // there are pairs that could not be planned
}

export const renderConflicts = (plans: ReadonlyArray<Plan>, look: ConflictLook): string => {
  const { style, time = formatTime, isPartial = false } = look
  const holding = plans.filter(({ conflicts }) => conflicts.length > 0)
  return [
    ...plans.flatMap((plan) => headed(plan, [...linesOf(plan, style, time), ...unseenIn(plan, style)], style)),
    style.bold(total(plans, isPartial)),
    ...advice(holding),
  ].join("\n")
}

/** Only what may keep conflicts from sight, with an empty line after each pair. */
export const renderUnseen = (plans: ReadonlyArray<Plan>, style: Style): string =>
  plans.flatMap((plan) => headed(plan, unseenIn(plan, style), style)).map((line) => `${line}\n`).join("")

const headed = (plan: Plan, lines: ReadonlyArray<string>, style: Style): ReadonlyArray<string> =>
  lines.length === 0 ? [] : [planHeading(plan, style), ...lines, ""]

const isUnseen = ({ halts, problems }: Plan): boolean => halts.length > 0 || problems.length > 0

const unseenIn = ({ halts, mode, problems }: Plan, style: Style): ReadonlyArray<string> => [
  ...renderProblems(problems, mode, style),
  ...renderHalts(halts, style),
]

const linesOf = (plan: Plan, style: Style, time: TimeFormat): ReadonlyArray<string> =>
  plan.conflicts.flatMap((conflict) => [
    "",
    `  ${style.conflict(`! ${printable(conflict.path)}`)}`,
    ...conflictLines(conflict, plan.mode, time).map((line) => `      ${line}`),
  ])

const total = (plans: ReadonlyArray<Plan>, isPartial: boolean): string => {
  const count = plans.reduce((sum, { conflicts }) => sum + conflicts.length, 0)
  if (count > 0) return `${plural(count, "conflict", "conflicts")}.`
  return isPartial || plans.some(isUnseen) ? "No conflicts in what could be seen." : "No conflicts."
}

const advice = (holding: ReadonlyArray<Plan>): ReadonlyArray<string> => [
  ...(holding.some(({ mode }) => mode === "two-way")
    ? ["Decide with: syncfile conflicts resolve --keep left|right|newer|older|larger|smaller|both PATH"]
    : []),
  ...(holding.some(({ mode }) => mode !== "two-way")
    ? ["What a copy or mirror pair holds back is settled in its folders or filters."]
    : []),
]
