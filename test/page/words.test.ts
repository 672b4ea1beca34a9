/** The small pieces of text that the page makes of documents. */
import { assert, describe, it } from "@effect/vitest"
import { breadcrumbs } from "../../src/page/breadcrumbs.ts"
import { differingLines } from "../../src/page/differingLines.ts"
import { entryWords } from "../../src/page/entryWords.ts"
import { answerOf, pairOrder } from "../../src/page/Order.ts"
import { outlineOf } from "../../src/page/outlineOf.ts"
import { sideWord } from "../../src/page/sideWord.ts"
import { phaseDetail, phaseWord } from "../../src/page/words.ts"

describe("entryWords", () => {
  it.each([
    [null, "nothing"],
    [{ kind: "directory" } as const, "folder"],
    [{ kind: "special" } as const, "special file"],
    [{ kind: "symlink", target: "a\nb" } as const, "link to a\\nb"],
    [{ kind: "unknown", problem: "denied" } as const, "unknown: denied"],
  ])("says of %o: %s", (entry, kind) => {
    assert.deepStrictEqual(entryWords(entry), { kind, size: undefined, modified: undefined })
  })

  it("tells size and time of a file", () => {
    const words = entryWords({ kind: "file", size: 2048, modified: 5 })
    assert.deepStrictEqual(words, { kind: "file", size: "2 KiB", modified: 5 })
  })
})

describe("words of the daemon", () => {
  it("are those of people", () => {
    assert.strictEqual(phaseWord("backing-off"), "Backing off")
    assert.strictEqual(phaseWord("not\nknown yet"), "not\\nknown yet")
    assert.strictEqual(phaseDetail("passing", "hand"), "by hand")
    assert.strictEqual(
      phaseDetail("passing", "change; nothing is heard of ./a"),
      "after a change; nothing is heard of ./a",
    )
    assert.strictEqual(phaseDetail("stopped", "change the key"), "change the key")
    assert.deepStrictEqual(["mirror", "two-way"].map((mode) => sideWord(mode, "left")), ["source", "left"])
  })
})

describe("an answer", () => {
  it.each([
    [200, "Taken"],
    [202, "Taken"],
    [401, "Forbidden"],
    [403, "Forbidden"],
    [409, "Refused"],
    [500, "Refused"],
  ])("with %i is %s", (status, tag) => assert.strictEqual(answerOf(status, undefined)._tag, tag))

  it("is to an order at the address of its pair", () => {
    assert.strictEqual(pairOrder("a/b ü", "run"), "api/pairs/a%2Fb%20%C3%BC/run")
  })
})

describe("outlineOf", () => {
  it("keeps names and values, and says of empty things that there are none", () => {
    const outline = outlineOf("", { a: { b: [1, "x"] }, c: null, d: {}, e: "", f: true })
    assert.deepStrictEqual(outline.branches.map(({ name, value }) => [name, value]), [
      ["a", undefined],
      ["c", "none"],
      ["d", "none"],
      ["e", "\"\""],
      ["f", "true"],
    ])
    assert.deepStrictEqual(outline.branches[0]?.branches[0]?.branches.map(({ value }) => value), ["1", "x"])
  })
})

describe("differingLines", () => {
  it.each([
    [["a", "b", "c"], ["a", "x", "c"], { from: 1, to: 2 }],
    [["a", "c"], ["a", "b", "c"], { from: 1, to: 1 }],
    [["a", "b", "b", "c"], ["a", "b", "c"], { from: 2, to: 3 }],
    [["a"], ["a"], { from: 1, to: 1 }],
    [["a", "b"], [], { from: 0, to: 2 }],
  ])("finds what %j has that %j has not", (lines, others, stretch) => {
    assert.deepStrictEqual(differingLines(lines, others), stretch)
  })
})

describe("breadcrumbs", () => {
  it("lead from a run to its pair and on to the overview", () => {
    const crumbs = breadcrumbs({ view: "run", pair: "a b", run: "1" })
    assert.deepStrictEqual(crumbs.map(({ href }) => href), ["#/", "#/pairs/a%20b"])
    assert.deepStrictEqual(breadcrumbs({ view: "overview" }), [])
  })
})
