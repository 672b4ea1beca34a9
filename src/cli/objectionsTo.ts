/** What speaks against a saved plan once the folders it is to be applied to are known: they may not be those it saw. */
import { Effect } from "effect"
import { roleOf, sides } from "../domain/Side.ts"
import { readMark } from "../engine/marks.ts"
import { type Prepared } from "../engine/preparePair.ts"
import { guardMarks } from "../plan/guardMarks.ts"
import { printable } from "../report/escape.ts"
import { type Memory, StateStore } from "../state/StateStore.ts"

/** A disk that is not mounted leaves an empty folder, in which every addition would find its place free. */
export const objectionsTo = Effect.fnUntraced(function*(prepared: Prepared) {
  const { plan, roots } = prepared
  const memory = yield* (yield* StateStore).load(plan.pair)
  const marks = yield* marksOn(prepared, memory)
  const wasShown = marks.isProven || plan.halts.some(({ reason }) => reason === "root-swapped")
  const onFolders = sides.flatMap((side) => {
    const folder = `The ${roleOf(plan.mode, side)} ${printable(plan[side])}`
    const before = memory.roots[side]
    if (roots[side] === undefined) return side === "right" && plan.makesRoot ? [] : [`${folder} does not exist.`]
    if (before === undefined || before === roots[side] || wasShown) return []
    return [`${folder} is another folder than in the last run.`]
  })
  return [...onFolders, ...marks.halts.map(({ message }) => message)]
})

const marksOn = Effect.fnUntraced(function*({ pair, roots, sides: { left, right } }: Prepared, { mark }: Memory) {
  if (mark === undefined || pair.mode !== "two-way" || roots.left === undefined || roots.right === undefined) {
    return { halts: [], isProven: false }
  }
  const found = yield* Effect.all({ left: readMark(left, mark.id), right: readMark(right, mark.id) }, {
    concurrency: 2,
  })
  return guardMarks(pair, { expected: mark, found })
})
