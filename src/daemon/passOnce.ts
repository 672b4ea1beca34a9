/** Runs the passes that are due, each once, for whoever does not want to watch. */
import { Clock, Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { type Pass } from "../domain/watch/Pass.ts"
import { Stopping } from "../engine/Stopping.ts"
import { StateStore } from "../state/StateStore.ts"
import { detailOf } from "./describeWorld.ts"
import { dueByNow } from "./dueTimes.ts"
import { hindranceOf } from "./hindranceOf.ts"
import { recall } from "./recall.ts"
import { askToEnd, makeSlot } from "./Slot.ts"
import { takeTurn } from "./takeTurn.ts"
import { type World } from "./World.ts"

/** What came of them. Of a pair that something keeps from beginning, none does. */
export const passOnce = Effect.fn("passOnce")(function*(world: World) {
  const state = yield* StateStore
  const stopping = yield* Stopping
  world.suspensions = yield* state.passes.suspended
  const end = Effect.sync(() => {
    world.isEnding = true
    for (const slot of world.slots.values()) askToEnd(slot)
  })
  yield* Effect.forkScoped(Effect.andThen(stopping.whenRequested, end), { startImmediately: true })
  const passes = yield* Effect.forEach(
    world.setup.pairs,
    (pair) => passIfDue(world, pair),
    { concurrency: "unbounded" }, // turns see to how many go on at once
  )
  if (world.slots.size === 0) yield* Effect.logInfo("nothing is due")
  return passes.filter((pass) => pass !== undefined)
}, Effect.scoped)

const passIfDue = Effect.fnUntraced(function*(world: World, pair: Pair) {
  const slot = makeSlot(pair)
  const due = dueByNow(pair.watch, yield* recall(slot), yield* Clock.currentTimeMillis)
  if (due === undefined) return undefined
  world.slots.set(pair.name, slot)
  const ran = yield* takeTurn(slot, world, { trigger: due.trigger, due: due.instant })
  if (ran !== undefined) return ran.pass
  const hindrance = hindranceOf(slot, world, due.trigger, yield* Clock.currentTimeMillis)
  if (hindrance !== undefined) yield* Effect.logWarning(`${pair.name}: not run: ${detailOf(hindrance.phase)}`)
  const none: Pass | undefined = undefined
  return none
})
