/** A pair in hand: locked, what is remembered of it loaded, both sides open, and in order after runs that never finished. */
import { Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { type Side, sides as bothSides } from "../domain/Side.ts"
import { type Memory, StateStore } from "../state/StateStore.ts"
import { recoverRuns } from "./recoverRuns.ts"
import { openSides, type Sides } from "./Sides.ts"

export interface Opened {
  readonly pair: Pair
  readonly memory: Memory
  readonly sides: Sides
  /** Sides on which something may be left of runs that never finished: their folder is not the one of those runs. */
  readonly skipped: ReadonlyArray<Side>
}

/** The lock and the connections end with the scope. */
export const openPair = Effect.fn("openPair")(function*(pair: Pair) {
  const state = yield* StateStore
  yield* state.lock(pair.name)
  const memory = yield* state.load(pair.name)
  const sides = yield* openSides(pair)
  yield* recoverRuns(pair, memory, sides)
  const skipped = memory.unfinished.length === 0
    ? []
    : yield* Effect.filter(bothSides, (side) => Effect.map(sides[side].rootId, (id) => id !== memory.roots[side]))
  return { pair, memory, sides, skipped } satisfies Opened
})
