/** Narrows a plan to what somebody decided: the rest of it waits for an apply of its own. */
import { type Action } from "../domain/Action.ts"
import { type Plan } from "../domain/Plan.ts"
import { isWithin, type RelPath } from "../domain/RelPath.ts"
import { parentsOf } from "../plan/sightings.ts"

export const onlyDecided = (plan: Plan, decided: ReadonlySet<RelPath>): Plan => {
  const isDecided = (path: RelPath) => Array.from(decided).some((each) => isWithin(each, path))
  const copies = new Set(
    plan.actions.flatMap((action) => action._tag === "Move" && isDecided(action.from) ? [action.path] : []),
  )
  const belongs = (action: Action) => isDecided(action.path) || copies.has(action.path)
  const needed = parentsOf(plan.actions.filter(belongs).map(({ path }) => path))
  const isNeeded = ({ _tag, path }: Action) => _tag === "MakeDirectory" && needed.has(path)
  return Object.assign({}, plan, {
    actions: plan.actions.filter((action) => belongs(action) || isNeeded(action)),
    halts: plan.halts.filter(({ reason }) => !reason.endsWith("-limit")), // they speak of the whole plan
  })
}
