import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { describePair } from "../../../src/daemon/describeWorld.ts"
import { concernsOfPair } from "../../../src/daemon/notify/concernsOf.ts"
import { denied, fill, memoryPair } from "../../support/memoryPair.ts"
import { passTime, watching, watchOf } from "../watching.ts"

const noon = Date.parse("2026-11-23T12:00:00Z")
const hourly = watchOf({
  schedule: { rhythm: { _tag: "Every", milliseconds: 3_600_000 }, jitter: 0, catchUp: "once", overlap: "skip" },
})

describe("what people are told of a pair", () => {
  it.effect("names the error of a file, also after the watch began anew", () => {
    const memory = memoryPair({ pair: { watch: hourly } })
    fill(memory.left, { a: "a", b: "b" })
    memory.before = ({ moment, path }) => moment === "write" && path === "a" ? denied : undefined
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const first = yield* watching(memory)
      yield* passTime(5)
      assert.strictEqual((yield* first.passes)[0]?.outcome, "partial")
      const { slot, world } = yield* watching(memory)
      assert.strictEqual(slot.phase._tag, "Idle")
      const { all: concerns } = concernsOfPair(describePair(slot, world, noon + 300_000), slot.passes)
      assert.deepStrictEqual(concerns.map(({ key }) => key), ["partial", "check errors"])
      assert.include(concerns[1]?.message, "permission denied")
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("says the error of a whole pass once", () => {
    const memory = memoryPair({ pair: { watch: hourly } })
    memory.before = () => denied
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const { slot, world } = yield* watching(memory)
      yield* passTime(1)
      const status = describePair(slot, world, noon + 60_000)
      assert.strictEqual(status.checks.find(({ name }) => name === "errors")?.state, "firing")
      assert.deepStrictEqual(concernsOfPair(status, slot.passes).all.map(({ key }) => key), ["failed"])
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })
})
