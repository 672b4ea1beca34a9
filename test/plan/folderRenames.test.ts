import { assert, describe, it } from "@effect/vitest"
import { type Baseline } from "../../src/domain/Baseline.ts"
import { type Entry } from "../../src/domain/Entry.ts"
import { inTreeOrder, type RelPath } from "../../src/domain/RelPath.ts"
import { Snapshot } from "../../src/domain/Snapshot.ts"
import { makePlan } from "../../src/plan/makePlan.ts"
import { at, directory as d, evidence, file, link, pairOf, snapshot } from "../support/entries.ts"
import { type Entries, type Look, looked, own, past, plan, told, withFolders } from "./renaming.ts"

describe("a folder that was renamed", () => {
  const names = ["f", "g", "s/h"]
  const filled = (folder: string, ctime = 1): Entries => ({
    [folder]: d,
    [`${folder}/s`]: d,
    ...Object.fromEntries(names.map((name, inode) => [`${folder}/${name}`, own(name, `${inode}.${ctime}`)])),
  })
  const known = withFolders(past(...names.map((name, inode) => [`o/${name}`, name, `${inode}.1`] as const)), "o", "o/s")
  const look: Look = { left: filled("n"), right: filled("o"), past: known }

  it("is moved at once, and takes the past of all that is in it along", () => {
    const { steps } = looked(look)
    assert.deepStrictEqual(told(steps.actions), ["Move right o → n"])
    const [move] = steps.actions
    const carried = move?._tag === "Move" ? move.carried.map(({ from, path }) => [from, path]) : []
    assert.deepStrictEqual(carried, ["", "/f", "/g", "/s", "/s/h"].map((below) => [at(`o${below}`), at(`n${below}`)]))
    assert.deepStrictEqual(plan(look, {}, { mode: "mirror" }), ["Move right o → n"])
  })

  it("is moved on the left as well", () => {
    const back = new Map(Array.from(known.keys(), (path) => {
      const { left, right } = known.get(path)!
      return [path, { left: right, right: left }]
    }))
    assert.deepStrictEqual(plan({ left: look.right, right: look.left, past: back }), ["Move left o → n"])
  })

  it("file by file where the other side cannot rename folders", () => {
    const flat = plan(look, { movesDirectories: { left: true, right: false } })
    assert.deepStrictEqual(flat, [
      "MakeDirectory right n",
      "MakeDirectory right n/s",
      "Move right o/f → n/f",
      "Move right o/g → n/g",
      "Move right o/s/h → n/s/h",
      "Delete right o/s",
      "Delete right o",
    ])
    assert.deepStrictEqual(plan(look, { movesDirectories: { left: false, right: true } }), ["Move right o → n"])
  })

  it("into a new folder, and together with new files in it", () => {
    const into = { ...look, left: { top: d, ...filled("top/n") } }
    assert.deepStrictEqual(plan(into), ["MakeDirectory right top", "Move right o → top/n"])
    const more = { ...look, left: { ...filled("n"), "n/new": file(3), "n/t": d, "n/t/new": file(3) } }
    assert.deepStrictEqual(plan(more), [
      "Move right o → n",
      "MakeDirectory right n/t",
      "Transfer right n/new",
      "Transfer right n/t/new",
    ])
  })

  it("in a folder that was renamed too", () => {
    const left = { n: d, "n/r": d, "n/f": own("f", "0.1"), "n/g": own("g", "1.1"), "n/r/h": own("s/h", "2.1") }
    assert.deepStrictEqual(plan({ ...look, left }), [
      "MakeDirectory right n",
      "Move right o/s → n/r",
      "Move right o/f → n/f",
      "Move right o/g → n/g",
      "Delete right o",
    ])
  })

  it.each<readonly [string, Entry]>([["a new file", file(9)], ["a link", link], ["an empty folder", d]])(
    "leaves the old one with what only the other side has in it: %s",
    (_what, extra) => {
      const lines = plan({ ...look, right: { ...filled("o"), "o/extra": extra } })
      assert.isFalse(lines.includes("Move right o → n") || lines.includes("Delete right o"), lines.join())
      assert.include(lines, "Move right o/s → n/s")
    },
  )

  it("leaves the old one with what the filters hide in it", () => {
    const shown = snapshot(filled("o"))
    const sighted = shown.paths.map((path) => ({ path, entry: shown.get(path)!, scope: "in" as const }))
    const lines = plan(look, { right: Snapshot.of(sighted, [], [], new Set([at("o/s")])) })
    assert.isFalse(lines.some((line) => line === "Move right o → n" || line === "Move right o/s → n/s"), lines.join())
  })

  it("leaves what was edited on the other side, which comes back in it", () => {
    const lines = plan({ ...look, right: { ...filled("o"), "o/g": file(9, 9000) } })
    assert.deepStrictEqual(
      lines,
      [
        "MakeDirectory right n",
        "MakeDirectory left o",
        "Move right o/s → n/s",
        "Move right o/f → n/f",
        "Transfer right n/g",
        "Transfer left o/g",
      ].toSorted((a, b) => lines.indexOf(a) - lines.indexOf(b)),
    )
  })

  it("with a file missing on the way is not moved whole", () => {
    const { "n/g": _, ...left } = filled("n")
    assert.deepStrictEqual(plan({ ...look, left }), [
      "MakeDirectory right n",
      "Move right o/s → n/s",
      "Move right o/f → n/f",
      "Delete right o/g",
      "Delete right o",
    ])
  })
})

it("twenty thousand renames are found in one go", { timeout: 120_000 }, () => {
  const count = 20_000
  const entries = (folder: string) => {
    const all = new Map<RelPath, Entry>([[folder as RelPath, d]])
    for (let index = 0; index < count; index++) {
      const below = `${folder}/${index % 100}`
      all.set(below as RelPath, d).set(`${below}/${index}` as RelPath, file(5, 1000, { id: `${index}.1` }))
    }
    return all
  }
  const [old, now] = [entries("old"), entries("new")]
  const shown = (all: ReadonlyMap<RelPath, Entry>) =>
    Snapshot.of(
      Array.from(all, ([path, entry]) => ({ path, entry, scope: "in" as const })).sort((a, b) =>
        inTreeOrder(a.path, b.path)
      ),
    )
  const known: Baseline = new Map(Array.from(old, ([path, entry]) => [path, { left: entry, right: entry }]))
  const seen = evidence({ left: shown(now), right: shown(old), baseline: known })
  const pair = pairOf({ mode: "two-way" })
  assert.deepStrictEqual(told(makePlan(pair, seen).actions), ["Move right old → new"])
  const flat = makePlan(pair, { ...seen, movesDirectories: { left: false, right: false } })
  assert.strictEqual(flat.actions.filter(({ _tag }) => _tag === "Move").length, count)
  old.delete("old/0/0" as RelPath)
  const scattered = makePlan(pair, { ...seen, right: shown(old.set("old/extra" as RelPath, file(1))) })
  assert.strictEqual(scattered.actions.filter(({ _tag }) => _tag === "Move").length, 100)
})
