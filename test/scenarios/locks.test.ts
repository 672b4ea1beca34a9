import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { keys, onTerminal } from "./support/onTerminal.ts"
import { writeTree } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

/** One apply waits for its answer, and holds the pair meanwhile. */
const waiting = Effect.gen(function*() {
  const place = yield* workspace
  writeTree(place.folder, { "one/a": "a", "two/b": "b" })
  place.declare({
    pairs: {
      one: { mode: "mirror", source: "./one", target: "./one-out" },
      two: { mode: "mirror", source: "./two", target: "./two-out" },
    },
  })
  const session = yield* onTerminal(["apply", "one"], { folder: place.folder })
  yield* session.waitFor("Enter a value: ")
  return { ...place, session, list: (name: string) => readdirSync(join(place.folder, name)) }
})

describe("while one apply holds a pair", () => {
  it.live("another one of the same pair is turned away, and told who holds it", () =>
    Effect.gen(function*() {
      const { folder, list, run, session } = yield* waiting
      const { exitCode, stderr } = yield* run("apply", "one", "-y")
      assert.strictEqual(exitCode, 7)
      assert.match(stderr, /pair "one" is held by .*process \d+/u)
      assert.include(stderr, "Wait for it to end, then run this again.")
      assert.notInclude(readdirSync(folder), "one-out")

      yield* session.type(`yes${keys.enter}`)
      assert.strictEqual((yield* session.ended).exitCode, 0)
      assert.deepStrictEqual(list("one-out"), ["a"])
      assert.strictEqual((yield* run("apply", "one")).exitCode, 0)
    }).pipe(Effect.scoped))

  it.live("other pairs are applied, and the lock is what is told in the end", () =>
    Effect.gen(function*() {
      const { folder, list, run } = yield* waiting
      const { exitCode, stdout } = yield* run("apply", "-y")
      assert.strictEqual(exitCode, 7)
      assert.match(stdout, /^Apply complete! 1 added/mu)
      assert.deepStrictEqual(list("two-out"), ["b"])
      assert.notInclude(readdirSync(folder), "one-out")
    }).pipe(Effect.scoped))

  it.live("a saved plan is turned away, too", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* waiting
      assert.strictEqual((yield* run("plan", "--out", "plan")).exitCode, 0) // planning needs no lock
      assert.strictEqual((yield* run("apply", "plan")).exitCode, 7)
      assert.notIncludeMembers(readdirSync(folder), ["one-out", "two-out"])
    }).pipe(Effect.scoped))

  it.live("looking is free: plan, explain and status need no lock", () =>
    Effect.gen(function*() {
      const { run } = yield* waiting
      for (const args of [["plan", "one"], ["explain", "a", "one"], ["status"]]) {
        assert.strictEqual((yield* run(...args)).exitCode, 0, args.join(" "))
      }
    }).pipe(Effect.scoped))

  it.live("the lock goes with the process that holds it, however it ends", () =>
    Effect.gen(function*() {
      const { list, run, session } = yield* waiting
      const [, holder = ""] = /process (\d+)/u.exec((yield* run("apply", "one", "-y")).stderr) ?? []
      process.kill(Number(holder), "SIGKILL")
      yield* session.ended
      assert.strictEqual((yield* run("apply", "one", "-y")).exitCode, 0)
      assert.deepStrictEqual(list("one-out"), ["a"])
    }).pipe(Effect.scoped))
})
