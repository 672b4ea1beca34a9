/** Against servers whose speed and patience are made up. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { EndpointError } from "../../src/endpoint/EndpointError.ts"
import { Flight } from "../../src/endpoint/Flight.ts"

const crowded = new EndpointError({
  endpoint: "server:",
  operation: "write",
  reason: { _tag: "Crowded", message: "too many open files" },
})

/** Each piece of work takes as long as `takes` says for so many under way, in milliseconds. */
const serverThat = (takes: (underWay: number) => number, allowed = Number.POSITIVE_INFINITY) => {
  const seen = { underWay: 0, most: 0, refused: 0, done: 0 }
  const work = Effect.suspend(() => {
    if (seen.underWay === allowed) {
      seen.refused += 1
      return Effect.fail(crowded)
    }
    seen.underWay += 1
    seen.most = Math.max(seen.most, seen.underWay)
    return Effect.sleep(takes(seen.underWay)).pipe(
      Effect.ensuring(Effect.sync(() => seen.underWay--)),
      Effect.andThen(Effect.sync(() => seen.done++)),
    )
  })
  return { seen, work }
}

const doMany = Effect.fnUntraced(function*(flight: Flight, work: Effect.Effect<unknown, EndpointError>, count: number) {
  const all = Effect.forEach(Array.from({ length: count }), () => flight.through(work), {
    concurrency: "unbounded",
    discard: true,
  })
  const fiber = yield* Effect.forkChild(all, { startImmediately: true })
  for (let step = 0; step < 4000 && fiber.pollUnsafe() === undefined; step++) yield* TestClock.adjust("20 millis")
  yield* Fiber.join(fiber)
})

describe("a flight", () => {
  it.effect("grows to all that is allowed where each takes the same time however many there are", () =>
    Effect.gen(function*() {
      const flight = new Flight(300)
      const { seen, work } = serverThat(() => 150)
      yield* doMany(flight, work, 5000)
      assert.strictEqual(flight.limit, 300)
      assert.strictEqual(seen.most, 300)
      assert.strictEqual(seen.done, 5000)
    }))

  it.effect("stays where it began when more under way make nothing faster", () =>
    Effect.gen(function*() {
      const flight = new Flight(300)
      const { seen, work } = serverThat((underWay) => 2 * underWay)
      yield* doMany(flight, work, 6000)
      assert.isAtMost(flight.limit, 256)
      assert.strictEqual(seen.done, 6000)
    }))

  it.effect("falls when the server gets slower the more there are", () =>
    Effect.gen(function*() {
      const flight = new Flight(64)
      let takes = (_: number) => 40
      const { work } = serverThat((underWay) => takes(underWay))
      yield* doMany(flight, work, 3000)
      assert.strictEqual(flight.limit, 64)
      takes = (underWay) => 3 * underWay
      yield* doMany(flight, work, 3000)
      assert.isBelow(flight.limit, 64)
    }))

  it.effect("does not fall when less would make it slower still", () =>
    Effect.gen(function*() {
      const flight = new Flight(64)
      let takes = 40
      const { work } = serverThat(() => takes)
      yield* doMany(flight, work, 3000)
      takes = 400
      yield* doMany(flight, work, 3000)
      assert.strictEqual(flight.limit, 64)
    }))

  for (const allowed of [1, 2, 10]) {
    it.effect(`does all of it on a server that allows ${allowed} at once`, () =>
      Effect.gen(function*() {
        const flight = new Flight(300)
        const { seen, work } = serverThat(() => 20, allowed)
        yield* doMany(flight, work, 500)
        assert.strictEqual(seen.done, 500)
        assert.isAtMost(flight.limit, allowed)
        assert.isBelow(seen.refused, 100, "it asks again and again for what is refused")
      }))
  }

  it.effect("fails with what is refused with nothing else under way", () =>
    Effect.gen(function*() {
      const error = yield* Effect.flip(new Flight(300).through(Effect.fail(crowded)))
      assert.strictEqual(error, crowded)
    }))

  it.effect("does not try again what failed for another reason", () =>
    Effect.gen(function*() {
      const other = new EndpointError({ endpoint: "", operation: "", reason: { _tag: "PermissionDenied" } })
      let tries = 0
      const failing = Effect.suspend(() => {
        tries += 1
        return Effect.fail(other)
      })
      const flight = new Flight(4)
      yield* Effect.forEach([1, 2, 3], () => Effect.flip(flight.through(failing)), { concurrency: "unbounded" })
      assert.strictEqual(tries, 3)
    }))

  it.effect("gives back the places of what was interrupted, under way or waiting", () =>
    Effect.gen(function*() {
      const flight = new Flight(2)
      const never = Effect.forEach([1, 2, 3, 4], () => flight.through(Effect.never), { concurrency: "unbounded" })
      const fiber = yield* Effect.forkChild(never, { startImmediately: true })
      yield* Fiber.interrupt(fiber)
      const { seen, work } = serverThat(() => 20)
      yield* doMany(flight, work, 10)
      assert.deepStrictEqual([seen.done, seen.most], [10, 2])
    }))

  it.effect("lets them through in the order in which they came", () =>
    Effect.gen(function*() {
      const flight = new Flight(1)
      const order: Array<number> = []
      const all = Effect.forEach([1, 2, 3, 4], (each) => flight.through(Effect.sync(() => order.push(each))), {
        concurrency: "unbounded",
      })
      yield* all
      assert.deepStrictEqual(order, [1, 2, 3, 4])
    }))
})
