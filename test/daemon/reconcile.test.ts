import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { runPair } from "../../src/daemon/control.ts"
import { describeWorld } from "../../src/daemon/describeWorld.ts"
import { Hub } from "../../src/daemon/Hub.ts"
import { type Pair } from "../../src/domain/Pair.ts"
import { StateError, StateStore } from "../../src/state/StateStore.ts"
import { fill, type MemoryPair, memoryPair } from "../support/memoryPair.ts"
import { remote } from "../support/remoteOf.ts"
import { passTime, reconciling, setupOf, watchOf } from "./watching.ts"

const nightly = watchOf({
  schedule: {
    rhythm: { _tag: "Cron", cron: "0 4 * * *", timezone: "UTC" },
    jitter: 0,
    catchUp: "once",
    overlap: "skip",
  },
})
const evening = Date.parse("2026-11-23T03:59:30Z")

/** Each file takes ten minutes, and one comes after the other. */
const slow = (parts: Partial<Pair> = {}): MemoryPair => {
  const memory = memoryPair({
    pair: { watch: nightly, ...parts },
    opened: (endpoint) => ({
      ...endpoint,
      write: (writing, content) => Effect.andThen(Effect.sleep("10 minutes"), endpoint.write(writing, content)),
      capabilities: (use) => Effect.map(endpoint.capabilities(use), (found) => ({ ...found, transfers: 1 })),
    }),
  })
  fill(memory.left, { a: "1", b: "2", c: "3", d: "4" })
  return memory
}

const told = Effect.fnUntraced(function*() {
  const { passes } = yield* StateStore
  return (yield* passes.last("pair", 100)).toReversed().map(({ changes: { added }, outcome, trigger }) =>
    `${trigger} ${outcome} ${added}`
  )
})

/** A pass goes on, and somebody waits for another one. */
const askedInTheMiddle = Effect.fnUntraced(function*({ pair }: MemoryPair) {
  yield* TestClock.setTime(evening)
  const watched = yield* reconciling(setupOf([pair]))
  yield* passTime(5)
  const waiting = Effect.provideService(runPair(watched.world, "pair", true), Hub, watched.hub)
  const asked = yield* Effect.forkChild(waiting)
  yield* TestClock.adjust("1 second")
  return { ...watched, asked }
})

describe("a pair that changes while a pass goes on", () => {
  it.effect("goes on as it was, is shown and asked as such, and is the new one after that", () => {
    const memory = slow()
    return Effect.gen(function*() {
      const { asked, world, write } = yield* askedInTheMiddle(memory)
      const checks = { ...nightly.checks, failures: 9 }
      yield* write(setupOf([{ ...memory.pair, watch: { ...nightly, checks } }]))
      const shown = () => Effect.map(TestClock.adjust(0), () => describeWorld(world, evening).pairs[0]!)
      assert.strictEqual((yield* shown()).phase, "passing")
      yield* passTime(60)
      assert.deepStrictEqual(yield* told(), ["schedule ok 4", "hand ok 0"])
      assert.deepStrictEqual(yield* Fiber.join(asked), {
        isKnown: true,
        isDone: true,
        message: "No changes. Both sides match the syncfile.",
      })
      const { checks: shownChecks, last, phase } = yield* shown()
      assert.deepStrictEqual([phase, last?.trigger], ["idle", "hand"])
      assert.isAbove(shownChecks.length, 0)
      assert.strictEqual(world.slots.get("pair")?.pair.watch.checks.failures, 9)
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("is ended where it works on something else by now, and made up for as it is", () => {
    const memory = slow()
    return Effect.gen(function*() {
      yield* TestClock.setTime(evening)
      const { write } = yield* reconciling(setupOf([memory.pair]))
      yield* passTime(5)
      yield* write(setupOf([{ ...memory.pair, filters: [{ _tag: "Exclude", glob: "d" }] }]))
      yield* passTime(60)
      assert.deepStrictEqual(yield* told(), ["schedule interrupted 1", "schedule ok 2"])
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("misses nothing by another schedule", () => {
    const memory = slow()
    return Effect.gen(function*() {
      yield* TestClock.setTime(evening)
      const { world, write } = yield* reconciling(setupOf([memory.pair]))
      yield* passTime(60)
      const { schedule } = nightly
      const watch = {
        ...nightly,
        schedule: { ...schedule!, rhythm: { _tag: "Cron", cron: "30 4 * * *", timezone: "UTC" } as const },
      }
      yield* write(setupOf([{ ...memory.pair, watch }]))
      yield* passTime(30)
      assert.deepStrictEqual(yield* told(), ["schedule ok 4"])
      assert.strictEqual(world.slots.get("pair")?.next, Date.parse("2026-11-24T04:30:00Z"))
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("answers whoever waits for a pass of a pair that goes away", () => {
    const memory = slow()
    return Effect.gen(function*() {
      const { asked, write } = yield* askedInTheMiddle(memory)
      yield* write(setupOf([]))
      const { isDone, message } = yield* Fiber.join(asked)
      assert.deepStrictEqual([isDone, message], [false, "pair is not in the syncfile any more."])
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("answers whoever waits for a pass of a pair that is suspended meanwhile", () => {
    const memory = slow()
    return Effect.gen(function*() {
      const { asked, world } = yield* askedInTheMiddle(memory)
      const { passes } = yield* StateStore
      yield* passes.suspend("pair", { since: evening, reason: "", by: "ada" })
      yield* passTime(60)
      const { isDone, message } = yield* Fiber.join(asked)
      assert.deepStrictEqual([isDone, message], [false, "pair is suspended. To go on with it: syncfile resume pair"])
      assert.deepStrictEqual(yield* told(), ["schedule ok 4"])
      assert.strictEqual(describeWorld(world, evening).pairs[0]?.phase, "suspended")
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })
})

describe("a watch", () => {
  it.effect("makes up for the pass that its end cut short", () => {
    const memory = slow()
    return Effect.gen(function*() {
      yield* TestClock.setTime(evening)
      yield* Effect.scoped(Effect.gen(function*() {
        const { daemon } = setupOf([])
        const patient = setupOf([memory.pair], { daemon: { ...daemon, shutdownGrace: 900_000 } })
        const { fiber, stop } = yield* reconciling(patient)
        yield* passTime(5)
        stop.request()
        yield* passTime(20)
        yield* Fiber.join(fiber)
      }))
      assert.deepStrictEqual(yield* told(), ["schedule interrupted 1"])
      yield* reconciling(setupOf([memory.pair]))
      yield* passTime(60)
      assert.deepStrictEqual(yield* told(), ["schedule interrupted 1", "schedule ok 3"])
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("does not begin where it cannot be read which pairs are suspended", () => {
    const memory = slow()
    return Effect.gen(function*() {
      const state = yield* StateStore
      const broken = new StateError({ file: "state.sqlite", reason: { _tag: "Unusable", message: "it is gone" } })
      const passes = { ...state.passes, suspended: Effect.fail(broken) }
      const { fiber } = yield* Effect.provideService(reconciling(setupOf([memory.pair])), StateStore, {
        ...state,
        passes,
      })
      assert.strictEqual(yield* Effect.flip(Fiber.join(fiber)), broken)
      assert.deepStrictEqual(memory.steps, [])
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("begins no pass of a pair that was suspended right before, by whoever it was", () => {
    const memory = slow()
    return Effect.gen(function*() {
      yield* TestClock.setTime(evening + 300)
      yield* reconciling(setupOf([memory.pair]))
      yield* TestClock.adjust("28200 millis") // half a second is left, in which nobody looks
      const { passes } = yield* StateStore
      yield* passes.suspend("pair", { since: evening, reason: "", by: "ada" })
      yield* passTime(30)
      assert.deepStrictEqual(memory.steps, [])
      yield* passes.suspend("pair", undefined)
      yield* passTime(60)
      assert.deepStrictEqual(yield* told(), ["schedule ok 4"])
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("forgets a server that no pair goes to any more", () => {
    const memory = memoryPair()
    const there = { _tag: "Remote", remote: "office", path: "/right", written: "office:/right" } as const
    const pair = { ...memory.pair, right: there }
    return Effect.gen(function*() {
      const remotes = new Map([["office", remote()]])
      const { world, write } = yield* reconciling(setupOf([pair, { ...memory.pair, name: "other" }], { remotes }))
      world.breakerOf("office").stop("it does not let us in", 0)
      assert.isFalse(describeWorld(world, 0).isReady)
      yield* write(setupOf([{ ...memory.pair, name: "other" }], { remotes }))
      assert.isTrue(describeWorld(world, 0).isReady)
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })
})
