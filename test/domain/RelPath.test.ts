import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import {
  childOf,
  depthOf,
  inTreeOrder,
  isName,
  isWithin,
  lineage,
  nameOf,
  parentOf,
  RelPath,
} from "../../src/domain/RelPath.ts"
import { at } from "../support/entries.ts"

const often = { arbitrary: { runs: 1000, size: 30 } }

describe("isName", () => {
  it.each([
    ["a plain name", "notes.txt"],
    ["a name of spaces", "  "],
    ["a name with control characters", "a\n\u001b[2J"],
    ["a name that looks like an option", "-rf"],
    ["dots that climb nowhere", "..."],
    ["a word that objects know", "__proto__"],
    ["a character outside the first plane", "😀"],
    ["a name of 255 bytes", "é".repeat(127) + "x"],
  ])("takes %s", (_what, name) => assert.isTrue(isName(name)))

  it.each([
    ["nothing", ""],
    ["the directory itself", "."],
    ["the directory above", ".."],
    ["a slash", "a/b"],
    ["a NUL", "a\0"],
    ["a name that was no UTF-8", "caf\uFFFD"],
    ["half a character", "a\uD800"],
    ["a name of 256 bytes", "é".repeat(128)],
  ])("refuses %s", (_what, name) => assert.isFalse(isName(name)))
})

describe("a path", () => {
  it.each(["", "/", "/a", "a/", "a//b", ".", "a/../b", "./a", "a/\0"])("is never %j", (path) => {
    assert.isFalse(Schema.is(RelPath)(path))
  })

  it("is put together and taken apart again", () => {
    assert.strictEqual(childOf(undefined, "a"), "a")
    assert.strictEqual(childOf(at("a"), "b"), "a/b")
    assert.isUndefined(parentOf(at("a")))
    assert.strictEqual(parentOf(at("a/b/c")), "a/b")
    assert.strictEqual(nameOf(at("a")), "a")
    assert.strictEqual(nameOf(at("a/b/c")), "c")
    assert.strictEqual(depthOf(at("a")), 0)
    assert.strictEqual(depthOf(at("a/b/c")), 2)
    assert.deepStrictEqual(lineage(at("a/b/c")), ["a/b/c", "a/b", "a"].map(at))
  })

  it.prop("is the child of its parent", [RelPath], ([path]) => {
    assert.strictEqual(childOf(parentOf(path), nameOf(path)), path)
    assert.strictEqual(lineage(path).length, depthOf(path) + 1)
  }, often)

  it("lies within itself and above its contents, and names that only begin alike are no contents", () => {
    assert.isTrue(isWithin(at("a"), at("a")))
    assert.isTrue(isWithin(at("a"), at("a/b")))
    assert.isFalse(isWithin(at("a"), at("ab")))
    assert.isFalse(isWithin(at("a/b"), at("a")))
  })
})

describe("tree order", () => {
  it("has a directory right before its own contents", () => {
    const paths = ["b", "a.txt", "a/b/c", "a/b.txt", "a b", "a/b", "a"].toSorted(inTreeOrder)
    assert.deepStrictEqual(paths, ["a", "a/b", "a/b/c", "a/b.txt", "a b", "a.txt", "b"])
  })

  it.prop("is one order for all", [RelPath, RelPath, RelPath], ([a, b, c]) => {
    assert.strictEqual(Math.sign(inTreeOrder(a, b)) + Math.sign(inTreeOrder(b, a)), 0)
    assert.strictEqual(inTreeOrder(a, b) === 0, a === b)
    const [first, second, third] = [a, b, c].toSorted(inTreeOrder)
    assert.isAtMost(inTreeOrder(first!, third!), 0)
    assert.isAtMost(inTreeOrder(first!, second!), 0)
  }, often)

  it.prop("keeps a subtree together", [RelPath, RelPath, RelPath], ([top, below, other]) => {
    const inside = `${top}/${below}`
    if (isWithin(top, other)) return
    assert.strictEqual(Math.sign(inTreeOrder(top, other)), Math.sign(inTreeOrder(inside, other)))
  }, often)
})
