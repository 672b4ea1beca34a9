import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Logger, Stream } from "effect"
import { Hub } from "../../src/daemon/Hub.ts"
import { type SetupSource } from "../../src/daemon/SetupSource.ts"
import { takeSetup } from "../../src/daemon/takeSetup.ts"
import { World } from "../../src/daemon/World.ts"
import { type Setup } from "../../src/domain/Setup.ts"
import { type Daemon } from "../../src/domain/watch/Daemon.ts"
import { setupOf } from "./watching.ts"

const before = setupOf([])

/** What becomes of a watch of `before` whose syncfile says something else, and what its log has. */
const taken = Effect.fnUntraced(function*(now: Setup) {
  const endpoints = Layer.empty as unknown as World["endpoints"] // no pass begins
  const readAs = (setup: Setup) => ({ setup, resolved: {}, text: "", files: [] })
  const world = new World(
    { host: "here", file: "/srv/syncfile.yaml", started: 0, version: "1" },
    readAs(before),
    endpoints,
  )
  const source: SetupSource = {
    read: Effect.succeed(readAs(now)),
    endpoints: () => endpoints,
    hangup: Effect.never,
  }
  const lines: Array<string> = []
  const logger = Logger.make(({ message }) => void lines.push(String(message)))
  const hub = yield* Hub.make
  const events = yield* Effect.forkChild(Stream.runCollect(Stream.take(hub.events, 1)), { startImmediately: true })
  yield* takeSetup(world, source).pipe(Effect.provideService(Hub, hub), Effect.provide(Logger.layer([logger])))
  const [event] = yield* Fiber.join(events)
  return { world, lines, event }
})

const daemonWith = (parts: Partial<Daemon>): Setup => setupOf([], { daemon: { ...before.daemon, ...parts } })

describe("a changed syncfile", () => {
  it.effect.each(
    [
      ["name", { ...before, name: "other" }],
      ["state", { ...before, state: "/srv/other.sqlite" }],
      ["socket", daemonWith({ socket: "/run/other.sock" })],
    ] as const,
  )("is refused with another %s: that takes a restart", ([, now]) =>
    Effect.gen(function*() {
      const { event, world } = yield* taken(now)
      assert.strictEqual(event?._tag, "Refused")
      assert.match(world.refusal?.message ?? "", /Restart syncfile watch to follow it\.$/u)
      assert.strictEqual(world.setup, before)
    }))

  it.effect("is followed with another address to serve at, which is told to take a restart", () =>
    Effect.gen(function*() {
      const now = daemonWith({ listen: { host: "127.0.0.1", port: 9465 } })
      const { event, lines, world } = yield* taken(now)
      assert.strictEqual(event?._tag, "Taken")
      assert.strictEqual(world.setup, now)
      assert.deepStrictEqual(lines, ["daemon.listen is another address now. Restart syncfile watch to follow it."])
    }))

  it.effect("is followed without a word about restarts where there need be none", () =>
    Effect.gen(function*() {
      const now = daemonWith({ token: { _tag: "File", path: "/srv/token" }, stall: 1 })
      const { lines, world } = yield* taken(now)
      assert.deepStrictEqual([world.setup.daemon.token, lines], [now.daemon.token, []])
    }))
})
