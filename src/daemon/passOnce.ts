/** Runs the passes that are due, each once, for whoever does not want to watch. */
import { Clock, Effect } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { closedBy } from "../domain/schedule/Window.ts"
import { type Pass } from "../domain/watch/Pass.ts"
import { StateStore } from "../state/StateStore.ts"
import { firstDue } from "./dueTimes.ts"
import { makeSlot } from "./Slot.ts"
import { takeTurn } from "./takeTurn.ts"
import { type World } from "./World.ts"

/** What came of them. A pair that is suspended, or whose windows are closed, has none. */
export const passOnce = Effect.fn("passOnce")(function*(world: World) {
  const state = yield* StateStore
  const suspended = yield* state.passes.suspended
  const passes = yield* Effect.forEach(
    world.setup.pairs.filter(({ name }) => !suspended.has(name)),
    (pair) => passIfDue(world, pair),
    { concurrency: "unbounded" }, // turns see to how many go on at once
  )
  if (passes.every((pass) => pass === undefined)) yield* Effect.logInfo("nothing is due")
  return passes.filter((pass) => pass !== undefined)
})

const passIfDue = Effect.fnUntraced(function*(world: World, pair: Pair) {
  const { passes } = yield* StateStore
  const now = yield* Clock.currentTimeMillis
  const last = (yield* passes.last(pair.name, recalledPasses)).find(({ due }) => due !== undefined)?.due
  const due = firstDue(pair.watch, `${world.host}\n${world.setup.name}\n${pair.name}`, last, now)
  if (due === undefined || (due.instant ?? due.at) > now || closedBy(pair.watch.windows, now, false) !== undefined) {
    return undefined
  }
  const slot = makeSlot(pair)
  world.slots.set(pair.name, slot)
  const ran = yield* takeTurn(slot, world, { trigger: due.trigger, due: due.instant })
  const pass: Pass | undefined = ran?.pass
  return pass
})

const recalledPasses = 200
