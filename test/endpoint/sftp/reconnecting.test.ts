import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { EndpointError } from "../../../src/endpoint/EndpointError.ts"
import { reconnecting } from "../../../src/endpoint/sftp/reconnecting.ts"

const gone = new EndpointError({
  endpoint: "office",
  operation: "connect",
  reason: { _tag: "Unreachable", message: "nobody answers" },
})

describe("a server that is gone", () => {
  it.effect("is tried for all that want it at once, and for those that come later anew", () =>
    Effect.gen(function*() {
      let tried = 0
      const connect = Effect.andThen(Effect.sync(() => tried++), Effect.fail(gone))
      const channel = yield* reconnecting("office", connect, () => Effect.succeed("/"))
      const all = yield* Effect.forkChild(
        Effect.forEach(Array.from({ length: 300 }), () => Effect.flip(channel), { concurrency: "unbounded" }),
      )
      yield* TestClock.adjust("20 seconds")
      assert.deepStrictEqual([...new Set(yield* Fiber.join(all))], [gone])
      assert.strictEqual(tried, 5)
      yield* Effect.forkChild(Effect.flip(channel))
      yield* TestClock.adjust("20 seconds")
      assert.strictEqual(tried, 10)
    }).pipe(Effect.scoped))

  it.effect("is tried on for the others when one does not want it any more", () =>
    Effect.gen(function*() {
      const connect = Effect.andThen(Effect.sleep("1 second"), Effect.fail(gone))
      const channel = yield* reconnecting("office", connect, () => Effect.succeed("/"))
      const first = yield* Effect.forkChild(Effect.flip(channel))
      const second = yield* Effect.forkChild(Effect.flip(channel))
      yield* TestClock.adjust("100 millis")
      yield* Fiber.interrupt(first)
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* Fiber.join(second), gone)
    }).pipe(Effect.scoped))
})
