import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { Hub } from "../../src/daemon/Hub.ts"
import { passOnce } from "../../src/daemon/passOnce.ts"
import { type Setup } from "../../src/domain/Setup.ts"
import { EndpointError } from "../../src/endpoint/EndpointError.ts"
import { Stopping, StopSignal } from "../../src/engine/Stopping.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { fill, memoryPair } from "../support/memoryPair.ts"
import { remote } from "../support/remoteOf.ts"
import { passTime, setupOf, watchOf, worldOf } from "./watching.ts"

const noon = Date.parse("2026-11-23T12:00:00Z")
const cron = (expression: string, catchUp: "once" | "none" = "once") =>
  watchOf({
    schedule: { rhythm: { _tag: "Cron", cron: expression, timezone: "UTC" }, jitter: 0, catchUp, overlap: "skip" },
  })

/** What came of what is due now, as each call of the command finds it. */
const once = Effect.fnUntraced(function*(setup: Setup, stop = new StopSignal()) {
  const passes = yield* passOnce(yield* worldOf(setup)).pipe(
    Effect.provideService(Hub, yield* Hub.make),
    Effect.provideService(Stopping, stop),
  )
  return passes.map(({ due, outcome }) => `${outcome} ${due === undefined ? "" : new Date(due).toISOString()}`)
})

describe("passes that are due, each once", () => {
  it.effect.each(["once", "none"] as const)("are those of instants that have come, with catchUp %s", (catchUp) => {
    const memory = memoryPair({ pair: { watch: cron("15,45 * * * *", catchUp) } })
    const setup = setupOf([memory.pair])
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const found: Array<readonly [minute: number, told: string]> = []
      for (let minute = 0; minute < 60; minute += 5) {
        for (const told of yield* once(setup)) found.push([minute, told])
        yield* TestClock.adjust("5 minutes")
      }
      assert.deepStrictEqual(found, [
        [0, "ok 2026-11-23T12:00:00.000Z"],
        [15, "ok 2026-11-23T12:15:00.000Z"],
        [45, "ok 2026-11-23T12:45:00.000Z"],
      ])
      yield* TestClock.adjust("1 day")
      assert.deepStrictEqual(yield* once(setup), ["ok 2026-11-24T12:45:00.000Z"])
    }).pipe(Effect.provide(memory.layer))
  })

  it.effect("are none of pairs that are suspended", () => {
    const memory = memoryPair({ pair: { watch: cron("* * * * *") } })
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const { passes } = yield* StateStore
      yield* passes.suspend("pair", { since: noon, until: noon + 60_000, reason: "", by: "ada" })
      assert.deepStrictEqual(yield* once(setupOf([memory.pair])), [])
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* once(setupOf([memory.pair])), ["ok 2026-11-23T12:01:00.000Z"])
    }).pipe(Effect.provide(memory.layer))
  })

  it.effect("end after what they have begun when they are asked to, and the others do not begin", () => {
    const memory = memoryPair({
      pair: { watch: cron("* * * * *") },
      opened: (endpoint) => ({
        ...endpoint,
        write: (writing, content) => Effect.andThen(Effect.sleep("1 minute"), endpoint.write(writing, content)),
        capabilities: (use) => Effect.map(endpoint.capabilities(use), (found) => ({ ...found, transfers: 1 })),
      }),
    })
    fill(memory.left, { a: "1", b: "2", c: "3" })
    const pairs = Array.from({ length: 20 }, (_, number) => ({ ...memory.pair, name: `pair-${number}` }))
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const stop = new StopSignal()
      const fiber = yield* Effect.forkChild(once(setupOf(pairs), stop))
      yield* TestClock.adjust("30 seconds")
      stop.request()
      yield* passTime(10)
      const outcomes = yield* Fiber.join(fiber)
      assert.deepStrictEqual([...new Set(outcomes.map((told) => told.split(" ")[0]))], ["interrupted"])
      assert.isBelow(outcomes.length, 10)
    }).pipe(Effect.provide(memory.layer))
  })

  it.effect("ask a server that does not let us in once for all", () => {
    const memory = memoryPair()
    const right = { _tag: "Remote", remote: "office", path: "/right", written: "office:/right" } as const
    const pairs = Array.from({ length: 12 }, (_, number) => ({
      ...memory.pair,
      right,
      name: `pair-${number}`,
      watch: cron("* * * * *"),
    }))
    const reason = { _tag: "AuthenticationFailed", message: "the server does not let anna in" } as const
    let logins = 0
    memory.before = ({ side }) => {
      if (side === "left") return undefined
      logins += 1
      return new EndpointError({ endpoint: "office", operation: "connect", reason })
    }
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const outcomes = yield* once(setupOf(pairs, { remotes: new Map([["office", remote()]]) }))
      assert.deepStrictEqual(outcomes, ["failed 2026-11-23T12:00:00.000Z"])
      assert.isAtMost(logins, 2)
    }).pipe(Effect.provide(memory.layer))
  })
})
