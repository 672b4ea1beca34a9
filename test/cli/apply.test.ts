import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { writeTree } from "../scenarios/support/tree.ts"
import { type Around, commandLine } from "./commandLine.ts"

const mirror = { mode: "mirror", source: "./in", target: "./out" }

const withOneFile = Effect.gen(function*() {
  const line = yield* commandLine
  line.declare({ name: "desk", pairs: { docs: { ...mirror, limits: { deletes: { count: 9, percent: 100 } } } } })
  writeTree(line.folder, { "in/a": "a", "in/b": "b" })
  return line
})

describe("syncfile apply", () => {
  it.live("asks after it has shown the plan, and takes the word for a yes", () =>
    Effect.gen(function*() {
      const { folder, runIn } = yield* withOneFile
      const { asked, exitCode, out } = yield* runIn({ answer: "yes" }, "apply")
      assert.strictEqual(exitCode, 0)
      assert.strictEqual(asked.length, 1)
      assert.include(asked[0], `Do you want to perform these actions in "desk"?`)
      assert.include(asked[0], "Files will be written as shown above. Only 'yes' will be accepted to approve.")
      assert.match(out, /^Plan: 2 to add/mu)
      assert.match(out, /^Apply complete! 2 added, 0 changed, 0 moved, 0 deleted, 0 failed\. 2 B in /mu)
      assert.sameMembers(readdirSync(join(folder, "out")), ["a", "b"])
    }).pipe(Effect.scoped))

  it.live.each(["y", "", "Yes", "YES", "yes please", "no"])("takes %o for a no", (answer) =>
    Effect.gen(function*() {
      const { folder, runIn } = yield* withOneFile
      const { exitCode, messages } = yield* runIn({ answer }, "apply")
      assert.strictEqual(exitCode, 9)
      assert.include(messages, "Apply cancelled. Nothing was changed.")
      assert.isFalse(existsSync(join(folder, "out")))
    }).pipe(Effect.scoped))

  it.live("says in its question when something will be deleted", () =>
    Effect.gen(function*() {
      const { folder, run, runIn } = yield* withOneFile
      yield* run("apply", "-y")
      rmSync(join(folder, "in/b"))
      const { asked } = yield* runIn({ answer: "yes" }, "apply")
      assert.include(asked[0], "Files will be written and deleted as shown above.")
      assert.deepStrictEqual(readdirSync(join(folder, "out")), ["a"])
    }).pipe(Effect.scoped))

  it.live.each<readonly [title: string, around: Around, args: ReadonlyArray<string>]>([
    ["nobody is there", {}, []],
    ["CI is set", { answer: "yes", env: { CI: "true" } }, []],
    ["--no-input is given", { answer: "yes" }, ["--no-input"]],
    ["--json is given", { answer: "yes" }, ["--json"]],
  ])("does nothing without approval where %s", ([, around, args]) =>
    Effect.gen(function*() {
      const { folder, runIn } = yield* withOneFile
      const { exitCode, messages } = yield* runIn(around, "apply", ...args)
      assert.strictEqual(exitCode, 9)
      assert.include(messages, "nobody is here to ask. Nothing was changed.")
      assert.include(messages, "--auto-approve")
      assert.isFalse(existsSync(join(folder, "out")))
    }).pipe(Effect.scoped))

  it.live("asks nobody when there is nothing to do", () =>
    Effect.gen(function*() {
      const { run } = yield* withOneFile
      yield* run("apply", "-y")
      const { asked, exitCode, out } = yield* run("apply")
      assert.strictEqual(exitCode, 0)
      assert.deepStrictEqual(asked, [])
      assert.match(out, /No changes\. Both sides match the syncfile\.\n$/u)
    }).pipe(Effect.scoped))

  it.live("lets one pair halt and another go on, and tells the worse", () =>
    Effect.gen(function*() {
      const line = yield* commandLine
      line.declare({ pairs: { gone: { ...mirror, source: "./none", target: "./1" }, good: mirror } })
      writeTree(line.folder, { "in/a": "a" })
      const declined = yield* line.run("apply")
      assert.strictEqual(declined.exitCode, 5) // not 9: the halt is worse
      assert.isFalse(existsSync(join(line.folder, "out")))
      const { exitCode, out } = yield* line.run("apply", "-y")
      assert.strictEqual(exitCode, 5)
      assert.include(out, "Halted (source-missing)")
      assert.match(out, /^Apply complete! 1 added/mu)
      assert.deepStrictEqual(readdirSync(join(line.folder, "out")), ["a"])
    }).pipe(Effect.scoped))

  it.live("lets one pair fail and another go on", () =>
    Effect.gen(function*() {
      const line = yield* commandLine
      line.declare({ pairs: { bad: { ...mirror, source: "./file", target: "./1" }, good: mirror } })
      writeTree(line.folder, { "file": "", "in/a": "a" })
      const { exitCode, messages } = yield* line.run("apply", "-y")
      assert.strictEqual(exitCode, 5)
      assert.include(messages, "Error: ./file: cannot open: it is not a folder")
      assert.deepStrictEqual(readdirSync(join(line.folder, "out")), ["a"])
    }).pipe(Effect.scoped))

  it.live.each<readonly [says: string, args: ReadonlyArray<string>]>([
    ["--accept knows", ["--accept", "everything"]],
    ["--expect-digest goes with a saved plan", ["--expect-digest", "sha256:0"]],
    ["--on-stale goes with a saved plan", ["--on-stale", "skip"]],
    ["nothing releases root-missing", ["--accept", "root-missing"]],
    ["a saved plan is applied alone", ["file", "docs"]],
    [`has no pair "doc". Did you mean docs?`, ["doc"]],
    ["deletes", ["--accept-deletes", "many"]],
    ["on-stale", ["--on-stale", "maybe"]],
  ])("refuses a wrong command line: %s", ([says, args]) =>
    Effect.gen(function*() {
      const { folder, run } = yield* withOneFile
      writeFileSync(join(folder, "file"), "")
      const { exitCode, messages } = yield* run("apply", "-y", ...args)
      assert.strictEqual(exitCode, 64)
      assert.include(messages, says)
      assert.isFalse(existsSync(join(folder, "out")))
    }).pipe(Effect.scoped))

  it.live("takes a pair for a pair, even if a file is called the same", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* withOneFile
      writeFileSync(join(folder, "docs"), "no plan")
      assert.strictEqual((yield* run("apply", "docs", "-y")).exitCode, 0)
      const asFile = yield* run("apply", "./docs", "-y")
      assert.strictEqual(asFile.exitCode, 1)
      assert.include(asFile.messages, "./docs cannot be applied: it is not a saved plan")
    }).pipe(Effect.scoped))
})
