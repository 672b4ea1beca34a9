/** Keeps all pairs of the newest valid syncfile in step until it is told to stop. */
import { Effect, Fiber } from "effect"
import { type Pair } from "../domain/Pair.ts"
import { Stopping } from "../engine/Stopping.ts"
import { StateStore } from "../state/StateStore.ts"
import { filesOfRemotes } from "./filesOfRemotes.ts"
import { lookAtFiles, untilOther } from "./heedFiles.ts"
import { Hub } from "./Hub.ts"
import { refreshSuspensions } from "./refreshSuspensions.ts"
import { changesBetween, type PairChange } from "./setupChanges.ts"
import { type SetupSource } from "./SetupSource.ts"
import { askToEnd, makeSlot, type Slot } from "./Slot.ts"
import { takeSetup } from "./takeSetup.ts"
import { vital } from "./vital.ts"
import { watchPair } from "./watchPair.ts"
import { type World } from "./World.ts"

/** How soon it is shown that a pair was suspended, or is not any more, by another process. No pass begins without a look. */
const suspensionsEvery = "1 second"

/** Ends once nothing is under way any more. `files`: what the first setup was read from. */
export const reconcile = Effect.fn("reconcile")(
  function*(world: World, source: SetupSource, files: ReadonlyArray<string>) {
    const stopping = yield* Stopping
    const hub = yield* Hub
    const scope = yield* Effect.scope
    const fibers = new Map<string, Fiber.Fiber<void>>()
    const alive = new Set<Slot>() // those that end, too

    const begin = (pair: Pair) =>
      Effect.gen(function*() {
        const running = fibers.get(pair.name)
        const slot = makeSlot(pair)
        world.slots.set(pair.name, slot)
        alive.add(slot)
        const watching = Effect.andThen(
          running === undefined ? Effect.void : Fiber.await(running),
          vital(world)(watchPair(slot, world)),
        ).pipe(Effect.ensuring(Effect.sync(() => alive.delete(slot))))
        fibers.set(pair.name, yield* Effect.forkIn(watching, scope))
      })

    const follow = (change: PairChange) =>
      Effect.suspend(() => {
        const { pair } = change
        const slot = world.slots.get(pair.name)
        if (slot === undefined) return change._tag === "Removed" ? Effect.void : begin(pair)
        if (change._tag === "Removed") {
          slot.isGone = true
          world.slots.delete(pair.name)
        } else slot.successor = pair
        if (change._tag === "Changed" && !change.isElsewhere) slot.wishes.wake()
        else askToEnd(slot)
        return Effect.void
      })

    world.suspensions = yield* (yield* StateStore).passes.suspended // or a pair could run that nobody wants to
    yield* Effect.forEach(changesBetween(undefined, world.setup), follow, { discard: true })
    yield* hub.tell({ _tag: "Taken", changes: changesBetween(undefined, world.setup) })
    for (const loop of [heedSuspensions(world), heedRemotes(world), takeSetups(world, source, files, follow)]) {
      yield* Effect.forkChild(vital(world)(loop))
    }

    yield* stopping.whenRequested
    world.isEnding = true
    yield* hub.tell({ _tag: "Ending" })
    for (const slot of alive) askToEnd(slot)
    const all = [...fibers.values()]
    yield* Effect.timeoutOrElse(Fiber.awaitAll(all), {
      duration: world.setup.daemon.shutdownGrace,
      orElse: () => Fiber.interruptAll(all),
    })
  },
  Effect.scoped,
)

/** Reads the syncfile again whenever something that it was read from is not what it was, or somebody asks. */
const takeSetups = Effect.fnUntraced(function*(
  world: World,
  source: SetupSource,
  first: ReadonlyArray<string>,
  follow: (change: PairChange) => Effect.Effect<void, never, StateStore | Hub>,
) {
  let files = first
  let look = lookAtFiles(files)
  for (;;) {
    const asked = Effect.andThen(world.reloads.await, world.reloads.close)
    yield* Effect.raceAllFirst([untilOther(files, look), source.hangup, asked])
    look = lookAtFiles(files)
    const taken = yield* takeSetup(world, source)
    yield* Effect.forEach(taken.changes, follow, { discard: true })
    if (taken.files.join("\n") !== files.join("\n")) {
      files = taken.files
      look = lookAtFiles(files)
    }
  }
})

/** A key or a password that is another one by now may be what was missing, and so may a syncfile. */
const heedRemotes = Effect.fnUntraced(function*(world: World) {
  let files = yield* filesOfRemotes(world.setup)
  for (let before = lookAtFiles(files);;) {
    yield* Effect.sleep("1 second")
    if (lookAtFiles(files) === before) continue
    files = yield* filesOfRemotes(world.setup)
    before = lookAtFiles(files)
    for (const breaker of world.breakers.values()) if (breaker.state._tag === "Stopped") breaker.reset()
    world.wakeAll()
  }
})

const heedSuspensions = Effect.fnUntraced(function*(world: World) {
  for (let complaint: string | undefined;;) {
    yield* Effect.sleep(suspensionsEvery)
    const found = yield* refreshSuspensions(world)
    if (found !== undefined && found !== complaint) yield* Effect.logError(found)
    complaint = found
  }
})
