import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { writeTree } from "../scenarios/support/tree.ts"
import { commandLine } from "./commandLine.ts"

const mirror = { mode: "mirror", source: "./in", target: "./out" }
const roomy = { deletes: { count: 100, percent: 100 } }

/** In step once, then one path of each kind: added, changed, deleted, replaced by another kind, and a link. */
const changed = Effect.gen(function*() {
  const line = yield* commandLine
  line.declare({ pairs: { docs: { ...mirror, limits: roomy } } })
  writeTree(join(line.folder, "in"), { "changed": "1", "deleted": "2", "kind": "3", "sub/same": "4" })
  assert.strictEqual((yield* line.run("apply", "-y")).exitCode, 0)
  writeTree(join(line.folder, "in"), { "added": "5", "changed": "changed" })
  rmSync(join(line.folder, "in/deleted"))
  rmSync(join(line.folder, "in/kind"))
  mkdirSync(join(line.folder, "in/kind"))
  symlinkSync("nowhere", join(line.folder, "in/link"))
  return line
})

/** The paths that are listed, with the sign in front of them. */
const listed = (out: string): ReadonlyArray<string> =>
  Array.from(out.matchAll(/^ {2,4}([-+~!/]+ \S+)/gmu), ([, item = ""]) => item).sort()

describe("syncfile plan", () => {
  it.live("lists everything, changes nothing, and succeeds", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* changed
      const { exitCode, out } = yield* run("plan")
      assert.strictEqual(exitCode, 0)
      assert.includeMembers([...listed(out)], ["+ added", "- deleted", "-/+ kind", "~ changed"])
      assert.include(out, "link")
      assert.match(out, /^Plan: 2 to add, 1 to change, 0 to move, 2 to delete, 0 conflicts\. 8 B to transfer\.\n$/mu)
      assert.sameMembers(readdirSync(join(folder, "out")), ["changed", "deleted", "kind", "sub"])
    }).pipe(Effect.scoped))

  it.live("tells changes by an exit code only when asked to", () =>
    Effect.gen(function*() {
      const { run } = yield* changed
      assert.strictEqual((yield* run("plan", "--detailed-exitcode")).exitCode, 2)
      assert.strictEqual((yield* run("apply", "-y", "--detailed-exitcode")).exitCode, 2)
      const after = yield* run("plan", "--detailed-exitcode")
      assert.strictEqual(after.exitCode, 0)
      assert.match(after.out, /No changes\. Both sides match the syncfile\.\n$/u)
    }).pipe(Effect.scoped))

  it.live("narrows the listing to kinds, and counts what it leaves out", () =>
    Effect.gen(function*() {
      const { run } = yield* changed
      const { out } = yield* run("plan", "--only", "add")
      assert.deepStrictEqual(listed(out), ["+ added"])
      assert.match(out, /Not shown: 1 to change, 1 to replace, 1 to delete, 1 skipped\./u)
      assert.strictEqual((yield* run("plan", "--only", "adds")).exitCode, 64)
    }).pipe(Effect.scoped))

  it.live("lists deletions and changes of kind in the shortest view, too", () =>
    Effect.gen(function*() {
      const { run } = yield* changed
      const { out } = yield* run("plan", "--view", "summary")
      assert.includeMembers([...listed(out)], ["- deleted", "-/+ kind"])
      assert.notInclude(listed(out), "+ added")
      assert.include(listed((yield* run("plan", "--view", "full")).out), "+ added")
      assert.strictEqual((yield* run("plan", "--view", "short")).exitCode, 64)
    }).pipe(Effect.scoped))

  it.live("fails on what it was told to fail on, and on nothing else", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* changed
      assert.strictEqual((yield* run("plan", "--fail-on", "delete")).exitCode, 1)
      assert.strictEqual((yield* run("plan", "--fail-on", "conflict")).exitCode, 0)
      assert.strictEqual((yield* run("plan", "--fail-on", "drift")).exitCode, 0)
      writeFileSync(join(folder, "out/sub/same"), "edited")
      assert.strictEqual((yield* run("plan", "--fail-on", "drift")).exitCode, 1)
    }).pipe(Effect.scoped))

  it.live("shows drift alone: what was done to the target by others", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* changed
      const before = yield* run("plan", "--refresh-only")
      assert.strictEqual(before.out, "No drift. Every target is as the last run left it.\n")
      writeFileSync(join(folder, "out/sub/same"), "edited")
      const { exitCode, out } = yield* run("plan", "--refresh-only")
      assert.strictEqual(exitCode, 0)
      assert.include(out, "~ sub/same: was file, 1 B, is file, 6 B")
      assert.include(out, "Drift: 1 path changed on the target since the last run.")
      assert.notInclude(out, "deleted")
      const { out: json } = yield* run("plan", "--refresh-only", "--json")
      const [drift] = JSON.parse(json).pairs[0].drift
      assert.deepStrictEqual([drift.path, drift.before.size, drift.now.size], ["sub/same", 1, 6])
    }).pipe(Effect.scoped))

  it.live.each([["--view", "full"], ["--only", "delete"]])(
    "lists no steps where drift alone is asked for: %s",
    (args) =>
      Effect.gen(function*() {
        const { run } = yield* changed
        const { exitCode, messages } = yield* run("plan", "--refresh-only", ...args)
        assert.strictEqual(exitCode, 64)
        assert.include(messages, "--refresh-only shows none")
      }).pipe(Effect.scoped),
  )

  it.live("writes a comment for a pull request that holds the plan", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* changed
      const { out } = yield* run("plan", "--comment-file", "comment.md")
      const comment = readFileSync(join(folder, "comment.md"), "utf8")
      assert.match(comment, /^<!-- syncfile:scenario -->\n/u)
      for (const line of out.trim().split("\n")) assert.include(comment, line)
    }).pipe(Effect.scoped))

  it.live("saves the plan for its owner alone, and says how to apply it", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* changed
      const { exitCode, messages } = yield* run("plan", "--out", "docs.syncplan")
      assert.strictEqual(exitCode, 0)
      assert.strictEqual(statSync(join(folder, "docs.syncplan")).mode & 0o777, 0o600)
      assert.match(messages, /Saved the plan to docs\.syncplan \(sha256:[0-9a-f]{64}\)/u)
      assert.match(messages, /syncfile apply docs\.syncplan\n$/u)
    }).pipe(Effect.scoped))

  it.live("saves no plan that misses a pair, and says so", () =>
    Effect.gen(function*() {
      const line = yield* commandLine
      line.declare({ pairs: { bad: { ...mirror, source: "./file", target: "./1" }, good: mirror } })
      writeTree(line.folder, { "file": "not a folder", "in/a": "a" })
      const { exitCode, messages, out } = yield* line.run("plan", "--out", "all.syncplan")
      assert.strictEqual(exitCode, 5)
      assert.include(messages, "./file: cannot open: it is not a folder")
      assert.include(messages, "Saved no plan to all.syncplan: not every pair could be planned.")
      assert.isFalse(existsSync(join(line.folder, "all.syncplan")))
      assert.include(out, "+ a  1 B") // the other pair still had its turn
    }).pipe(Effect.scoped))

  it.live("ends with 4 over a conflict and with 3 over what it cannot look at", () =>
    Effect.gen(function*() {
      const line = yield* commandLine
      line.declare({ pairs: { docs: { mode: "copy", source: "./in", target: "./out" } } })
      writeTree(line.folder, { "in/a": "file", "in/sub/c": "c", "out/a/b": "in the way" })
      const conflict = yield* line.run("plan")
      assert.strictEqual(conflict.exitCode, 4)
      assert.match(conflict.out, /^ {4}! a/mu)
      assert.strictEqual((yield* line.run("plan", "--fail-on", "conflict")).exitCode, 1)
      writeFileSync(Buffer.concat([Buffer.from(`${line.folder}/in/sub/`), Buffer.from([0xE9])]), "not UTF-8")
      const unseen = yield* line.run("plan")
      assert.strictEqual(unseen.exitCode, 3)
      assert.include(unseen.out, "Could not be looked at")
    }).pipe(Effect.scoped))

  it.live("plans the pairs that are named, each once", () =>
    Effect.gen(function*() {
      const line = yield* commandLine
      line.declare({ pairs: { one: { ...mirror, target: "./1" }, two: { ...mirror, target: "./2" } } })
      writeTree(line.folder, { "in/a": "a" })
      const { out } = yield* line.run("plan", "two", "two")
      assert.match(out, /^Plan: 1 to add/mu)
      assert.notInclude(out, "./1")
    }).pipe(Effect.scoped))

  it.live("remembers nothing", () =>
    Effect.gen(function*() {
      const { run } = yield* changed
      const first = yield* run("plan")
      yield* run("plan", "--refresh-only")
      assert.strictEqual((yield* run("plan")).out, first.out)
    }).pipe(Effect.scoped))
})
