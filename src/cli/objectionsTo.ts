/** What speaks against writing to the folders of a pair: they may not be those that its past is about. */
import { Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { roleOf, type Side, sides as bothSides } from "../domain/Side.ts"
import { readMark } from "../engine/marks.ts"
import { type Sides } from "../engine/Sides.ts"
import { guardMarks } from "../plan/guardMarks.ts"
import { printable } from "../report/escape.ts"
import { type Memory, StateStore } from "../state/StateStore.ts"

export interface Meant {
  readonly written: ReadonlyArray<Side>
  readonly makesRoot: boolean // the right folder is yet to be made
  readonly isSwapped: boolean // somebody knows that they are other folders than in the last run
}

/** A disk that is not mounted leaves an empty folder, in which every addition would find its place free. */
export const objectionsTo = Effect.fnUntraced(function*(
  pair: Pair,
  sides: Sides,
  { written = bothSides, makesRoot = false, isSwapped = false }: Partial<Meant>,
) {
  const memory = yield* (yield* StateStore).load(pair.name)
  const roots = yield* Effect.all({ left: sides.left.rootId, right: sides.right.rootId }, { concurrency: 2 })
  const marks = yield* marksOn(pair, sides, roots, memory)
  const onFolders = written.flatMap((side) => {
    const folder = `The ${roleOf(pair.mode, side)} ${printable(pair[side].written)}`
    const before = memory.roots[side]
    if (roots[side] === undefined) return side === "right" && makesRoot ? [] : [`${folder} does not exist.`]
    if (before === undefined || before === roots[side] || marks.isProven || isSwapped) return []
    return [`${folder} is another folder than in the last run.`]
  })
  return [...onFolders, ...marks.halts.map(({ message }) => message)]
})

const marksOn = Effect.fnUntraced(
  function*(pair: Pair, { left, right }: Sides, roots: Memory["roots"], { mark }: Memory) {
    if (mark === undefined || pair.mode !== "two-way" || roots.left === undefined || roots.right === undefined) {
      return { halts: [], isProven: false }
    }
    const found = yield* Effect.all({ left: readMark(left, mark.id), right: readMark(right, mark.id) }, {
      concurrency: 2,
    })
    return guardMarks(pair, { expected: mark, found })
  },
)
