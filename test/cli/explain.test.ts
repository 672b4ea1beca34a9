import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { writeTree } from "../scenarios/support/tree.ts"
import { commandLine } from "./commandLine.ts"
import { inStep } from "./inStep.ts"

const synced = Effect.gen(function*() {
  const line = yield* commandLine
  const filters = [{ exclude: "*.tmp" }, { include: "/sub/*.txt" }, { exclude: "/sub" }]
  line.declare({
    pairs: {
      docs: { mode: "mirror", source: "./in", target: "./out", filters },
      keep: { mode: "copy", source: "./in", target: "./other" },
    },
  })
  writeTree(line.folder, { "in/a.txt": "a", "in/b.tmp": "b", "in/sub/c.txt": "c" })
  yield* line.run("apply", "-y")
  return line
})

describe("syncfile explain", () => {
  it.live("tells of each pair the rule, the past and the plan", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* synced
      writeFileSync(join(folder, "in/a.txt"), "changed")
      const { exitCode, out } = yield* run("explain", "./a.txt")
      assert.strictEqual(exitCode, 0)
      const [docs = "", keep = ""] = out.split("\n\n")
      assert.match(docs, /^a\.txt in pair docs\n/u)
      assert.include(docs, "filter    as a file: included (no rule matches)")
      assert.include(docs, "baseline  source file, 1 B, target file, 1 B")
      assert.include(docs, "plan      ~ change on the target: file, 1 B -> file, 7 B")
      assert.match(keep, /^a\.txt in pair keep\n/u)
    }).pipe(Effect.scoped))

  it.live("names the rule that decided, and tells a file from a folder", () =>
    Effect.gen(function*() {
      const { run } = yield* synced
      const { out } = yield* run("explain", "b.tmp", "docs")
      assert.include(out, "as a file: excluded (rule 1, exclude *.tmp)")
      assert.include(out, "nothing is remembered of it")
      assert.include(out, "nothing is to be done")
      assert.include((yield* run("explain", "sub/c.txt", "docs")).out, "included (rule 2, include /sub/*.txt)")
      assert.match(
        (yield* run("explain", "sub", "docs")).out,
        /as a file: excluded \(rule 3.*as a folder: passed through/u,
      )
    }).pipe(Effect.scoped))

  it.live("tells of links, of conflicts and of what could not be looked at", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* synced
      symlinkSync("a.txt", join(folder, "in/link"))
      assert.include((yield* run("explain", "link", "docs")).out, "skipped: a symlink on the source")
      writeTree(folder, { "in/x": "file", "other/x/y": "in the way" })
      assert.include((yield* run("explain", "x/y", "keep")).out, "! conflict: ")
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/in/sub/`), Buffer.from([0xE9])]), "not UTF-8")
      assert.match((yield* run("explain", "sub/c.txt", "docs")).out, /left alone: .*\(source\)/u)
    }).pipe(Effect.scoped))

  it.live("tells of what is moved, of the side, and of the conflict that is decided", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* inStep(
        { both: { conflicts: { resolve: "left", loser: "keep-copy" } } },
        { "old/1": "1", "old/deep/2": "2", "f": "before" },
      )
      renameSync(join(folder, "both-b/old"), join(folder, "both-b/new"))
      writeTree(folder, { "both-a/f": "left's", "both-b/f": { content: "right's own", seconds: 1_600_000_000 } })
      const told = (path: string) => Effect.map(run("explain", path), ({ out }) => out)
      for (const path of ["old", "new", "old/deep/2", "new/deep/2"]) {
        assert.include(yield* told(path), "plan      > move on the left: old -> new, with all that is in it\n")
      }
      const because = "(it was changed on both sides: the left counts (left); the right version stays as a copy)"
      const decided = yield* told("f")
      const copy = "f.conflict-right-2020-09-13T1226"
      assert.include(decided, `plan      > move on the right: f -> ${copy}, as a copy ${because}\n`)
      assert.include(decided, `plan      + add on the right: nothing -> file, 6 B ${because}\n`)
      assert.notInclude(decided, "old ->")
      rmSync(join(folder, "both-a"), { recursive: true })
      assert.include(
        yield* told("f"),
        "plan      halted (root-missing): The left folder ./both-a does not exist any more.",
      )
    }).pipe(Effect.scoped))

  it.live("names the rule that would decide a conflict, in pairs that can have one", () =>
    Effect.gen(function*() {
      const line = yield* commandLine
      const rules = [{ match: "*.psd", resolve: "keep-both" }, { match: "/plans/**", loser: "keep-copy" }]
      line.declare({
        pairs: {
          both: { mode: "two-way", left: "./a", right: "./b", conflicts: { resolve: "newer", rules } },
          up: { mode: "copy", source: "./a", target: "./c" },
        },
      })
      mkdirSync(join(line.folder, "a"))
      mkdirSync(join(line.folder, "b"))
      const told = (path: string) => Effect.map(line.run("explain", path), ({ out }) => out.split("\n\n"))
      const [both = "", up = ""] = yield* told("x/y.psd")
      assert.include(both, "\n  conflicts resolve keep-both, loser backup, againstDelete edit (rule 1, *.psd)\n")
      assert.notInclude(up, "conflicts")
      assert.include(
        (yield* told("plans/x"))[0],
        "resolve newer, loser keep-copy, againstDelete edit (rule 2, /plans/**)",
      )
      assert.include((yield* told("x"))[0], "resolve newer, loser backup, againstDelete edit (no rule matches)")
    }).pipe(Effect.scoped))

  it.live("gives one document of JSON and nothing else", () =>
    Effect.gen(function*() {
      const { run } = yield* synced
      const { out } = yield* run("explain", "a.txt", "--json")
      const facts = JSON.parse(out)
      assert.deepStrictEqual(facts.map(({ pair }: { pair: string }) => pair), ["docs", "keep"])
      assert.deepStrictEqual(facts[0].plan, ["nothing is to be done"])
    }).pipe(Effect.scoped))

  it.live.each(["", ".", "/", "..", "a/../b", "../in/a.txt", "a//b"])(
    "refuses %o as a path",
    (path) =>
      Effect.gen(function*() {
        const { run } = yield* synced
        const { exitCode, messages } = yield* run("explain", path)
        assert.strictEqual(exitCode, 64)
        assert.include(messages, "is not a path below a root")
      }).pipe(Effect.scoped),
  )
})
