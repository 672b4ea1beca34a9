import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Logger, Scope } from "effect"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Hub } from "../../src/daemon/Hub.ts"
import { type PairChange } from "../../src/daemon/setupChanges.ts"
import { tellSystemd } from "../../src/daemon/tellSystemd.ts"
import { type World } from "../../src/daemon/World.ts"
import { type Pair } from "../../src/domain/Pair.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"

const change = (_tag: "Added" | "Removed", name: string): PairChange => ({ _tag, pair: { name } as Pair })

/** A `systemd-notify` that writes down what it is told, one call a line. */
const recorder = "#!/bin/sh\nfor word; do printf '[%s]' \"$word\"; done >> \"${0%/*}/told\"\necho >> \"${0%/*}/told\"\n"

const listening = Effect.fnUntraced(function*(program: string, more: Readonly<Record<string, string>> = {}) {
  const folder = yield* temporaryFolder("notify")
  writeFileSync(join(folder, "systemd-notify"), program, { mode: 0o755 })
  const hub = yield* Hub.make
  const scope = yield* Scope.make()
  const warnings: Array<string> = []
  const logger = Logger.make(({ message }) => void warnings.push(String(message)))
  const world: Pick<World, "broken"> = { broken: undefined }
  const variables = { PATH: `${folder}:/usr/bin:/bin`, NOTIFY_SOCKET: "/run/nobody", SECRET: "hush", ...more }
  const fiber = yield* tellSystemd(variables, world).pipe(
    Effect.provideService(Hub, hub),
    Effect.provide(Logger.layer([logger])),
    Effect.forkIn(scope, { startImmediately: true }),
  )
  const told = () =>
    // only lines that are whole by now
    existsSync(join(folder, "told")) ? readFileSync(join(folder, "told"), "utf8").split("\n").slice(0, -1) : []
  const until = (count: number) =>
    Effect.gen(function*() {
      for (let round = 0; round < 500 && told().length < count; round++) yield* Effect.sleep(10)
      return told()
    })
  return { hub, world, fiber, told, until, warnings, end: Scope.close(scope, Exit.void) }
})

describe("tellSystemd", () => {
  it.live("says when watching began, around every reload, and at the end", () =>
    Effect.gen(function*() {
      const { end, hub, until } = yield* listening(recorder)
      yield* hub.tell({ _tag: "Taken", changes: [change("Added", "a"), change("Added", "b")] })
      yield* hub.tell({ _tag: "Moved", pair: "a" })
      yield* hub.tell({ _tag: "Taken", changes: [change("Removed", "a")] })
      yield* hub.tell({ _tag: "Refused", message: "line 3: no\nsuch \u001b key" })
      yield* hub.tell({ _tag: "Ending" })
      const refused = "The syncfile cannot be used, and the last good one stays: line 3: no"
      const all = [
        "[READY=1][STATUS=Watching 2 pairs.]",
        "[RELOADING=1]",
        "[READY=1][STATUS=Watching 1 pair.]",
        "[RELOADING=1]",
        `[READY=1][STATUS=Watching 1 pair. ${refused}]`,
        "[STOPPING=1][STATUS=Ending: what is under way is finished, nothing new is begun.]",
      ]
      assert.deepStrictEqual(yield* until(all.length), all)
      yield* end
      assert.deepStrictEqual(yield* until(all.length), all)
    }).pipe(Effect.scoped))

  it.live("tells of the end even when it is interrupted before it heard of it", () =>
    Effect.gen(function*() {
      const { end, hub, told, until } = yield* listening(recorder)
      yield* hub.tell({ _tag: "Taken", changes: [] })
      yield* until(1)
      yield* end
      assert.match(told().at(-1) ?? "", /^\[STOPPING=1\]/)
    }).pipe(Effect.scoped))

  it.live("gives a sign of life twice in every interval", () =>
    Effect.gen(function*() {
      const { end, until } = yield* listening(recorder, { WATCHDOG_USEC: "100000" })
      assert.deepStrictEqual((yield* until(3)).slice(0, 3), ["[WATCHDOG=1]", "[WATCHDOG=1]", "[WATCHDOG=1]"])
      yield* end
    }).pipe(Effect.scoped))

  it.live("gives no sign of life once a part of the watch has ended, and says which", () =>
    Effect.gen(function*() {
      const { end, until, world } = yield* listening(recorder, { WATCHDOG_USEC: "100000" })
      const before = (yield* until(2)).length
      world.broken = "part of the watch has ended: Error: a\nbug"
      const after = (yield* until(before + 4)).slice(before + 1) // one may have been on its way
      assert.deepStrictEqual(new Set(after), new Set(["[STATUS=part of the watch has ended: Error: a\\nbug]"]))
      yield* end
    }).pipe(Effect.scoped))

  it.live.each(["", "0", "soon", "-5"])("needs no watchdog: %o", (WATCHDOG_USEC) =>
    Effect.gen(function*() {
      const { end, hub, until } = yield* listening(recorder, { WATCHDOG_USEC })
      yield* hub.tell({ _tag: "Taken", changes: [] })
      assert.deepStrictEqual(yield* until(1), ["[READY=1][STATUS=Watching 0 pairs.]"])
      yield* end
    }).pipe(Effect.scoped))

  it.live("hands on nothing of the environment but what the program needs", () =>
    Effect.gen(function*() {
      const { end, hub, until } = yield* listening("#!/bin/sh\necho \"$NOTIFY_SOCKET $SECRET.\" > \"${0%/*}/told\"\n")
      yield* hub.tell({ _tag: "Taken", changes: [] })
      assert.deepStrictEqual(yield* until(1), ["/run/nobody ."])
      yield* end
    }).pipe(Effect.scoped))

  it.live("warns once when it cannot be told, and goes on", () =>
    Effect.gen(function*() {
      const { end, fiber, hub, until, warnings } = yield* listening(
        "#!/bin/sh\necho called >> \"${0%/*}/told\"\necho no bus >&2\nexit 1\n",
      )
      for (let times = 0; times < 3; times++) yield* hub.tell({ _tag: "Taken", changes: [] })
      yield* until(5)
      assert.isUndefined(fiber.pollUnsafe())
      yield* end
      assert.deepStrictEqual(warnings, ["systemd cannot be told how watching goes: no bus"])
    }).pipe(Effect.scoped))

  it.live("warns where there is no such program", () =>
    Effect.gen(function*() {
      const { end, hub, warnings } = yield* listening(recorder, { PATH: "/nowhere" })
      yield* hub.tell({ _tag: "Taken", changes: [] })
      for (let round = 0; round < 500 && warnings.length === 0; round++) yield* Effect.sleep(10)
      yield* end
      assert.deepStrictEqual(warnings, ["systemd cannot be told how watching goes: spawn systemd-notify ENOENT"])
    }).pipe(Effect.scoped))

  it.live("is over at once where nobody listens", () =>
    Effect.gen(function*() {
      const { fiber, told } = yield* listening(recorder, { NOTIFY_SOCKET: "" })
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(told(), [])
    }).pipe(Effect.scoped))
})
