import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"
import { type Concern } from "../../../src/daemon/notify/concernsOf.ts"
import { layerMemory } from "../../../src/state/layerMemory.ts"
import { eventually } from "../../scenarios/support/eventually.ts"
import { type Heard, listening, listeningAs } from "../../scenarios/support/listening.ts"
import { textOf } from "../../scenarios/support/watching.ts"
import { temporaryFolder } from "../../support/servers/temporaryFolder.ts"
import { command, healthchecks, telling, webhook } from "./telling.ts"

const failed = { outcome: "failed", message: "the disk is gone" } as const
const sides = { left: { files: 1, bytes: 1 }, right: { files: 1, bytes: 1 } }
const soon = 5000

/** Each message by its kind and what it is about. */
const kindsOf = (heard: ReadonlyArray<Heard>) =>
  heard.map(({ body }) => {
    const { concerns, kind } = body as { readonly kind: string; readonly concerns: ReadonlyArray<Concern> }
    return `${kind} ${concerns.map(({ key }) => key).join()}`
  })

describe("people", () => {
  it.live("hear although another one does not answer", () =>
    Effect.gen(function*() {
      const silent = yield* listeningAs(() => undefined)
      const { heard, url } = yield* listening
      const { begins, ends } = yield* telling({
        pairs: {
          a: [webhook(silent.url), healthchecks(silent.url)],
          b: [webhook(`${url}/hook`), healthchecks(`${url}/check`)],
        },
      })
      for (const pair of ["a", "b"]) yield* Effect.andThen(begins(pair), ends(pair, failed))
      const paths = () => heard.map(({ path }) => path).toSorted()
      yield* eventually("all is told", () => paths().length === 3, soon)
      assert.deepStrictEqual(paths(), ["/check/fail", "/check/start", "/hook"])
    }).pipe(Effect.scoped))

  it.live("hear although passes end all the time", () =>
    Effect.gen(function*() {
      const { heard, url } = yield* listening
      const { ends } = yield* telling({ pairs: { a: [webhook(url)], busy: [webhook(url)] } })
      yield* ends("a", failed)
      for (let pass = 0; pass < 20 && heard.length === 0; pass++) {
        yield* Effect.andThen(ends("busy"), Effect.sleep("100 millis"))
      }
      assert.strictEqual(heard.length, 1)
    }).pipe(Effect.scoped))

  it.live("hear although a program that should be run is none, or what it is told is long", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("people")
      const [script, length] = [join(folder, "tell.sh"), join(folder, "length")]
      writeFileSync(script, "#!/bin/sh\nprintf '%s' \"$SYNCFILE_MESSAGE\" | wc -c > \"$1\"\n", { mode: 0o755 })
      const { heard, url } = yield* listening
      const all = [command(join(script, "nowhere")), command(script, length), webhook(url)]
      const { close, ends, warnings } = yield* telling({ pairs: { a: all } })
      yield* ends("a", { outcome: "failed", message: "é".repeat(1_000_000) })
      yield* eventually("it is told", () => heard.length === 1, soon)
      yield* eventually("the program is run", () => textOf(length) !== "", soon)
      assert.closeTo(Number(textOf(length)), 8192, 8)
      yield* ends("a")
      yield* eventually("it is told again", () => heard.length === 2, soon)
      yield* close
      assert.match(warnings.join("\n"), /nobody could be told by command: .*tell\.sh\/nowhere cannot be run: .*ENOTDIR/)
    }).pipe(Effect.scoped))

  it.live("are not told that all is well because a pass was stopped", () =>
    Effect.gen(function*() {
      const { heard, url } = yield* listening
      const { close, ends } = yield* telling({ pairs: { a: [webhook(url)] } })
      yield* ends("a", { outcome: "halted", message: "too many deletes", conflicts: 2, sides })
      yield* eventually("it is told", () => heard.length === 1, soon)
      yield* ends("a", { outcome: "interrupted" })
      yield* close
      assert.deepStrictEqual(kindsOf(heard), ["trouble halted,conflicts"])
    }).pipe(Effect.scoped))

  it.live("hear once of a server that fails a pass and is not gone to any more then", () =>
    Effect.gen(function*() {
      const { heard, url } = yield* listening
      const { close, ends, hub, world } = yield* telling({ pairs: { a: [webhook(url)] } })
      yield* ends("a", failed)
      yield* eventually("it is told", () => heard.length === 1, soon)
      world.slots.get("a")!.phase = { _tag: "Stopped", why: failed.message }
      yield* hub.tell({ _tag: "Server", remote: "office", state: { _tag: "Stopped", since: 0, why: failed.message } })
      yield* close
      assert.deepStrictEqual(kindsOf(heard), ["trouble failed"])
    }).pipe(Effect.scoped))

  it.live("hear after a restart only of what is not as they were told", () =>
    Effect.gen(function*() {
      const { heard, url } = yield* listening
      const state = Layer.succeedContext(yield* Layer.build(layerMemory))
      const watching = Effect.fnUntraced(function*(outcome: "failed" | "ok" | "interrupted") {
        const { close, ends, hub } = yield* telling({ pairs: { a: [webhook(url)] }, state })
        yield* hub.tell({ _tag: "Taken", changes: [] })
        yield* Effect.sleep("1 second") // it has looked by then, and has not read what the state remembers of passes
        yield* ends("a", { outcome })
        yield* close
        return kindsOf(heard.splice(0))
      }, Effect.scoped)
      assert.deepStrictEqual(yield* watching("failed"), ["trouble failed"])
      assert.deepStrictEqual(yield* watching("failed"), [])
      assert.deepStrictEqual(yield* watching("interrupted"), [])
      assert.deepStrictEqual(yield* watching("ok"), ["recovered "])
      assert.deepStrictEqual(yield* watching("ok"), [])
    }).pipe(Effect.scoped))

  it.live("who listen for a sign of life hear how the watch is, at once where that changes", () =>
    Effect.gen(function*() {
      const { heard, url } = yield* listening
      const { close, hub, world } = yield* telling({ pairs: {}, watch: [healthchecks(`${url}/watch`)] })
      yield* hub.tell({ _tag: "Taken", changes: [] })
      yield* eventually("it is well", () => heard.length === 1, soon)
      yield* hub.tell({ _tag: "Taken", changes: [] }) // no minute has passed
      world.breakerOf("office").stop("office: cannot connect: no", 0)
      yield* hub.tell({ _tag: "Server", remote: "office", state: world.breakerOf("office").state })
      yield* eventually("it is not well", () => heard.length === 2, soon)
      world.breakerOf("office").reset()
      world.isEnding = true
      yield* close
      assert.deepStrictEqual(heard, [
        { path: "/watch", body: "watching" },
        { path: "/watch/fail", body: "office: cannot connect: no" },
      ])
    }).pipe(Effect.scoped))

  it.effect("who listen for a sign of life hear it every minute", () =>
    Effect.gen(function*() {
      const { heard, url } = yield* listening
      const { hub } = yield* telling({ pairs: {}, watch: [healthchecks(url)] })
      yield* hub.tell({ _tag: "Taken", changes: [] })
      for (const minutes of [0, 1, 2]) {
        yield* eventually(`it is told after ${minutes} minutes`, () => heard.length === minutes + 1, soon)
        yield* Effect.andThen(TestClock.adjust("30 seconds"), Effect.promise(() => wait(100)))
        assert.strictEqual(heard.length, minutes + 1)
        yield* TestClock.adjust("30 seconds")
      }
    }).pipe(Effect.scoped))

  it.live("hear nothing of the end of a pass that was stopped", () =>
    Effect.gen(function*() {
      const { heard, url } = yield* listening
      const { begins, close, ends } = yield* telling({ pairs: { a: [healthchecks(`${url}/check`)] } })
      yield* begins("a")
      yield* ends("a", { outcome: "interrupted" })
      yield* close
      assert.deepStrictEqual(heard.map(({ path }) => path), ["/check/start"])
    }).pipe(Effect.scoped))

  it.live("hear of each pair although the message about another one is refused, which is complained about once", () =>
    Effect.gen(function*() {
      let isRefused = true
      const { heard, url } = yield* listeningAs(() => isRefused ? 413 : 200)
      const { close, ends, warnings } = yield* telling({
        pairs: { a: [webhook(`${url}/hook`)], b: [webhook(`${url}/hook`)] },
      })
      yield* ends("a", failed)
      yield* eventually("it is refused", () => warnings.length === 1, soon)
      yield* ends("a", failed)
      yield* eventually("it is refused again", () => heard.length === 2, soon)
      isRefused = false
      yield* ends("b", failed)
      yield* close
      const told = heard.slice(2).map(({ body }) => (body as { readonly pair: string }).pair)
      assert.deepStrictEqual(told.sort(), ["a", "b"]) // whichever was looked at first
      assert.strictEqual(warnings.length, 1)
    }).pipe(Effect.scoped))

  it.live("have heard everything once nothing more comes", () =>
    Effect.gen(function*() {
      const { heard, url } = yield* listening
      const { begins, close, ends } = yield* telling({
        pairs: { a: [webhook(`${url}/hook`), healthchecks(`${url}/check`)] },
      })
      yield* begins("a")
      yield* ends("a", failed)
      yield* close
      assert.deepStrictEqual(heard.map(({ path }) => path).toSorted(), ["/check/fail", "/check/start", "/hook"])
    }).pipe(Effect.scoped))
})
