/** People who are told of pairs whose passes end as the test says. */
import { Effect, Fiber, Layer, Logger } from "effect"
import { setTimeout as wait } from "node:timers/promises"
import { Hub } from "../../../src/daemon/Hub.ts"
import { tellPeople } from "../../../src/daemon/notify/tellPeople.ts"
import { makeSlot } from "../../../src/daemon/Slot.ts"
import { World } from "../../../src/daemon/World.ts"
import { type Pair } from "../../../src/domain/Pair.ts"
import { type Notifier } from "../../../src/domain/watch/Notifier.ts"
import { cameToPlan, type Pass } from "../../../src/domain/watch/Pass.ts"
import { layerSecrets } from "../../../src/endpoint/readSecret.ts"
import { layerMemory } from "../../../src/state/layerMemory.ts"
import { type StateStore } from "../../../src/state/StateStore.ts"
import { passOf } from "../../support/passes.ts"
import { setupOf, watchOf } from "../watching.ts"

const pairOf = (name: string, notify: ReadonlyArray<Notifier>) => {
  const root = { written: "./folder" }
  return { name, mode: "mirror", left: root, right: root, watch: watchOf({ notify }) } as unknown as Pair
}

export const webhook = (url: string): Notifier => ({ _tag: "Webhook", url, headers: {}, remind: undefined })
export const healthchecks = (url: string): Notifier => ({ _tag: "Healthchecks", url })
export const command = (...argv: readonly [string, ...ReadonlyArray<string>]): Notifier => ({
  _tag: "Command",
  argv,
  remind: undefined,
})

interface Who {
  readonly pairs: Readonly<Record<string, ReadonlyArray<Notifier>>>
  readonly watch?: ReadonlyArray<Notifier>
  readonly state?: Layer.Layer<StateStore>
}

/** Nothing has happened to the pairs yet. */
export const telling = Effect.fnUntraced(function*({ pairs, state = layerMemory, watch = [] }: Who) {
  const setup = setupOf(Object.entries(pairs).map(([name, notify]) => pairOf(name, notify)))
  const world = new World(
    { host: "here", file: "/srv/feeds/syncfile.yaml", started: Date.now(), version: "1.2.3" },
    { setup: { ...setup, daemon: { ...setup.daemon, notify: watch } }, resolved: {}, text: "", files: [] },
    Layer.empty as never,
  )
  for (const pair of setup.pairs) world.slots.set(pair.name, makeSlot(pair))
  const hub = yield* Hub.make
  const warnings: Array<string> = []
  const logger = Logger.make(({ message }) => void warnings.push(String(message)))
  const fiber = yield* tellPeople(world).pipe(
    Effect.provideService(Hub, hub),
    Effect.provide(Layer.mergeAll(Logger.layer([logger]), layerSecrets, state)),
    Effect.forkScoped({ startImmediately: true }),
  )
  yield* Effect.promise(() => wait(50)) // by then it listens, whoever moves the clock
  return {
    world,
    hub,
    warnings,
    begins: (pair: string) => hub.tell({ _tag: "Begun", pair, trigger: "schedule" }),
    ends: (pair: string, parts: Partial<Pass> = {}) =>
      Effect.suspend(() => {
        const slot = world.slots.get(pair)!
        const pass = passOf({ pair, ...parts })
        slot.passes = [pass, ...slot.passes]
        if (cameToPlan(pass)) slot.planned = pass
        return hub.tell({ _tag: "Ended", pair, pass })
      }),
    close: Effect.andThen(hub.close, Fiber.join(fiber)),
  }
})
