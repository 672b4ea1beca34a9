/** What speaks against a saved plan once the folders it is to be applied to are known: they may not be those it saw. */
import { Effect } from "effect"
import { roleOf, sides } from "../domain/Side.ts"
import { type Prepared } from "../engine/preparePair.ts"
import { printable } from "../report/escape.ts"
import { StateStore } from "../state/StateStore.ts"

/** A disk that is not mounted leaves an empty folder, in which every addition would find its place free. */
export const objectionsTo = Effect.fnUntraced(function*({ plan, roots }: Prepared) {
  const memory = yield* (yield* StateStore).load(plan.pair)
  const wasShown = plan.halts.some(({ reason }) => reason === "root-swapped")
  return sides.flatMap((side) => {
    const folder = `The ${roleOf(side)} ${printable(plan[side])}`
    const before = memory.roots[side]
    if (roots[side] === undefined) return side === "right" && plan.makesRoot ? [] : [`${folder} does not exist.`]
    if (before === undefined || before === roots[side] || wasShown) return []
    return [`${folder} is another folder than in the last run.`]
  })
})
