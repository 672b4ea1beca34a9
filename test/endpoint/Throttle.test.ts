import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { type Bandwidth } from "../../src/domain/Bandwidth.ts"
import { Throttle } from "../../src/endpoint/Throttle.ts"

const every = new Set([0, 1, 2, 3, 4, 5, 6])
const always = (rate: number | undefined): Bandwidth => [{ minute: 0, days: every, rate }]

/** So many files that each send packets for ever; how many bytes went in that time. */
const sentIn = Effect.fnUntraced(function*(throttle: Throttle, packet: number, files: number, seconds: number) {
  let sent = 0
  const sending = Effect.forever(
    Effect.andThen(throttle.take(packet), Effect.andThen(Effect.sync(() => void (sent += packet)), Effect.yieldNow)),
  )
  const fibers = yield* Effect.forEach(Array.from({ length: files }), () => Effect.forkChild(sending))
  yield* TestClock.adjust(`${seconds} seconds`)
  yield* Effect.forEach(fibers, Fiber.interrupt)
  return sent
})

describe("a throttle", () => {
  for (const [packet, files] of [[1000, 1], [1000, 50], [250_000, 1], [250_000, 20], [1, 3]] as const) {
    it.effect(`lets through what is allowed in a minute, in packets of ${packet} B of ${files} files`, () =>
      Effect.gen(function*() {
        const rate = packet * 40
        const sent = yield* sentIn(new Throttle(always(rate)), packet, files, 60)
        assert.approximately(sent / (60 * rate), 1, 0.05)
      }))
  }

  it.effect("saves nothing up for later", () =>
    Effect.gen(function*() {
      const throttle = new Throttle(always(10_000))
      yield* TestClock.adjust("1 hour")
      assert.isAtMost(yield* sentIn(throttle, 100, 4, 10), 105_000)
    }))

  it.effect("lets everything through at once where there is no cap", () =>
    Effect.gen(function*() {
      const throttle = new Throttle(always(undefined))
      yield* throttle.take(1e15)
      yield* throttle.take(1e15)
    }))

  it.effect("goes by the time of day at which something is sent", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(new Date("2026-01-05T07:59:00").getTime())
      const throttle = new Throttle([
        { minute: 0, days: every, rate: 1000 },
        { minute: 8 * 60, days: every, rate: 5000 },
      ])
      assert.approximately((yield* sentIn(throttle, 100, 2, 60)) / 60_000, 1, 0.05)
      assert.approximately((yield* sentIn(throttle, 100, 2, 60)) / 300_000, 1, 0.05)
    }))
})
