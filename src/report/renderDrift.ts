/** What changed on targets since the last run, other than by syncfile. */
import { type Drift, type Plan } from "../domain/Plan.ts"
import { describeEntry } from "./describeEntry.ts"
import { printable } from "./escape.ts"
import { planHeading } from "./planHeading.ts"
import { plural } from "./plural.ts"
import { type Style } from "./Style.ts"

export const noDriftLine = "No drift. Every target is as the last run left it."

export const renderDrift = (plans: ReadonlyArray<Plan>, style: Style): string =>
  [...plans.flatMap((plan) => linesOf(plan, style)), style.bold(total(plans))].join("\n")

const total = (plans: ReadonlyArray<Plan>): string => {
  const count = plans.reduce((sum, { drift }) => sum + drift.length, 0)
  if (count > 0) return `Drift: ${plural(count, "path", "paths")} changed on the target since the last run.`
  return plans.length > 0 && plans.every(({ mode }) => mode === "two-way")
    ? "No pair here has a target that could drift."
    : noDriftLine
}

const linesOf = (plan: Plan, style: Style): ReadonlyArray<string> => {
  const { pair, mode, right, drift } = plan
  if (mode === "two-way") {
    return [
      planHeading(plan, style),
      "  What changes on either side of a two-way pair is in its plan, and no drift.",
      "",
    ]
  }
  return drift.length === 0
    ? []
    : [style.bold(`${printable(pair)}  ${printable(right)}`), ...drift.map((each) => `  ${driftText(each, style)}`), ""]
}

const driftText = ({ path, before, now }: Drift, style: Style): string => {
  const what = `${printable(path)}: was ${describeEntry(before)}, is ${describeEntry(now)}`
  if (now === undefined) return style.removed(`- ${what}`)
  return before?._tag === now._tag ? style.changed(`~ ${what}${sameSize(before, now)}`) : style.changed(`-/+ ${what}`)
}

/** Without this a file of the same size would seem not to have changed. */
const sameSize = (before: Drift["before"], now: Drift["now"]): string =>
  before?._tag === "File" && now?._tag === "File" && before.size === now.size ? " of another time" : ""
