/** Pairs in memory that are watched, by a clock that the test moves. */
import { Clock, Effect, Fiber, Layer } from "effect"
import { TestClock } from "effect/testing"
import { Hub } from "../../src/daemon/Hub.ts"
import { reconcile } from "../../src/daemon/reconcile.ts"
import { type SetupSource } from "../../src/daemon/SetupSource.ts"
import { makeSlot, type Slot } from "../../src/daemon/Slot.ts"
import { watchPair } from "../../src/daemon/watchPair.ts"
import { World } from "../../src/daemon/World.ts"
import { type Pair } from "../../src/domain/Pair.ts"
import { type Setup } from "../../src/domain/Setup.ts"
import { type Pass } from "../../src/domain/watch/Pass.ts"
import { type Watch } from "../../src/domain/watch/Watch.ts"
import { Endpoints } from "../../src/endpoint/Endpoint.ts"
import { Stopping, StopSignal } from "../../src/engine/Stopping.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { type MemoryPair } from "../support/memoryPair.ts"
import { unwatched } from "../support/watching.ts"

export const watchOf = (parts: Partial<Watch>): Watch => ({ ...unwatched, ...parts })

export const setupOf = (pairs: ReadonlyArray<Pair>, parts: Partial<Setup> = {}): Setup => ({
  name: "feeds",
  remotes: new Map(),
  pairs,
  state: "/srv/feeds/.syncfile/state.sqlite",
  daemon: {
    listen: undefined,
    hosts: [],
    token: undefined,
    socket: "/srv/feeds/.syncfile/daemon.sock",
    shutdownGrace: 60_000,
    stall: 900_000,
    history: { keep: 1e15, passes: 1000 },
    notify: [],
  },
  ...parts,
})

export interface Watched {
  readonly world: World
  readonly slot: Slot
  readonly passes: Effect.Effect<ReadonlyArray<Pass>> // the oldest first
  readonly fiber: Fiber.Fiber<void>
}

/** A world of these pairs, between the same two folders in memory; nothing is watched yet. */
export const worldOf = Effect.fnUntraced(function*(setup: Setup) {
  const started = yield* Clock.currentTimeMillis
  const context = yield* Effect.context<Endpoints | StateStore>()
  return new World(
    { host: "here", file: "/srv/feeds/syncfile.yaml", started, version: "1.2.3" },
    { setup, resolved: {}, text: "", files: [] },
    Layer.succeedContext(context),
  )
})

/** Watches the pair until the scope closes. `setup` may add servers. */
export const watching = Effect.fnUntraced(function*(memory: MemoryPair, parts: Partial<Setup> = {}) {
  const [watched] = yield* watchingAll([memory.pair], parts)
  return watched!
})

/** The same for several pairs between the same two folders in memory, in one world. */
export const watchingAll = Effect.fnUntraced(function*(pairs: ReadonlyArray<Pair>, parts: Partial<Setup> = {}) {
  const world = yield* worldOf(setupOf(pairs, parts))
  const hub = yield* Hub.make
  const state = yield* StateStore
  const all = yield* Effect.forEach(pairs, (pair) =>
    Effect.gen(function*() {
      const slot = makeSlot(pair)
      world.slots.set(pair.name, slot)
      const fiber = yield* Effect.forkScoped(Effect.provideService(watchPair(slot, world), Hub, hub))
      const passes = Effect.map(state.passes.last(pair.name, 1000), (all) => all.toReversed())
      const watched: Watched = { world, slot, fiber, passes: Effect.orDie(passes) }
      return watched
    }))
  yield* TestClock.adjust(0)
  return all
})

/** Follows a syncfile that can be written anew, until the scope closes or somebody asks it to end. */
export const reconciling = Effect.fnUntraced(function*(setup: Setup) {
  const world = yield* worldOf(setup)
  const hub = yield* Hub.make
  const stop = new StopSignal()
  let written = setup
  const source: SetupSource = {
    read: Effect.sync(() => ({ setup: written, resolved: {}, text: "", files: [] })),
    endpoints: () => world.endpoints,
    hangup: Effect.never,
  }
  const fiber = yield* reconcile(world, source, []).pipe(
    Effect.provideService(Hub, hub),
    Effect.provideService(Stopping, stop),
    Effect.forkScoped,
  )
  yield* TestClock.adjust("1 second")
  const write = (setup: Setup) =>
    Effect.suspend(() => {
      written = setup
      world.askReload()
      return TestClock.adjust("1 second")
    })
  return { world, hub, stop, fiber, write }
})

/** In small steps, so that what takes several turns of the clock comes about in order. */
export const passTime = Effect.fnUntraced(function*(minutes: number) {
  for (let minute = 0; minute < minutes; minute++) yield* TestClock.adjust("1 minute")
})
