/** Before a saved plan is applied: looks whether every path it speaks of still is as it was planned. */
import { Effect } from "effect"
import { type Action } from "../domain/Action.ts"
import { type Entry, unchanged } from "../domain/Entry.ts"
import { type Mode } from "../domain/Pair.ts"
import { type Plan } from "../domain/Plan.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { otherSide, type Side } from "../domain/Side.ts"
import { type EndpointError } from "../endpoint/EndpointError.ts"
import { type Sides } from "./Sides.ts"

/** A path that no longer is what the plan saw. */
export interface StalePath {
  readonly mode: Mode // of its pair
  readonly side: Side
  readonly path: RelPath
  readonly planned: Entry | undefined
  readonly found: Entry | undefined
}

const looksAtOnce = 64

export const preflight = Effect.fn("preflight")(function*(plan: Plan, sides: Sides) {
  const stale = yield* Effect.forEach(checksOf(plan.actions), (check) => checkNow(plan.mode, check, sides), {
    concurrency: looksAtOnce,
  })
  return stale.flat()
})

type Check = Omit<StalePath, "found" | "mode">

/**
 * A path may have two steps: what its first expects, and what its last wants, is what there has to be now. Where
 * something is moved, the steps after it find the new place.
 */
const checksOf = (actions: ReadonlyArray<Action>): ReadonlyArray<Check> => {
  const firsts = new Map<string, Check>()
  const lasts = new Map<string, Check>()
  const moves = new Set<string>()
  const first = (check: Check) => {
    const key = keyOf(check)
    if (!firsts.has(key)) firsts.set(key, check)
  }
  for (const action of actions) {
    const { side, path, expected, wanted } = action
    if (action._tag === "Move") {
      first({ side, path: action.from, planned: action.moved })
      moves.add(keyOf({ side, path }))
    }
    first({ side, path, planned: expected })
    const source = { side: otherSide(side), path: action._tag === "Transfer" ? action.from : path, planned: wanted }
    if (action._tag !== "Move" || action.carried.length > 0) lasts.set(keyOf(source), source)
  }
  return [...firsts.values(), ...Array.from(lasts.values()).filter((check) => !moves.has(keyOf(check)))]
}

const keyOf = ({ side, path }: Pick<Check, "side" | "path">): string => `${side}:${path}`

const checkNow = (mode: Mode, check: Check, sides: Sides): Effect.Effect<ReadonlyArray<StalePath>, EndpointError> =>
  Effect.map(
    sides[check.side].stat(check.path),
    (found) => unchanged(check.planned, found) ? [] : [{ mode, ...check, found }],
  )
