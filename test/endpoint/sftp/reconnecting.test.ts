import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { EndpointError, type EndpointReason } from "../../../src/endpoint/EndpointError.ts"
import { type Channel } from "../../../src/endpoint/sftp/Channel.ts"
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

const failing = (reason: EndpointReason) =>
  Effect.fail(new EndpointError({ endpoint: "server", operation: "open", reason }))

describe("a connection", () => {
  for (
    const [what, identify, reason] of [
      ["leads to another place", Effect.succeed("/elsewhere"), "Untrustworthy"],
      ["does not tell where it leads", failing({ _tag: "Refused", message: "no" }), "Refused"],
    ] as const
  ) {
    it.effect(`that ${what} is closed before the next one is made`, () =>
      Effect.gen(function*() {
        let open = 0
        const channel = { isAlive: true, end: () => {} } as unknown as Channel // as far as it matters here
        const connect = Effect.acquireRelease(
          Effect.sync(() => {
            open += 1
            return channel
          }),
          () => Effect.sync(() => void (open -= 1)),
        )
        const connecting = yield* reconnecting("server", connect, () => identify, { place: "/home" })
        for (let time = 0; time < 3; time++) {
          assert.strictEqual((yield* Effect.flip(connecting)).reason._tag, reason)
          assert.strictEqual(open, 0)
        }
      }))
  }
})
