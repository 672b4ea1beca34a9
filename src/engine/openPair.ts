/** A pair in hand: locked, what is remembered of it loaded, both sides open, and in order after runs that never finished. */
import { Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { type Memory, StateStore } from "../state/StateStore.ts"
import { recoverRuns, type Recovery } from "./recoverRuns.ts"
import { openSides, type Sides } from "./Sides.ts"

export interface Opened extends Recovery {
  readonly pair: Pair
  readonly memory: Memory // as it was when the pair was locked
  readonly sides: Sides
}

/**
 * The lock and the connections end with the scope. What cannot be put in order after earlier runs is for the caller to
 * tell, and stops nothing: they stay unfinished. `keepsParts`: the beginnings of large files wait for a run that goes on
 * with them, or clears them away.
 */
export const openPair = Effect.fn("openPair")(function*(pair: Pair, { keepsParts }: { readonly keepsParts: boolean }) {
  const state = yield* StateStore
  yield* state.lock(pair.name)
  const memory = yield* state.load(pair.name)
  const sides = yield* openSides(pair)
  const recovery = yield* recoverRuns(pair, memory, sides, keepsParts)
  return { pair, memory, sides, ...recovery } satisfies Opened
})
