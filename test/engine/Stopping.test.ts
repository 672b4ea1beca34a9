import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { Stopping, StopSignal } from "../../src/engine/Stopping.ts"

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
