import { assert, describe, it } from "@effect/vitest"
import { nearest } from "../../src/syncfile/nearest.ts"

const keys = ["mode", "source", "target", "compare", "filters", "symlinks", "limits"]

describe("nearest", () => {
  it.each([
    ["sorce", "source"],
    ["Source", "source"],
    ["taget", "target"],
    ["sym-links", "symlinks"],
    ["filter", "filters"],
    ["limit", "limits"],
    ["mod", "mode"],
  ])("takes %s for %s", (word, meant) => {
    assert.strictEqual(nearest(word, keys), meant)
  })

  it.each(["schedule", "x", "", "from", "x".repeat(100_000)])("takes %.20s for nothing", (word) => {
    assert.strictEqual(nearest(word, keys), undefined)
  })

  it("takes the closest of several", () => {
    assert.strictEqual(nearest("minAge", ["maxAge", "minSize", "minAges"]), "minAges")
  })

  it("does not confuse names of one letter", () => {
    assert.strictEqual(nearest("a", ["b", "c"]), undefined)
    assert.strictEqual(nearest("A", ["b", "a"]), "a")
  })
})
