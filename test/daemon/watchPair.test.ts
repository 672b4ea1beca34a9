import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { type Pair } from "../../src/domain/Pair.ts"
import { type Schedule } from "../../src/domain/schedule/Schedule.ts"
import { type Watch } from "../../src/domain/watch/Watch.ts"
import { EndpointError, type EndpointReason } from "../../src/endpoint/EndpointError.ts"
import { fill, memoryPair, treeOf } from "../support/memoryPair.ts"
import { remote } from "../support/remoteOf.ts"
import { passTime, watching, watchingAll, watchOf } from "./watching.ts"

const minute = 60_000
const noon = Date.parse("2026-11-23T12:00:00Z")
const every = (minutes: number, parts: Partial<Schedule> = {}): Watch =>
  watchOf({
    schedule: {
      rhythm: { _tag: "Every", milliseconds: minutes * minute },
      jitter: 0,
      catchUp: "once",
      overlap: "skip",
      ...parts,
    },
  })
const cron = (expression: string, timezone: string): Watch =>
  every(1, { rhythm: { _tag: "Cron", cron: expression, timezone } })

/** When passes began, in UTC, to the minute. */
const instants = (passes: ReadonlyArray<{ readonly started: number }>): ReadonlyArray<string> =>
  passes.map(({ started }) => new Date(started).toISOString().slice(0, 16))

const story = (watch: Watch, parts: Partial<Pair> = {}) => memoryPair({ pair: { watch, ...parts } })

describe("a watched pair", () => {
  it.effect("runs a pass at once, and then whenever its interval says so", () => {
    const memory = story(every(15))
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const { passes } = yield* watching(memory)
      yield* passTime(46)
      const all = yield* passes
      assert.deepStrictEqual(instants(all), [
        "2026-11-23T12:00",
        "2026-11-23T12:15",
        "2026-11-23T12:30",
        "2026-11-23T12:45",
      ])
      assert.deepStrictEqual(all.map(({ trigger }) => trigger), ["start", "schedule", "schedule", "schedule"])
      assert.isTrue(all.every(({ outcome }) => outcome === "ok"))
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect.each(
    [
      ["Europe/Berlin", "30 2 * * *", "2026-03-28T23:30Z", ["2026-03-29T01:00"]],
      ["Europe/Berlin", "*/30 * * * *", "2026-10-25T00:10Z", [
        "2026-10-25T00:30",
        "2026-10-25T01:00",
        "2026-10-25T01:30",
        "2026-10-25T02:00",
        "2026-10-25T02:30",
      ]],
      ["America/New_York", "30 1 * * *", "2026-11-01T05:00Z", ["2026-11-01T05:30"]],
      ["America/New_York", "30 2 * * *", "2026-03-08T06:40Z", ["2026-03-08T07:00"]],
      ["Australia/Lord_Howe", "15 2 * * *", "2026-10-03T15:10Z", ["2026-10-03T15:30"]],
      ["Australia/Lord_Howe", "45 1 * * *", "2026-04-04T14:30Z", ["2026-04-04T14:45"]],
    ] as const,
  )("keeps the instants of %s in %s when the clock changes", ([zone, expression, from, expected]) => {
    const memory = story(cron(expression, zone))
    return Effect.gen(function*() {
      yield* TestClock.setTime(Date.parse(from))
      const { passes } = yield* watching(memory)
      yield* passTime(145)
      assert.deepStrictEqual(instants(yield* passes), expected)
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("follows a clock that is put back, and one that was wrong once", () => {
    const memory = story(every(15))
    return Effect.gen(function*() {
      yield* TestClock.setTime(Date.parse("2030-01-01T00:00Z"))
      const { passes, slot } = yield* watching(memory)
      yield* TestClock.setTime(noon)
      slot.wishes.wake() // naps of tests end by the clock that they began by
      yield* passTime(31)
      assert.deepStrictEqual(instants(yield* passes).slice(1), ["2026-11-23T12:15", "2026-11-23T12:30"])
      const again = yield* watching(memory)
      yield* passTime(15)
      assert.strictEqual(again.slot.passes[0]?.started, noon + 45 * minute)
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect.each(
    [
      [{ jitter: 0 }, 5, "2026-11-23T13:00"],
      [{ jitter: 0, overlap: "queue" }, 59, "2026-11-23T13:02"], // the pass that was asked for takes 3 minutes
      [{ jitter: 600 * minute }, 62, "2026-11-23T13:07"], // of which this pair has 8 minutes
    ] as const,
  )("keeps its first instant although somebody asks for a pass before: %j", ([parts, asked, expected]) => {
    const memory = memoryPair({
      pair: { watch: every(1, { rhythm: { _tag: "Cron", cron: "0 13 * * *", timezone: "UTC" }, ...parts }) },
      opened: (endpoint) => ({ ...endpoint, space: Effect.delay(endpoint.space, "3 minutes") }),
    })
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const { passes, slot } = yield* watching(memory)
      yield* passTime(asked)
      slot.wishes.ask("hand")
      yield* passTime(90)
      assert.deepStrictEqual(instants(yield* passes).slice(1), [expected])
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("keeps what was queued while a pass went on, although nothing is made up for", () => {
    const memory = memoryPair({
      pair: { watch: every(5, { catchUp: "none", overlap: "queue" }) },
      opened: (endpoint) => ({ ...endpoint, space: Effect.delay(endpoint.space, "12 minutes") }),
    })
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const { passes } = yield* watching(memory)
      yield* passTime(37)
      assert.deepStrictEqual(instants(yield* passes), ["2026-11-23T12:00", "2026-11-23T12:12", "2026-11-23T12:24"])
      assert.deepStrictEqual((yield* passes).map(({ due }) => due), [0, 10, 20].map((after) => noon + after * minute))
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("makes many wishes into one pass, and serves a person before the clock", () => {
    const memory = story(every(15))
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const { passes, slot } = yield* watching(memory)
      const wishes = ["change", "change", "hand", "change"] as const
      memory.before = () => {
        for (const trigger of wishes) slot.wishes.ask(trigger)
        memory.before = () => undefined
        return undefined
      }
      yield* passTime(16)
      assert.deepStrictEqual((yield* passes).map(({ trigger }) => trigger), ["start", "schedule", "hand"])
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("is left alone while it is suspended, and makes up for it once", () => {
    const memory = story(every(15))
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const { passes, slot, world } = yield* watching(memory)
      world.suspensions = new Map([["pair", { since: noon, until: noon + 50 * minute, reason: "", by: "ada" }]])
      slot.wishes.ask("hand")
      yield* passTime(48)
      assert.strictEqual((yield* passes).length, 1)
      assert.strictEqual(slot.phase._tag, "Suspended")
      yield* passTime(4)
      assert.deepStrictEqual(instants(yield* passes).slice(1), ["2026-11-23T12:50"])
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("waits for its window, but not for a person", () => {
    const office = {
      kind: "deny",
      cron: "0 12 * * *",
      timezone: "UTC",
      duration: 30 * minute,
      manual: "allow",
    } as const
    const memory = story({ ...every(10), windows: [office] })
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const { passes, slot } = yield* watching(memory)
      yield* passTime(5)
      assert.strictEqual(slot.phase._tag, "Closed")
      slot.wishes.ask("hand")
      yield* passTime(3)
      assert.deepStrictEqual(instants(yield* passes), ["2026-11-23T12:05"])
      yield* passTime(25)
      assert.deepStrictEqual(instants(yield* passes), ["2026-11-23T12:05", "2026-11-23T12:30"])
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("leaves a plan pending where it shall not apply it", () => {
    const memory = story({ ...every(15), apply: "manual" })
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      memory.left.put("a", "text")
      const { passes, slot } = yield* watching(memory)
      const [pass] = yield* passes
      assert.strictEqual(pass?.outcome, "pending")
      assert.strictEqual(pass?.pending, 1)
      assert.strictEqual(slot.left?.actions.length, 1)
      assert.deepStrictEqual(pass?.changes, { added: 0, changed: 0, moved: 0, deleted: 0 })
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("finds out alone for all others whether a server that was gone is back", () => {
    const memory = memoryPair()
    const office = { _tag: "Remote", remote: "office", path: "/right", written: "office:/right" } as const
    const pairs = Array.from({ length: 12 }, (_, number) => ({
      ...memory.pair,
      name: `pair-${number}`,
      right: office,
      watch: every(1),
    }))
    const reason: EndpointReason = { _tag: "Unreachable", message: "nobody answers" }
    let isGone = true
    memory.before = ({ side }) =>
      side === "right" && isGone
        ? new EndpointError({ endpoint: "office:/right", operation: "connect", reason })
        : undefined
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const all = yield* watchingAll(pairs, { remotes: new Map([["office", remote()]]) })
      for (let second = 0; second < 60; second++) yield* TestClock.adjust("1 second")
      const failed = (yield* Effect.forEach(all, ({ passes }) => passes)).flat()
      assert.isAtLeast(failed.length, 3)
      assert.isAtMost(failed.length, 6, "one at first, and one after each wait")
      isGone = false
      yield* passTime(6)
      const states = yield* Effect.forEach(all, ({ passes }) => Effect.map(passes, (each) => each.at(-1)?.outcome))
      assert.deepStrictEqual([...new Set(states)], ["ok"])
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("tries a server again that was lost in the middle, before it is due", () => {
    const right = { _tag: "Remote", remote: "office", path: "/right", written: "office:/right" } as const
    const memory = story(every(60), { right })
    fill(memory.left, { a: "1", b: "2", c: "3" })
    const reason = { _tag: "Unreachable", message: "nobody answers" } as const
    memory.before = ({ moment }) =>
      moment === "write" ? new EndpointError({ endpoint: "office", operation: "connect", reason }) : undefined
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const { passes, world } = yield* watching(memory, { remotes: new Map([["office", remote()]]) })
      for (let second = 0; second < 30; second++) yield* TestClock.adjust("1 second")
      const [first] = yield* passes
      assert.deepStrictEqual([first?.outcome, first?.error], ["failed", "Unreachable"])
      assert.strictEqual(world.breakerOf("office").state._tag, "Open")
      memory.before = () => undefined
      yield* passTime(6)
      assert.deepStrictEqual((yield* passes).at(-1)?.trigger, "retry")
      assert.deepStrictEqual(treeOf(memory.right), treeOf(memory.left))
      assert.strictEqual(world.breakerOf("office").state._tag, "Closed")
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })

  it.effect("does not go on asking through a host on the way that refuses us", () => {
    const right = { _tag: "Remote", remote: "office", path: "/right", written: "office:/right" } as const
    const memory = story(every(1), { right })
    const reason = { _tag: "AuthenticationFailed", message: "the host does not let anna in" } as const
    memory.before = ({ side }) =>
      side === "right"
        ? new EndpointError({ endpoint: "bastion.example", operation: "connect", reason, remote: "office" })
        : undefined
    return Effect.gen(function*() {
      yield* TestClock.setTime(noon)
      const { passes, slot } = yield* watching(memory, { remotes: new Map([["office", remote()]]) })
      yield* passTime(60)
      assert.strictEqual((yield* passes).length, 1)
      assert.strictEqual(slot.phase._tag, "Stopped")
    }).pipe(Effect.scoped, Effect.provide(memory.layer))
  })
})
