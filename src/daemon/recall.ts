/** What the state remembers of a pair, for its slot. */
import { Effect } from "effect"
import { checkedPasses } from "../domain/watch/checks.ts"
import { cameToPlan, keptInstant, wentWell } from "../domain/watch/Pass.ts"
import { StateStore } from "../state/StateStore.ts"
import { type Slot } from "./Slot.ts"

/** Among so many passes, one stands for an instant. */
const recalledPasses = 200

/** Gives the last instant of the schedule that was kept. */
export const recall = Effect.fnUntraced(function*(slot: Slot) {
  const state = yield* StateStore
  const passes = yield* state.passes.last(slot.pair.name, recalledPasses)
  slot.passes = passes.slice(0, checkedPasses)
  slot.lastGood = passes.find(wentWell)?.finished
  slot.planned = passes.find(cameToPlan)
  return keptInstant(passes, slot.pair.watch.schedule?.rhythm)
})
