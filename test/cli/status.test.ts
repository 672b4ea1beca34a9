import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, type Scope } from "effect"
import { TestClock } from "effect/testing"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { StateStore } from "../../src/state/StateStore.ts"
import { writeTree } from "../scenarios/support/tree.ts"
import { commandLine } from "./commandLine.ts"

const synced = Effect.gen(function*() {
  const line = yield* commandLine
  line.declare({
    pairs: {
      docs: { mode: "mirror", source: "./in", target: "./out" },
      idle: { mode: "copy", source: "./in", target: "./other" },
    },
  })
  writeTree(line.folder, { "in/a.txt": "a", "in/b.txt": "b" })
  yield* line.run("apply", "docs", "-y")
  return line
})

/** Listens where a watch would. Gives a promise of somebody who comes, and says nothing to them. */
const silentWatch = (folder: string): Effect.Effect<() => Promise<void>, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.promise(async () => {
        mkdirSync(join(folder, ".syncfile"), { recursive: true })
        const server = createServer()
        await new Promise<void>((done) => server.listen(join(folder, ".syncfile/daemon.sock"), done))
        return server
      }),
      (server) => Effect.sync(() => server.close()),
    ),
    (server) => () => new Promise((done) => server.once("connection", () => done())),
  )

/** Runs a command until it has asked the watch, and then for as long as that is waited for. */
const unanswered = Effect.fnUntraced(function*<A>(come: () => Promise<void>, command: Effect.Effect<A>) {
  const asked = come()
  const running = yield* Effect.forkChild(command)
  yield* Effect.promise(() => asked)
  yield* TestClock.adjust("10 seconds")
  return yield* Fiber.join(running)
})

describe("a watch that does not answer", () => {
  it.effect("is told of by status, which shows what the state remembers, and fails", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* synced
      const come = yield* silentWatch(folder)
      const { exitCode, messages, out } = yield* unanswered(come, run("status", "docs", "--max-age", "26h"))
      assert.strictEqual(exitCode, 1)
      assert.match(out, /^docs +mirror +ok /mu)
      assert.match(messages, /a watch goes on at .*daemon\.sock, but has not answered for 10 seconds/u)
      const document = JSON.parse((yield* unanswered(come, run("status", "--json"))).out)
      assert.deepStrictEqual([document.watched, document.pairs.length], [false, 2])
      assert.match(document.trouble, /has not answered/u)
    }))

  it.effect.each(["reload", "stop docs", "run docs", "run docs --wait"])(
    "is told of by ctl %s",
    (asked) =>
      Effect.gen(function*() {
        const { folder, run } = yield* synced
        const come = yield* silentWatch(folder)
        const { exitCode, messages } = yield* unanswered(come, run("ctl", ...asked.split(" ")))
        assert.deepStrictEqual([exitCode, /has not answered/u.test(messages)], [1, true])
      }),
  )
})

describe("syncfile status", () => {
  it.effect("tells of each pair how its last run ended", () =>
    Effect.gen(function*() {
      const { run } = yield* synced
      yield* TestClock.adjust("90 minutes")
      const { exitCode, out } = yield* run("status")
      assert.strictEqual(exitCode, 0)
      const [heading = "", docs = "", idle = ""] = out.split("\n")
      assert.match(heading, /^PAIR +MODE +STATE +LAST PASS +NEXT +PENDING +CONFLICTS +MESSAGE$/u)
      assert.match(docs, /^docs +mirror +ok +1h30m ago +- +0 +0 +Apply complete! 2 added/u)
      assert.match(idle, /^idle +copy +never ran +- +- +0 +0 *$/u)
    }))

  it.effect("fails when the last good run is too old, or there was none", () =>
    Effect.gen(function*() {
      const { run } = yield* synced
      const code = (...args: ReadonlyArray<string>) => Effect.map(run("status", ...args), ({ exitCode }) => exitCode)
      yield* TestClock.adjust("26 hours")
      assert.strictEqual(yield* code("docs", "--max-age", "26h"), 0)
      assert.strictEqual(yield* code("docs", "--max-age", "2d"), 0)
      yield* TestClock.adjust("1 second")
      assert.strictEqual(yield* code("docs", "--max-age", "26h"), 1)
      assert.strictEqual(yield* code("docs", "--max-age", "1560m"), 1)
      assert.strictEqual(yield* code("--max-age", "9w"), 1) // "idle" never ran
      assert.strictEqual(yield* code(), 0)
    }))

  it.effect("fails when the last run was not a good one", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* synced
      writeTree(folder, { "in/a.txt": "new a", "in/c.txt": "c" })
      yield* run("plan", "docs", "--out", "plan")
      writeFileSync(join(folder, "out/a.txt"), "somebody else's")
      assert.strictEqual((yield* run("apply", "plan", "--on-stale", "skip")).exitCode, 3)
      const { exitCode, out } = yield* run("status", "docs", "--max-age", "1h")
      assert.strictEqual(exitCode, 1)
      assert.match(out, /^docs +mirror +partial .* Apply incomplete: 1 added/mu)
    }))

  it.effect("calls a run that never ended unfinished", () =>
    Effect.gen(function*() {
      const { run, state } = yield* synced
      const roots = { left: undefined, right: undefined }
      const begin = Effect.flatMap(StateStore, (store) =>
        Effect.andThen(store.lock("idle"), store.begin({ pair: "idle", kind: "apply", scope: "", roots, actions: [] })))
      yield* Effect.scoped(Effect.provide(begin, state))
      const { pairs } = JSON.parse((yield* run("status", "idle", "--json")).out)
      assert.strictEqual(pairs[0].state, "unfinished")
    }))

  it.effect("gives one document of JSON, with milliseconds and a time", () =>
    Effect.gen(function*() {
      const { run } = yield* synced
      yield* TestClock.adjust("5 seconds")
      const { name, pairs: [docs, idle] } = JSON.parse((yield* run("status", "--json")).out)
      assert.strictEqual(name, "scenario")
      assert.deepStrictEqual(
        [docs.pair, docs.state, docs.age, docs.at, docs.entries],
        ["docs", "ok", 5000, "1970-01-01T00:00:00.000Z", 2],
      )
      assert.deepStrictEqual(idle, {
        pair: "idle",
        mode: "copy",
        state: "never ran",
        pending: 0,
        conflicts: 0,
        entries: 0,
        message: "",
      })
    }))

  it.effect("needs no folder to be there", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* synced
      rmSync(join(folder, "in"), { recursive: true })
      assert.strictEqual((yield* run("status")).exitCode, 0)
    }))

  it.effect.each(["soon", "", "26", "h"])("refuses %o as an age", (age) =>
    Effect.gen(function*() {
      const { run } = yield* synced
      const { exitCode, messages } = yield* run("status", "--max-age", age)
      assert.strictEqual(exitCode, 64)
      assert.include(messages, "is no duration. Write 26h or 1h30m.")
    }))
})
