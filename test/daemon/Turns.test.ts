import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { Turns } from "../../src/daemon/Turns.ts"
import { remote } from "../support/remoteOf.ts"

describe("turns", () => {
  it.effect("come in the order in which they were asked for, however much one takes", () =>
    Effect.gen(function*() {
      const turns = new Turns()
      const order: Array<string> = []
      const take = (name: string, isAlone: boolean) =>
        turns.taking(
          [remote()],
          () => isAlone,
          Effect.andThen(Effect.sync(() => order.push(name)), Effect.sleep("1 minute")),
        )
      const asked: ReadonlyArray<readonly [string, boolean]> = [
        ...["a", "b"].map((name) => [name, false] as const),
        ["alone", true],
        ...["c", "d", "e"].map((name) => [name, false] as const),
      ]
      const fibers = yield* Effect.forEach(asked, ([name, isAlone]) =>
        Effect.forkChild(take(name, isAlone), { startImmediately: true }))
      yield* TestClock.adjust("30 seconds")
      assert.deepStrictEqual(order, ["a", "b"])
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(order, ["a", "b", "alone"])
      yield* TestClock.adjust("2 minutes")
      assert.deepStrictEqual(order, ["a", "b", "alone", "c", "d", "e"])
      yield* Fiber.awaitAll(fibers)
    }))

  it.effect("are given back by whoever does not wait any more", () =>
    Effect.gen(function*() {
      const turns = new Turns()
      const alone = (work: Effect.Effect<void>) => turns.taking([remote()], () => true, work)
      const first = yield* Effect.forkChild(alone(Effect.never), { startImmediately: true })
      const waiting = yield* Effect.forEach(Array.from({ length: 3 }), () =>
        Effect.forkChild(alone(Effect.void), { startImmediately: true }))
      yield* Fiber.interruptAll([...waiting, first])
      let isDone = false
      yield* alone(Effect.sync(() =>
        void (isDone = true)
      ))
      assert.isTrue(isDone)
    }))
})
