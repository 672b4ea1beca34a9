/** How the tests look at plans: without colours, with the times of one place. */
import { type Plan } from "../../src/domain/Plan.ts"
import { timeFormat } from "../../src/report/formatTime.ts"
import { type PlanLook, renderPlan, type View } from "../../src/report/renderPlan.ts"
import { plainStyle } from "../../src/report/Style.ts"

export const look = (view: View, more: Partial<PlanLook> = {}): PlanLook => ({
  style: plainStyle,
  view,
  time: timeFormat("en-US", "UTC"),
  ...more,
})

export const linesOf = (plan: Plan, view: View = "tree", more: Partial<PlanLook> = {}): Array<string> =>
  renderPlan(plan, look(view, more)).split("\n")
