import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { writeTree } from "../scenarios/support/tree.ts"
import { commandLine } from "./commandLine.ts"
import { inStep } from "./inStep.ts"

const mirror = { mode: "mirror", source: "./in", target: "./out" }
const roomy = { deletes: { count: 9, percent: 100 } }

/** In step once; then two files are added and one deleted, and that is a saved plan. */
const saved = Effect.gen(function*() {
  const line = yield* commandLine
  line.declare({ pairs: { docs: { ...mirror, limits: roomy } } })
  writeTree(line.folder, { "in/old": "1", "in/same": "2" })
  yield* line.run("apply", "-y")
  writeTree(line.folder, { "in/a": "a", "in/sub/b": "b" })
  rmSync(join(line.folder, "in/old"))
  assert.strictEqual((yield* line.run("plan", "--out", "plan")).exitCode, 0)
  const out = () => readdirSync(join(line.folder, "out")).sort()
  return { ...line, out, path: (name: string) => join(line.folder, name) }
})

describe("syncfile apply with a saved plan", () => {
  it.live("carries it out without asking, once", () =>
    Effect.gen(function*() {
      const { out, run } = yield* saved
      const first = yield* run("apply", "plan")
      assert.strictEqual(first.exitCode, 0)
      assert.deepStrictEqual(first.asked, [])
      assert.match(first.out, /^Apply complete! 3 added, 0 changed, 0 moved, 1 deleted, 0 failed/mu)
      assert.deepStrictEqual(out(), ["a", "same", "sub"])
      const again = yield* run("apply", "plan")
      assert.strictEqual(again.exitCode, 6)
      assert.include(again.messages, "4 paths changed since it was made")
      assert.include((yield* run("plan")).out, "No changes.")
    }).pipe(Effect.scoped))

  it.live("does nothing at all when one path of the target changed, and names it", () =>
    Effect.gen(function*() {
      const { out, path, run } = yield* saved
      writeFileSync(path("out/a"), "somebody else's")
      const { exitCode, messages } = yield* run("apply", "plan")
      assert.strictEqual(exitCode, 6)
      assert.include(messages, "Error: the saved plan is stale: 1 path changed since it was made.")
      assert.include(messages, "target a: planned nothing, now file, 15 B")
      assert.include(messages, "Nothing was changed.")
      assert.deepStrictEqual(out(), ["a", "old", "same"])
    }).pipe(Effect.scoped))

  it.live("does nothing at all when one path of the source changed, and names it", () =>
    Effect.gen(function*() {
      const { out, path, run } = yield* saved
      writeFileSync(path("in/a"), "longer")
      rmSync(path("in/sub/b"))
      writeFileSync(path("in/old"), "back")
      const { exitCode, messages } = yield* run("apply", "plan")
      assert.strictEqual(exitCode, 6)
      assert.include(messages, "3 paths changed")
      assert.include(messages, "source a: planned file, 1 B, now file, 6 B")
      assert.include(messages, "source sub/b: planned file, 1 B, now nothing")
      assert.include(messages, "source old: planned nothing, now file, 4 B")
      assert.deepStrictEqual(out(), ["old", "same"])
    }).pipe(Effect.scoped))

  it.live("does the rest when told to skip what is stale, and tells both", () =>
    Effect.gen(function*() {
      const { out, path, run } = yield* saved
      writeFileSync(path("out/old"), "edited")
      const { exitCode, messages, out: text } = yield* run("apply", "plan", "--on-stale", "skip")
      assert.strictEqual(exitCode, 3)
      assert.match(messages, /^Warning: the saved plan is stale: 1 path changed/mu)
      assert.include(messages, "target old: planned file, 1 B, now file, 6 B")
      assert.match(text, /stale - old/u)
      assert.match(text, /^Apply incomplete: 3 added, .* 0 deleted, 0 failed, 1 stale/mu)
      assert.deepStrictEqual(out(), ["a", "old", "same", "sub"])
      assert.strictEqual(readFileSync(path("out/old"), "utf8"), "edited")
    }).pipe(Effect.scoped))

  it.live("calls itself stale, not failed, when nothing was left to do", () =>
    Effect.gen(function*() {
      const { declare, path, run } = yield* saved
      declare({ pairs: { docs: { ...mirror, mode: "copy" } } })
      writeFileSync(path("in/sub/b"), "more")
      yield* run("apply", "-y")
      writeFileSync(path("in/same"), "changed")
      yield* run("plan", "--out", "plan")
      writeFileSync(path("out/same"), "changed, too")
      const { exitCode } = yield* run("apply", "plan", "--on-stale", "skip")
      assert.strictEqual(exitCode, 6)
      assert.strictEqual(readFileSync(path("out/same"), "utf8"), "changed, too")
    }).pipe(Effect.scoped))

  it.live("refuses a plan whose pair is another one by now", () =>
    Effect.gen(function*() {
      const { declare, out, run } = yield* saved
      const changes = [{ filters: [{ exclude: "x" }] }, { mode: "copy" }, { target: "./other" }, {
        compare: { by: ["size"] },
      }]
      for (const change of changes) {
        declare({ pairs: { docs: { ...mirror, limits: roomy, ...change } } })
        const { exitCode, messages } = yield* run("apply", "plan")
        assert.strictEqual(exitCode, 6, JSON.stringify(change))
        assert.include(messages, `the roots, mode, filters or comparison of pair "docs" changed since`)
      }
      declare({ pairs: { papers: mirror } })
      assert.strictEqual((yield* run("apply", "plan")).exitCode, 64)
      declare({ name: "other", pairs: { docs: { ...mirror, limits: roomy } } })
      const foreign = yield* run("apply", "plan")
      assert.strictEqual(foreign.exitCode, 6)
      assert.include(foreign.messages, `it was made for "scenario", and this syncfile is "other"`)
      assert.deepStrictEqual(out(), ["old", "same"])
    }).pipe(Effect.scoped))

  it.live("refuses a plan that was touched, cut short or is none", () =>
    Effect.gen(function*() {
      const { out, path, run } = yield* saved
      const text = readFileSync(path("plan"), "utf8")
      const broken = {
        "touched": text.replace(`"old"`, `"same"`),
        "cut short": text.slice(0, -20),
        "no plan": "hello",
        "an empty file": "",
        "other JSON": "{}",
      }
      for (const [what, content] of Object.entries(broken)) {
        assert.notStrictEqual(content, text)
        writeFileSync(path("broken"), content)
        const { exitCode, messages } = yield* run("apply", "broken")
        assert.strictEqual(exitCode, 1, what)
        assert.match(messages, /broken cannot be applied: .*syncfile plan --out FILE/u)
      }
      assert.deepStrictEqual(out(), ["old", "same"])
    }).pipe(Effect.scoped))

  it.live("holds the plan against the digest that was reviewed", () =>
    Effect.gen(function*() {
      const { out, path, run } = yield* saved
      const { digest } = JSON.parse(readFileSync(path("plan"), "utf8"))
      const wrong = yield* run("apply", "plan", "--expect-digest", digest.replace(/.$/u, "x"))
      assert.strictEqual(wrong.exitCode, 6)
      assert.include(wrong.messages, digest)
      assert.deepStrictEqual(out(), ["old", "same"])
      assert.strictEqual((yield* run("apply", "plan", "--expect-digest", digest)).exitCode, 0)
    }).pipe(Effect.scoped))

  it.live("holds a halted plan to its halts", () =>
    Effect.gen(function*() {
      const { declare, out, run } = yield* saved
      declare({ pairs: { docs: { ...mirror, limits: { deletes: { count: 0 } } } } })
      assert.strictEqual((yield* run("plan", "--out", "plan")).exitCode, 5)
      const halted = yield* run("apply", "plan", "-y")
      assert.strictEqual(halted.exitCode, 5)
      assert.include(halted.messages, "the saved plan is halted. Nothing was changed.")
      assert.include(halted.messages, "--accept-deletes 1")
      assert.strictEqual((yield* run("apply", "plan", "--accept-deletes", "2")).exitCode, 5)
      assert.deepStrictEqual(out(), ["old", "same"])
      assert.strictEqual((yield* run("apply", "plan", "--accept-deletes", "1")).exitCode, 0)
      assert.deepStrictEqual(out(), ["a", "same", "sub"])
    }).pipe(Effect.scoped))

  it.live("does nothing where its folders are gone or others stand in their place", () =>
    Effect.gen(function*() {
      const { out, path, run } = yield* saved
      for (const side of ["in", "out"]) {
        renameSync(path(side), path("kept"))
        const gone = yield* run("apply", "plan", "--on-stale", "skip")
        assert.strictEqual(gone.exitCode, 5)
        assert.include(gone.messages, `./${side} does not exist.`)
        assert.isFalse(existsSync(path(side)))
        mkdirSync(path(side))
        const swapped = yield* run("apply", "plan", "--on-stale", "skip", "--accept", "root-swapped")
        assert.strictEqual(swapped.exitCode, 5)
        assert.include(swapped.messages, `./${side} is another folder than in the last run.`)
        assert.deepStrictEqual(readdirSync(path(side)), [])
        rmSync(path(side), { recursive: true })
        renameSync(path("kept"), path(side))
      }
      assert.deepStrictEqual(out(), ["old", "same"])
      assert.strictEqual((yield* run("apply", "plan")).exitCode, 0)
    }).pipe(Effect.scoped))

  it.live("makes the target folder, where the plan said so", () =>
    Effect.gen(function*() {
      const { declare, folder, run } = yield* commandLine
      declare({ pairs: { docs: mirror } })
      writeTree(folder, { "in/a": "a", "in/sub/b": "b" })
      yield* run("plan", "--out", "plan")
      writeTree(folder, { "in/a": "longer" })
      const stale = yield* run("apply", "plan")
      assert.strictEqual(stale.exitCode, 6)
      assert.isFalse(existsSync(join(folder, "out")))
      yield* run("plan", "--out", "plan")
      const { exitCode, messages } = yield* run("apply", "plan")
      assert.strictEqual(exitCode, 0, messages)
      assert.deepStrictEqual(readdirSync(join(folder, "out")).sort(), ["a", "sub"])
    }).pipe(Effect.scoped))

  it.live("takes another folder that the plan showed, once that is accepted", () =>
    Effect.gen(function*() {
      const { out, path, run } = yield* saved
      renameSync(path("out"), path("kept"))
      mkdirSync(path("out"))
      assert.strictEqual((yield* run("plan", "--out", "plan")).exitCode, 5)
      assert.strictEqual((yield* run("apply", "plan")).exitCode, 5)
      const reasons = ["--accept", "root-swapped,root-emptied"]
      assert.strictEqual((yield* run("apply", "plan", ...reasons)).exitCode, 0)
      assert.deepStrictEqual(out(), ["a", "same", "sub"])
    }).pipe(Effect.scoped))
})

describe("syncfile show", () => {
  it.live("renders a saved plan as it was shown, without a syncfile and however stale it is", () =>
    Effect.gen(function*() {
      const { path, run } = yield* saved
      const { out: planned } = yield* run("plan")
      rmSync(path("in"), { recursive: true })
      rmSync(path("syncfile.yaml"))
      const { exitCode, messages, out } = yield* run("show", "plan")
      assert.strictEqual(exitCode, 0)
      assert.strictEqual(out, planned)
      assert.match(messages, /Made \d{4}-\d\d-\d\dT.* for "scenario" \(sha256:[0-9a-f]{64}\)\./u)
      assert.strictEqual((yield* run("show", "plan", "--detailed-exitcode")).exitCode, 2)
    }).pipe(Effect.scoped))

  it.live("counts a rename for a change", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* inStep({ both: {} }, { "old/1": "1" })
      renameSync(join(folder, "both-a/old"), join(folder, "both-a/new"))
      yield* run("plan", "--out", "plan")
      assert.include((yield* run("show", "plan")).out, "Plan: 0 to add, 0 to change, 1 to move, 0 to delete")
      assert.strictEqual((yield* run("show", "plan", "--detailed-exitcode")).exitCode, 2)
      yield* run("apply", "-y")
      yield* run("plan", "--out", "plan")
      assert.strictEqual((yield* run("show", "plan", "--detailed-exitcode")).exitCode, 0)
    }).pipe(Effect.scoped))

  it.live("gives one document of JSON, with the digest to expect", () =>
    Effect.gen(function*() {
      const { path, run } = yield* saved
      const shown = JSON.parse((yield* run("show", "plan", "--json")).out)
      assert.strictEqual(shown.digest, JSON.parse(readFileSync(path("plan"), "utf8")).digest)
      assert.deepStrictEqual(shown.plans[0].summary, { add: 3, change: 0, move: 0, delete: 1, conflicts: 0, bytes: 2 })
    }).pipe(Effect.scoped))

  it.live("refuses what is no plan", () =>
    Effect.gen(function*() {
      const { path, run } = yield* saved
      writeFileSync(path("plan"), readFileSync(path("plan"), "utf8").replace(`"old"`, `"same"`))
      const touched = yield* run("show", "plan")
      assert.strictEqual(touched.exitCode, 1)
      assert.include(touched.messages, "plan cannot be shown: its digest does not fit")
      const missing = yield* run("show", "nothing")
      assert.strictEqual(missing.exitCode, 1)
      assert.include(missing.messages, "nothing cannot be read: no such file or folder")
    }).pipe(Effect.scoped))
})
