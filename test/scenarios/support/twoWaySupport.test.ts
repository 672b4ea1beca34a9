import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, readFileSync, renameSync, statSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "../../support/servers/temporaryFolder.ts"
import { bisyncCases, finalOf, initialOf } from "./bisyncCases.ts"
import { optionsOf } from "./bisyncOptions.ts"
import { type BisyncFolders, parseStep, secondsOf, takeStep } from "./bisyncStep.ts"
import { historyOf } from "./history.ts"
import { applyEdit, editOnDisk, heldOnDisk, type Holding } from "./historyEdit.ts"
import { lostTexts } from "./lostTexts.ts"
import { seededRandom } from "./seededRandom.ts"
import { writeTree } from "./tree.ts"
import { TwoWriters } from "./TwoWriters.ts"
import { backupOf, keptIn, keptTexts, temporariesIn, usersTree } from "./usersTree.ts"

const bisyncFolders = Effect.fnUntraced(function*(isFresh: boolean) {
  const folder = yield* temporaryFolder("bisync")
  const at = (name: string) => join(folder, name)
  const folders = { path1: at("1"), path2: at("2"), datadir: at("data"), workdir: at("work"), isFresh }
  for (const made of ["1", "2", "data", "work"]) mkdirSync(at(made))
  return { folders, take: (step: string) => takeStep(parseStep(step, folders), folders) }
})

describe("the steps of rclone's scenarios", () => {
  const named: BisyncFolders = { path1: "/1", path2: "/2", datadir: "/d", workdir: "/w", isFresh: false }

  it("spell names that hold what separates words", () => {
    assert.deepStrictEqual(parseStep("copy-as {datadir/}a.txt {path2/}b{spc}c{eol}d e{chr:19}{chr:fe}", named), {
      verb: "copy-as",
      words: ["/d/a.txt", "/2/b c\nd", "e\u0019\u00FE"],
    })
    assert.throws(() => parseStep("copy-file {nowhere/}a", named), "{nowhere/}")
    assert.throws(() => takeStep(parseStep("sing", named), named), "sing")
  })

  it.live("copy with the times of the inputs, and leave hidden files when all is deleted", () =>
    Effect.gen(function*() {
      const { folders, take } = yield* bisyncFolders(false)
      writeTree(folders.datadir, { "a.txt": "a", "b.txt": "b" })
      writeTree(folders.path1, { ".hidden": "", "gone.txt": "", "sub/gone.txt": "" })
      take("purge-children {path1/}")
      take("touch-copy 2001-01-02 {datadir/}a.txt {path1/}")
      take("touch-glob 2002-02-02 {datadir/} *.txt")
      take("copy-as {datadir/}b.txt {path1/}sub c.txt")
      assert.deepStrictEqual(usersTree(folders.path1), { ".hidden": "", "a.txt": "a", "sub/c.txt": "b" })
      const secondsAt = (path: string) => statSync(join(folders.path1, path)).mtimeMs / 1000
      assert.deepStrictEqual([secondsAt("a.txt"), secondsAt("sub/c.txt")], [
        secondsOf("2001-01-02"),
        secondsOf("2002-02-02"),
      ])
    }).pipe(Effect.scoped))

  it.live("give every version a content of its own where that is asked, and keep its size", () =>
    Effect.gen(function*() {
      const { folders, take } = yield* bisyncFolders(true)
      writeTree(folders.datadir, { "a.txt": "0123456789 is older" })
      take("touch-copy 2001-01-02 {datadir/}a.txt {path1/}")
      take("touch-copy 2001-03-04 {datadir/}a.txt {path2/}")
      const texts = [folders.path1, folders.path2].map((folder) => readFileSync(join(folder, "a.txt"), "utf8"))
      assert.deepStrictEqual(texts, ["2001-01-02 is older", "2001-03-04 is older"])
    }).pipe(Effect.scoped))
})

describe("the recorded scenarios", () => {
  it("are all there, with every step and option known", () => {
    assert.lengthOf(bisyncCases, 14)
    const folders: BisyncFolders = { path1: "/1", path2: "/2", datadir: "/d", workdir: "/w", isFresh: false }
    for (const { runs, steps } of bisyncCases) {
      const words = steps.map((step) => parseStep(step, folders))
      assert.deepStrictEqual(
        words.flatMap(({ verb }, at) => verb === "bisync" ? [at + 1] : []),
        runs.map(({ step }) => step),
      )
      for (const { verb, words: given } of words) {
        if (verb === "bisync") optionsOf(given.filter((word) => !word.startsWith("filters-file")), (_, path) => path)
      }
    }
  })

  it("have a text for each file that they end with, unless several are of its size", () => {
    const basic = bisyncCases.find((each) => each.case === "basic")!
    assert.deepStrictEqual(finalOf(basic, new Set())["subdir/file20.txt"], {
      text: "This file is newer\n",
      day: "2001-01-02",
    })
    assert.deepStrictEqual(initialOf(basic)["file1.txt"], { text: "", day: "2000-01-01" })
    const equal = bisyncCases.find((each) => each.case === "equal")!
    assert.throws(() => finalOf(equal, new Set()), "file1.txt.conflict1")
  })
})

describe("a tree as people see it", () => {
  it.live("is without old versions and marks, and shows what a run left behind", () =>
    Effect.gen(function*() {
      const root = yield* temporaryFolder("root")
      const run = "20261122T140203Z-1a2b3c4d"
      writeTree(root, {
        "a.txt": "a",
        "empty/": "",
        ".syncfile-mark-0123456789abcdef": "7",
        [`.syncfile-backup/${run}/deep/b.txt`]: "old",
        ".syncfile-1a2b3c4d-0.part": "half",
      })
      assert.deepStrictEqual(usersTree(root), { "a.txt": "a", "empty/": "", ".syncfile-1a2b3c4d-0.part": "half" })
      assert.deepStrictEqual(temporariesIn(root), [".syncfile-1a2b3c4d-0.part"])
      assert.deepStrictEqual(keptIn(backupOf(root)), [{ run, path: "deep/b.txt", text: "old" }])
      assert.deepStrictEqual(keptTexts(join(root, "nowhere")), [])
      writeTree(backupOf(root), { "no run/c.txt": "" })
      assert.throws(() => keptIn(backupOf(root)), "in no folder of a run")
    }).pipe(Effect.scoped))
})

describe("two writers", () => {
  const started = Effect.gen(function*() {
    const folder = yield* temporaryFolder("writers")
    const roots = { left: join(folder, "left"), right: join(folder, "right") }
    for (const root of [roots.left, roots.right]) mkdirSync(root)
    return { roots, both: [roots.left, roots.right], writers: new TwoWriters(roots, seededRandom(1)) }
  })

  it.live("count what they wrote until they replace or delete it themselves, on the same side", () =>
    Effect.gen(function*() {
      const { both, roots, writers } = yield* started
      writers.write("left", "f", true)
      writers.write("right", "f", false)
      assert.lengthOf(writers.counting, 2)
      writers.write("left", "f", false)
      writers.rename("left", "f", "sub/g")
      writers.remove("right", "f")
      writers.remove("right", "never there")
      assert.lengthOf(writers.counting, 1)
      assert.deepStrictEqual(lostTexts(writers.counting, both), [])
      assert.match(readFileSync(join(roots.left, "sub/g"), "utf8"), /^left 2 /u)
    }).pipe(Effect.scoped))

  it.live("miss what somebody else replaced, and not what is in a backup or under another name", () =>
    Effect.gen(function*() {
      const { both, roots, writers } = yield* started
      writers.write("left", "a", true)
      writers.write("left", "b", true)
      writers.write("right", "c", true)
      writers.write("right", "d", true)
      mkdirSync(join(roots.left, ".syncfile-backup"))
      renameSync(join(roots.left, "a"), join(roots.left, ".syncfile-backup", "a"))
      renameSync(join(roots.right, "c"), join(roots.left, "c.conflict"))
      writeTree(roots.left, { b: "of somebody else" })
      writeTree(roots.right, { d: readFileSync(join(roots.right, "d"), "utf8").slice(1) })
      assert.deepStrictEqual(lostTexts(writers.counting, both).map((text) => text.slice(0, 7)), ["left 1 ", "right 3"])
      writers.countOnly(new Set())
      assert.deepStrictEqual(writers.counting, [])
    }).pipe(Effect.scoped))
})

describe("a random history", () => {
  const seeds = Array.from({ length: 200 }, (_, seed) => seed)

  it("is the same for the same seed, and holds edits of every kind", () => {
    assert.deepStrictEqual(historyOf(3), historyOf(3))
    assert.notDeepEqual(historyOf(3), historyOf(4))
    const edits = seeds.flatMap(historyOf).flatMap(({ left, right }) => [...left, ...right])
    assert.hasAllKeys(Object.groupBy(edits, ({ _tag }) => _tag), ["Write", "MakeFolder", "Touch", "Rename", "Remove"])
  })

  it("comes to the same whoever of the two goes first", () => {
    for (const seed of seeds) {
      let base: ReadonlyMap<string, Holding> = new Map()
      for (const { left, merged, right } of historyOf(seed)) {
        for (const edits of [[...left, ...right], [...right, ...left]]) {
          const held = new Map(base)
          for (const edit of edits) applyEdit(held, edit)
          assert.deepStrictEqual(Object.fromEntries(held), Object.fromEntries(merged), `history ${seed}`)
        }
        base = merged
      }
    }
  })

  it.live("makes of a folder on disk what it makes of one in thought", () =>
    Effect.gen(function*() {
      const root = yield* temporaryFolder("history")
      const held = new Map<string, Holding>()
      for (const edit of historyOf(5).flatMap(({ left }) => left)) {
        if (edit._tag !== "Write" && edit._tag !== "MakeFolder") continue
        applyEdit(held, edit)
        editOnDisk(root, edit)
      }
      assert.deepStrictEqual(Object.fromEntries(heldOnDisk(root)), Object.fromEntries(held))
    }).pipe(Effect.scoped))
})
