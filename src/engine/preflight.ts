/** Before a saved plan is applied: looks whether every path it speaks of still is as it was planned. */
import { Effect } from "effect"
import { type Action } from "../domain/Action.ts"
import { type Entry, unchanged } from "../domain/Entry.ts"
import { type Plan } from "../domain/Plan.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { otherSide, type Side } from "../domain/Side.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { type Sides } from "./Sides.ts"

/** A path that no longer is what the plan saw. */
export interface StalePath {
  readonly side: Side
  readonly path: RelPath
  readonly planned: Entry | undefined
  readonly found: Entry | undefined
}

const looksAtOnce = 64

export const preflight = Effect.fn("preflight")(function*(plan: Plan, sides: Sides) {
  const stale = yield* Effect.forEach(checksOf(plan.actions), (check) => checkNow(check, sides), {
    concurrency: looksAtOnce,
  })
  return stale.flat()
})

type Check = Omit<StalePath, "found">

/** A path may have two steps: what its first expects, and what its last wants, is what there has to be now. */
const checksOf = (actions: ReadonlyArray<Action>): ReadonlyArray<Check> => {
  const firsts = new Map<RelPath, Action>()
  const lasts = new Map<RelPath, Action>()
  for (const action of actions) {
    if (!firsts.has(action.path)) firsts.set(action.path, action)
    lasts.set(action.path, action)
  }
  return [
    ...Array.from(firsts.values(), ({ side, path, expected }): Check => ({ side, path, planned: expected })),
    ...Array.from(
      lasts.values(),
      ({ side, path, wanted }): Check => ({ side: otherSide(side), path, planned: wanted }),
    ),
  ]
}

const checkNow = (check: Check, sides: Sides): Effect.Effect<ReadonlyArray<StalePath>, EndpointError> =>
  Effect.map(
    sides[check.side].stat(check.path),
    (found) => unchanged(check.planned, found) ? [] : [{ ...check, found }],
  )
