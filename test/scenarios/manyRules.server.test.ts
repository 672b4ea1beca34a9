/** What the syncfile says decides what is carried: copy or mirror, filters, and how contents are compared. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { lastLine, linesOfType, noChanges } from "./support/said.ts"
import { applyPair, planNothing } from "./support/steps.ts"
import { type Written } from "./support/syncfileFor.ts"
import { readTree, type Tree, writeTree } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

const patience = 300_000

describe("the rules of a pair", () => {
  const server = sharedServer(sshd())

  const prepared = Effect.fnUntraced(function*(rules: Written, sourceTree: Tree, targetTree: Tree = {}) {
    const office = yield* server
    const place = yield* workspace
    const source = place.makeFolder("source")
    const target = join(office.folder, place.name)
    writeTree(source, sourceTree)
    if (Object.keys(targetTree).length > 0) writeTree(target, targetTree, office.owner)
    place.declare({
      remotes: { office },
      pairs: { ruled: { source: "./source", target: `office:${place.name}`, ...rules } },
    })
    const read = (path: string) => readFileSync(join(target, path), "utf8")
    return { place, source, target, read, paths: () => [...readTree(target).keys()] }
  })

  it.live("let copy add and change, but never delete", () =>
    Effect.gen(function*() {
      const { paths, place, read, source } = yield* prepared(
        { mode: "copy" },
        { "a": "a", "folder/b": "b", "gone/c": "c" },
        { "theirs/d": "d", "e": "e" },
      )
      yield* applyPair(place, "ruled", "5 added, 0 changed, 0 moved, 0 deleted, 0 failed.")
      rmSync(join(source, "gone"), { recursive: true })
      rmSync(join(source, "a"))
      writeTree(source, { "folder/b": "changed" })
      yield* applyPair(place, "ruled", "0 added, 1 changed, 0 moved, 0 deleted, 0 failed.")
      assert.sameMembers(paths(), ["a", "e", "folder", "folder/b", "gone", "gone/c", "theirs", "theirs/d"])
      assert.strictEqual(read("folder/b"), "changed")
      yield* planNothing(place)
    }).pipe(Effect.scoped), patience)

  it.live("let copy put no file in the place of a folder", () =>
    Effect.gen(function*() {
      const { place, read } = yield* prepared({ mode: "copy" }, { "name": "file", "other": "o" }, {
        "name/in it": "kept",
      })
      const applied = yield* place.run("apply", "--auto-approve")
      assert.strictEqual(applied.exitCode, 4, applied.stdout + applied.stderr)
      assert.include(applied.stdout, "copy never deletes")
      assert.strictEqual(read("name/in it"), "kept")
      assert.strictEqual(read("other"), "o")
    }).pipe(Effect.scoped), patience)

  it.live(
    "give the first filter that matches the word, and leave alone on the target what they hide",
    () =>
      Effect.gen(function*() {
        const { paths, place } = yield* prepared(
          {
            mode: "mirror",
            limits: { deletes: { percent: 100 } },
            filters: [
              { include: "keep.tmp" },
              [{ exclude: "*.tmp" }, "- /cache/"],
              { maxSize: "1KiB" },
              { minSize: "2B" },
              "+ reports/**",
              { include: "/readme.md" },
              { exclude: "**" },
            ],
          },
          {
            "keep.tmp": "kept by the first rule",
            "drop.tmp": "left out by the second",
            "reports/cache/fine.txt": "not at the root",
            "cache/a.txt": "left out",
            "reports/large.txt": "x".repeat(1025),
            "reports/largest kept.txt": "x".repeat(1024),
            "reports/small.txt": "x",
            "reports/smallest kept.txt": "xx",
            "reports/drop.tmp": "left out everywhere",
            "readme.md": "kept",
            "other.md": "left out by the last",
          },
          {
            "theirs.md": "hidden, so not ours to delete",
            "reports/theirs.tmp": "hidden",
            "reports/theirs.txt": "seen, so it goes",
            "reports/theirs large.txt": "y".repeat(2000),
          },
        )
        yield* applyPair(place, "ruled", "", "--accept", "foreign-target")
        assert.sameMembers(paths().filter((path) => /\.\w+$/u.test(path)), [
          "keep.tmp",
          "readme.md",
          "reports/cache/fine.txt",
          "reports/largest kept.txt",
          "reports/smallest kept.txt",
          "reports/theirs large.txt",
          "reports/theirs.tmp",
          "theirs.md",
        ])
        yield* planNothing(place)
      }).pipe(Effect.scoped),
    patience,
  )

  const seconds = 1_600_000_000
  const ours: Tree = {
    "equal": { content: "same", seconds },
    "other time": { content: "same", seconds },
    "other content": { content: "ours", seconds },
    "other both": { content: "ours", seconds },
    "other size": { content: "ours", seconds },
  }
  const theirs: Tree = {
    "equal": { content: "same", seconds },
    "other time": { content: "same", seconds: seconds + 5 },
    "other content": { content: "them", seconds },
    "other both": { content: "them", seconds: seconds + 5 },
    "other size": { content: "longer", seconds },
  }

  for (
    const { by, compared, sent } of [
      {
        by: ["size", "modified"],
        compared: "size and modification time",
        sent: ["other time", "other both", "other size"],
      },
      { by: ["checksum"], compared: "size and content", sent: ["other content", "other both", "other size"] },
      { by: ["size"], compared: "size alone", sent: ["other size"] },
    ]
  ) {
    it.live(`compare two sides that never met by ${by.join(" and ")}`, () =>
      Effect.gen(function*() {
        const { place, read } = yield* prepared({ mode: "mirror", compare: { by } }, ours, theirs)
        const planned = yield* place.run("plan", "--json")
        assert.sameMembers(linesOfType(planned, "planned_action").map(({ path }) => path), sent)
        const applied = yield* applyPair(place, "ruled", "", "--accept", "foreign-target")
        assert.include(applied.stdout, `comparing: each side with its own past, then ${compared}`)
        for (const path of Object.keys(ours)) {
          const isOurs = sent.includes(path) || path === "equal"
          assert.strictEqual(read(path), contentIn(isOurs ? ours : theirs, path))
        }
        yield* planNothing(place)
      }).pipe(Effect.scoped), patience)
  }

  it.live("do not send by checksum what only looks new", () =>
    Effect.gen(function*() {
      const { place, source } = yield* prepared({ mode: "mirror", compare: { by: ["checksum"] } }, ours)
      yield* applyPair(place, "ruled")
      writeTree(source, { "equal": { content: "same", seconds: seconds + 60 } })
      assert.strictEqual(lastLine(yield* place.run("plan")), noChanges)
      writeTree(source, { "equal": { content: "SAME", seconds: seconds + 60 } })
      yield* applyPair(place, "ruled", "0 added, 1 changed, 0 moved, 0 deleted, 0 failed.")
      yield* planNothing(place)
    }).pipe(Effect.scoped), patience)

  it.live("put back what somebody changed on the target of a mirror", () =>
    Effect.gen(function*() {
      const { place, read, target } = yield* prepared({ mode: "mirror" }, ours)
      yield* applyPair(place, "ruled")
      writeTree(target, { "equal": "SAME", "added by somebody": "x" })
      const drift = yield* place.run("plan", "--refresh-only")
      assert.include(drift.stdout, "equal")
      yield* applyPair(place, "ruled", "0 added, 1 changed, 0 moved, 1 deleted, 0 failed.")
      assert.strictEqual(read("equal"), "same")
      yield* planNothing(place)
    }).pipe(Effect.scoped), patience)
})

const contentIn = (tree: Tree, path: string): string => {
  const spec = tree[path]
  return typeof spec === "object" && "content" in spec ? String(spec.content) : ""
}
