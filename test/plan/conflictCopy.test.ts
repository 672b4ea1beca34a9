import { assert, describe, it } from "@effect/vitest"
import { isName, longestNameBytes, nameOf, type RelPath } from "../../src/domain/RelPath.ts"
import { conflictCopy } from "../../src/plan/conflictCopy.ts"
import { at, file } from "../support/entries.ts"

const time = Date.UTC(2026, 10, 22, 14, 2, 59)
const free = () => false
const named = (path: string, modified = time, isTaken: (path: RelPath) => boolean = free) =>
  conflictCopy(at(path), "left", file(1, modified), isTaken)
const bytes = (path: string) => new TextEncoder().encode(nameOf(at(path))).length

describe("a conflict copy", () => {
  it.each<readonly [string, string]>([
    ["notes.txt", "notes.conflict-left-2026-11-22T1402.txt"],
    ["d/e/notes.txt", "d/e/notes.conflict-left-2026-11-22T1402.txt"],
    ["archive.tar.gz", "archive.tar.conflict-left-2026-11-22T1402.gz"],
    ["Makefile", "Makefile.conflict-left-2026-11-22T1402"],
    [".profile", ".profile.conflict-left-2026-11-22T1402"],
    [".profile.bak", ".profile.conflict-left-2026-11-22T1402.bak"],
    ["v1.2/notes", "v1.2/notes.conflict-left-2026-11-22T1402"],
    ["trailing.", "trailing.conflict-left-2026-11-22T1402."],
  ])("of %s is %s", (path, expected) => assert.strictEqual(named(path), expected))

  it("says whose version it is, and of when", () => {
    assert.strictEqual(
      conflictCopy(at("a"), "right", file(1, time + 60_000), free),
      "a.conflict-right-2026-11-22T1403",
    )
    assert.strictEqual(named("a", 8.7e15), "a.conflict-left-undated")
    assert.isTrue(isName(named("a", -1)) && isName(named("a", 8.6e15)))
  })

  it("never takes a name that is taken", () => {
    const taken = new Set<string>()
    const names = Array.from({ length: 4 }, () => {
      const name = named("notes.txt", time, (path) => taken.has(path))
      taken.add(name)
      return name
    })
    assert.deepStrictEqual(names, [
      "notes.conflict-left-2026-11-22T1402.txt",
      "notes.conflict-left-2026-11-22T1402-2.txt",
      "notes.conflict-left-2026-11-22T1402-3.txt",
      "notes.conflict-left-2026-11-22T1402-4.txt",
    ])
  })

  it.each<readonly [string, string]>([
    ["plain letters", `${"n".repeat(251)}.txt`],
    ["no extension", "n".repeat(255)],
    ["letters of two bytes", `${"é".repeat(125)}.txt`],
    ["emoji of four bytes", `${"😀".repeat(62)}.txt`],
    ["a long extension", `a.${"x".repeat(253)}`],
    ["an extension in letters of three bytes", `a.${"語".repeat(84)}`],
    ["a hidden file", `.${"n".repeat(254)}`],
  ])("of the longest names is a name still: %s", (_what, name) => {
    assert.isAtMost(bytes(name), longestNameBytes)
    const first = named(`d/${name}`)
    const second = named(`d/${name}`, time, (path) => path === first)
    for (const copy of [first, second]) {
      assert.isTrue(isName(nameOf(copy)), copy)
      assert.include(copy, ".conflict-left-2026-11-22T1402")
    }
    assert.notStrictEqual(first, second)
  })
})
