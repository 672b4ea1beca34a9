/** What speaks against a saved plan once the folders it is to be applied to are known: they may not be those it saw. */
import { Effect } from "effect"
import { roleOf, sides } from "../domain/Side.ts"
import { judgeMarks } from "../engine/marks.ts"
import { type Prepared } from "../engine/preparePair.ts"
import { isKnownRoot } from "../plan/guardMarks.ts"
import { printable } from "../report/escape.ts"
import { StateStore } from "../state/StateStore.ts"

/** A disk that is not mounted leaves an empty folder, in which every addition would find its place free. */
export const objectionsTo = Effect.fnUntraced(function*(prepared: Prepared) {
  const { plan, roots } = prepared
  const memory = yield* (yield* StateStore).load(plan.pair)
  const marks = yield* judgeMarks(prepared.pair, roots, prepared.sides, memory.mark)
  const wasShown = plan.halts.some(({ reason }) => reason === "root-swapped")
  const onFolders = sides.flatMap((side) => {
    const folder = `The ${roleOf(plan.mode, side)} ${printable(plan[side])}`
    if (roots[side] === undefined) return side === "right" && plan.makesRoot ? [] : [`${folder} does not exist.`]
    if (wasShown || isKnownRoot({ before: memory.roots[side], now: roots[side] }, marks.isProven)) return []
    return [`${folder} is another folder than in the last run.`]
  })
  return [...onFolders, ...marks.halts.map(({ message }) => message)]
})
