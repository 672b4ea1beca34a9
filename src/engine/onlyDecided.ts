/** Narrows steps to what somebody decided: the rest of them waits for an apply of its own. */
import { type Action } from "../domain/Action.ts"
import { lineage, type RelPath } from "../domain/RelPath.ts"
import { type Decisions, type Steps } from "../plan/makePlan.ts"
import { parentsOf } from "../plan/sightings.ts"

export const onlyDecided = (steps: Steps, decisions: Decisions): Steps => {
  const isDecided = (path: RelPath) => lineage(path).some((above) => decisions.has(above))
  const copies = new Set(
    steps.actions.flatMap((action) => action._tag === "Move" && isDecided(action.from) ? [action.path] : []),
  )
  const belongs = (action: Action) => isDecided(action.path) || copies.has(action.path)
  const needed = parentsOf(steps.actions.filter(belongs).map(({ path }) => path))
  const isNeeded = ({ _tag, path }: Action) => _tag === "MakeDirectory" && needed.has(path)
  return { ...steps, actions: steps.actions.filter((action) => belongs(action) || isNeeded(action)) }
}
