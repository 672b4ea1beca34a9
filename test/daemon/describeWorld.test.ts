import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { resumePair, suspendPair } from "../../src/daemon/control.ts"
import { describePair, describeWorld } from "../../src/daemon/describeWorld.ts"
import { measuresOf } from "../../src/daemon/measuresOf.ts"
import { type World } from "../../src/daemon/World.ts"
import { type Schedule } from "../../src/domain/schedule/Schedule.ts"
import { fill, lost, memoryPair } from "../support/memoryPair.ts"
import { passTime, setupOf, watching, watchOf, worldOf } from "./watching.ts"

const noon = Date.parse("2026-11-23T12:00:00Z")
const hourly = watchOf({
  schedule: { rhythm: { _tag: "Every", milliseconds: 3_600_000 }, jitter: 0, catchUp: "once", overlap: "skip" },
})

describe("a pair that is suspended", () => {
  const ageOf = (world: World) =>
    Effect.map(
      Effect.clockWith((clock) => clock.currentTimeMillis),
      (now) => describePair(world.slots.get("pair")!, world, now).checks.find(({ name }) => name === "age")?.state,
    )

  it.effect("has no age to worry about, nor right after it is resumed", () => {
    const memory = memoryPair({ pair: { watch: hourly } })
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const { world } = yield* watching(memory)
      assert.strictEqual(yield* ageOf(world), "ok")
      yield* suspendPair(world, "pair", { by: "ada", lasting: undefined, reason: "" })
      yield* passTime(300)
      assert.isUndefined(yield* ageOf(world))
      memory.before = () => lost
      yield* resumePair(world, "pair")
      yield* passTime(60)
      assert.strictEqual(yield* ageOf(world), "ok")
      yield* passTime(120)
      assert.strictEqual(yield* ageOf(world), "firing")
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })
})

describe("a world as it is told", () => {
  it.effect("lets anybody act only where the syncfile gives a token", () => {
    const setup = setupOf([])
    const token = { _tag: "Env", name: "TOKEN" } as const
    return Effect.gen(function*() {
      assert.isFalse(describeWorld(yield* worldOf(setup), 0).canAct)
      const given = { ...setup, daemon: { ...setup.daemon, token } }
      assert.isTrue(describeWorld(yield* worldOf(given), 0).canAct)
    }).pipe(Effect.provide(memoryPair().layer))
  })

  it.effect("keeps what waits in the newest plan while passes come to none, and after a restart", () => {
    const schedule: Schedule = {
      rhythm: { _tag: "Every", milliseconds: 60_000 },
      jitter: 0,
      catchUp: "once",
      overlap: "skip",
    }
    const memory = memoryPair({ pair: { mode: "two-way", watch: watchOf({ apply: "manual", schedule }) } })
    fill(memory.left, { a: "one", b: "of the left" })
    fill(memory.right, { b: "of the right" })
    const told = (world: World) => {
      const { conflicts, last, pending, planned } = describeWorld(world, 0).pairs[0]!
      return { conflicts, pending, outcome: last?.outcome, isOfLast: planned === last?.finished }
    }
    const filesIn = (world: World) => measuresOf(world, 0).find(({ name }) => name === "syncfile_pair_files")?.values
    return Effect.gen(function*() {
      yield* Effect.scoped(Effect.gen(function*() {
        const { world } = yield* watching(memory)
        assert.deepStrictEqual(told(world), { conflicts: 1, pending: 1, outcome: "pending", isOfLast: true })
        const files = filesIn(world)
        assert.strictEqual(files?.length, 2)
        memory.before = () => lost
        yield* passTime(2)
        assert.deepStrictEqual(told(world), { conflicts: 1, pending: 1, outcome: "failed", isOfLast: false })
        assert.isNotNull(world.slots.get("pair")?.left)
        assert.deepStrictEqual(filesIn(world), files)
      }))
      const { world } = yield* watching(memory)
      assert.deepStrictEqual(told(world), { conflicts: 1, pending: 1, outcome: "failed", isOfLast: false })
    }).pipe(Effect.provide(memory.layer))
  })
})

describe("what is said of servers", () => {
  it.effect.each(
    [
      ["office: cannot connect: refused", "office: cannot connect: refused"],
      ["office:data: cannot connect: refused", "office:data: cannot connect: refused"],
      ["officer: cannot connect\u001b", "office: officer: cannot connect\\u001b"],
      ["it is gone", "office: it is gone"],
    ] as const,
  )("begins with the name of the server once: %s", ([why, complaint]) =>
    Effect.gen(function*() {
      const world = yield* worldOf(setupOf([]))
      world.breakerOf("office").stop(why, 0)
      assert.deepStrictEqual(describeWorld(world, 0).complaints, [complaint])
    }).pipe(Effect.provide(memoryPair().layer)))
})
