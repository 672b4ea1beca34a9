/** What speaks against writing to the folders of a pair: they may not be those that its past is about. */
import { Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { roleOf, type Side, sides as bothSides } from "../domain/Side.ts"
import { judgeMarks } from "../engine/marks.ts"
import { type Sides } from "../engine/Sides.ts"
import { isKnownRoot } from "../plan/guardMarks.ts"
import { printable } from "../report/escape.ts"
import { StateStore } from "../state/StateStore.ts"

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
  const marks = yield* judgeMarks(pair, roots, sides, memory.mark)
  const onFolders = written.flatMap((side) => {
    const folder = `The ${roleOf(pair.mode, side)} ${printable(pair[side].written)}`
    if (roots[side] === undefined) return side === "right" && makesRoot ? [] : [`${folder} does not exist.`]
    if (isSwapped || isKnownRoot({ before: memory.roots[side], now: roots[side] }, marks.isProven)) return []
    return [`${folder} is another folder than in the last run.`]
  })
  return [...onFolders, ...marks.halts.map(({ message }) => message)]
})
