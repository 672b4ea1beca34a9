/** Runs a pass when it is its pair's turn, watches over it, and remembers it. */
import { Clock, Effect, Layer, Random } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { type Side, sides } from "../domain/Side.ts"
import { checkedPasses } from "../domain/watch/checks.ts"
import { type Pass, wentWell } from "../domain/watch/Pass.ts"
import { type Occasion } from "../engine/passOf.ts"
import { Stopping, StopSignal } from "../engine/Stopping.ts"
import { StateStore } from "../state/StateStore.ts"
import { hindranceOf } from "./hindranceOf.ts"
import { Hub } from "./Hub.ts"
import { judge } from "./judge.ts"
import { layerSlotReporter } from "./layerSlotReporter.ts"
import { leftDocument } from "./leftDocument.ts"
import { refreshSuspensions } from "./refreshSuspensions.ts"
import { PassStalled, type Ran, runPass } from "./runPass.ts"
import { remotesOf } from "./setupChanges.ts"
import { isLeft, type Slot } from "./Slot.ts"
import { counted } from "./Totals.ts"
import { type World } from "./World.ts"

/**
 * Gives what came of it. `undefined`: it was not begun, because the watch ended while it waited for its turn, or because
 * something hinders it by then: of many that wait for a server, the first one finds out for all.
 */
export const takeTurn = Effect.fnUntraced(
  function*(slot: Slot, world: World, occasion: Pick<Occasion, "trigger" | "due">) {
    const hub = yield* Hub
    const { pair } = slot
    const remotes = remotesOf(world.setup, pair)
    slot.phase = { _tag: "Queued", trigger: occasion.trigger }
    yield* hub.tell({ _tag: "Moved", pair: pair.name })
    const turn = Effect.gen(function*() {
      yield* refreshSuspensions(world)
      const started = yield* Clock.currentTimeMillis
      if (world.isEnding || isLeft(slot)) return undefined
      if (hindranceOf(slot, world, occasion.trigger, started) !== undefined) return undefined
      const signal = new StopSignal()
      Object.assign(slot, {
        signal,
        log: [],
        heardAt: started,
        phase: { _tag: "Passing", trigger: occasion.trigger, since: started },
      })
      slot.wishes.take() // this pass is for all that was asked so far
      yield* hub.tell({ _tag: "Begun", pair: pair.name, trigger: occasion.trigger })
      for (const { name } of remotes) {
        if (occasion.trigger === "hand") world.breakerOf(name).reset()
        world.breakerOf(name).begin()
      }
      const ran = yield* runPass(pair, { ...occasion, started }, stalled(slot, world.setup.daemon.stall)).pipe(
        Effect.provide(Layer.merge(world.endpoints, layerSlotReporter(slot))),
        Effect.provideService(Stopping, signal),
        Effect.ensuring(Effect.sync(() => {
          Object.assign(slot, { signal: undefined, progress: undefined })
          for (const { name } of remotes) world.breakerOf(name).end()
        })),
      )
      noteRoom(world, pair, ran)
      const verdict = judge(ran, world, slot, yield* Clock.currentTimeMillis, yield* Random.next)
      yield* Effect.forEach(verdict.servers, (server) => hub.tell({ _tag: "Server", ...server }))
      const pass = yield* remember(slot, world, ran)
      return { pass, isWorthRetry: verdict.isWorthRetry }
    })
    const ends = new Set(endsOf(pair).map(([, name]) => name))
    return yield* world.turns.taking(remotes, ({ name }) => ends.has(name) && !world.roomy.has(name), turn)
  },
)

/** Those of its sides that lie on servers, and on which. */
const endsOf = (pair: Pair): ReadonlyArray<readonly [Side, string]> =>
  sides.flatMap((side) => {
    const place = pair[side]
    return place._tag === "Remote" ? [[side, place.remote] as const] : []
  })

/** One that tells of no limit is believed to have enough: what it refuses is tried again with less under way. */
const roomyTransfers = 64

/** Which servers take as much at once as several passes have under way. A pass that did not find out changes nothing. */
const noteRoom = ({ roomy }: World, pair: Pair, { transfers }: Ran): void => {
  if (transfers === undefined) return
  for (const [side, name] of endsOf(pair)) {
    if (transfers[side] >= roomyTransfers) roomy.add(name)
    else roomy.delete(name)
  }
}

const remember = Effect.fnUntraced(function*(slot: Slot, world: World, { pass: ended, plan }: Ran) {
  const pass: Pass = slot.log.length === 0 ? ended : { ...ended, log: slot.log }
  slot.log = [] // the state has it
  const hub = yield* Hub
  const state = yield* StateStore
  slot.passes = [ended, ...slot.passes].slice(0, checkedPasses)
  if (plan !== undefined) Object.assign(slot, { planned: ended, left: leftDocument(plan) })
  slot.totals = counted(slot.totals, pass)
  if (wentWell(pass)) slot.lastGood = pass.finished
  yield* state.passes.note(pass, world.setup.daemon.history).pipe(
    Effect.catch(({ message }) => Effect.logError(`the pass of ${pass.pair} could not be remembered: ${message}`)),
  )
  yield* hub.tell({ _tag: "Ended", pair: pass.pair, pass })
  return pass
})

/** Fails when nothing has been heard of the pass for too long. */
const stalled = Effect.fnUntraced(function*(slot: Slot, milliseconds: number) {
  for (;;) {
    const left = slot.heardAt + milliseconds - (yield* Clock.currentTimeMillis)
    if (left <= 0) return yield* new PassStalled({ pair: slot.pair.name, milliseconds })
    yield* Effect.sleep(left)
  }
})
