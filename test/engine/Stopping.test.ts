import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { Stopping, StopSignal } from "../../src/engine/Stopping.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { fill, memoryPair, pass, patiently, treeOf } from "../support/memoryPair.ts"

describe("a stop signal", () => {
  it.effect("is busy for as long as work that it holds, however that ends", () =>
    Effect.gen(function*() {
      const signal = new StopSignal()
      const seen: Array<boolean> = []
      const look = Effect.sync(() => void seen.push(signal.isBusy))
      yield* look
      yield* signal.hold(signal.hold(look).pipe(Effect.andThen(look)))
      yield* look
      yield* Effect.exit(signal.hold(Effect.andThen(look, Effect.fail("broken"))))
      yield* look
      const fiber = yield* Effect.forkChild(signal.hold(Effect.never), { startImmediately: true })
      yield* look
      yield* Fiber.interrupt(fiber)
      yield* look
      assert.deepStrictEqual(seen, [false, true, true, false, true, false, true, false])
    }))

  it.effect("asks for nothing unless somebody does", () =>
    Effect.gen(function*() {
      assert.isFalse((yield* Stopping).isRequested)
    }))
})

describe("stopping", () => {
  it.effect("finishes what is under way and begins nothing new", () => {
    const both = memoryPair()
    const stopping = new StopSignal()
    fill(both.left, Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`f${n}`, "text"])))
    fill(both.right, { old: "1" })
    both.before = ({ moment, path }) => {
      if (moment === "publish" && path === "f3") stopping.request()
      return undefined
    }
    return Effect.gen(function*() {
      const report = yield* patiently(Effect.provideService(pass(both), Stopping, stopping))
      assert.isTrue(report.interrupted)
      assert.isTrue(report.outcomes.every(({ _tag }) => _tag === "Done"))
      assert.isAbove(report.outcomes.length, 3)
      assert.isBelow(report.outcomes.length, 9)
      const { baseline, lastRun } = yield* (yield* StateStore).load("pair")
      assert.deepStrictEqual([lastRun?.outcome, baseline.size], ["interrupted", report.outcomes.length])
      assert.isDefined(both.right.peek("old"))
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("before anything was begun does nothing at all", () => {
    const both = memoryPair()
    const stopping = new StopSignal()
    stopping.request()
    fill(both.left, { a: "1" })
    return Effect.gen(function*() {
      const report = yield* patiently(Effect.provideService(pass(both), Stopping, stopping))
      assert.deepStrictEqual([report.interrupted, report.outcomes, treeOf(both.right)], [true, [], {}])
    }).pipe(Effect.provide(both.layer))
  })
})
