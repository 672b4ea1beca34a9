import { assert, describe, it } from "@effect/vitest"
import { type Policy } from "../../src/domain/Pair.ts"
import { makePlan } from "../../src/plan/makePlan.ts"
import { at, baseline, directory as d, evidence, file, pairOf, snapshot } from "../support/entries.ts"
import { looked, own, past, plan, told, withFolders } from "./renaming.ts"

describe("a file that was renamed", () => {
  const known = past(["a", "text", "7.1"])
  const right = { a: own("text") }
  const renamed = { left: { b: own("text", "7.2") }, right, past: known, contents: { b: "text" } }

  it("is moved on the other side, with all that the step rests on", () => {
    const { steps } = looked(renamed)
    assert.deepStrictEqual(steps.actions, [{
      _tag: "Move",
      side: "right",
      path: at("b"),
      expected: undefined,
      from: at("a"),
      moved: { ...own("text"), digest: "text" },
      wanted: { ...own("text", "7.2"), digest: "text" },
      carried: [{
        from: at("a"),
        path: at("b"),
        agreement: { left: { ...own("text", "7.2"), digest: "text" }, right: { ...own("text"), digest: "text" } },
      }],
    }])
  })

  it("is moved on the left when it was renamed on the right", () => {
    const look = {
      left: { a: own("text") },
      right: { b: own("text", "7.1") },
      past: baseline({ a: [own("text"), { ...own("text", "7.1"), digest: "text" }] }),
    }
    assert.deepStrictEqual(plan(look), ["Move left a → b"])
  })

  it("is moved in a mirror too, and sent anew by copy", () => {
    assert.deepStrictEqual(plan(renamed, {}, { mode: "mirror" }), ["Move right a → b"])
    assert.deepStrictEqual(plan(renamed, {}, { mode: "copy" }), ["Transfer right b"])
    const drifted = { ...renamed, right: { a: file(4, 9000) } }
    assert.deepStrictEqual(plan(drifted, {}, { mode: "mirror" }), ["Transfer right b", "Delete right a"])
  })

  it("is known by its content where there are no inodes", () => {
    const look = { left: { b: own("text") }, right, past: known }
    assert.deepStrictEqual(looked({ ...look, contents: { b: "text" } }).read, [at("b")])
    assert.deepStrictEqual(plan({ ...look, contents: { b: "text" } }), ["Move right a → b"])
    assert.deepStrictEqual(plan({ ...look, contents: { b: "else" } }), ["Transfer right b", "Delete right a"])
  })

  it("is known without a look at its content where nothing at all was done to it", () => {
    const look = { ...renamed, left: { b: own("text", "7.1") }, contents: {} }
    assert.deepStrictEqual([looked(look).read, plan(look)], [[], ["Move right a → b"]])
  })

  it("is known by being empty", () => {
    const empty = { left: { b: own("") }, right: { a: own("") }, past: baseline({ a: own("") }) }
    assert.deepStrictEqual([looked(empty).read, plan(empty)], [[], ["Move right a → b"]])
  })

  it("is not taken for one of another time or size, and neither is read for that", () => {
    for (const other of [file(4, 2000), file(5, 1000)]) {
      const { read, steps } = looked({ ...renamed, left: { b: other } })
      assert.deepStrictEqual([read, told(steps.actions)], [[], ["Transfer right b", "Delete right a"]])
    }
  })

  it("is not taken for another one that was given its inode", () => {
    const reused = { ...renamed, contents: { b: "else" } }
    assert.deepStrictEqual(plan(reused), ["Transfer right b", "Delete right a"])
    assert.deepStrictEqual(looked(reused).read, [at("b")])
    const unread = baseline({ a: [own("text", "7.1"), own("text")] })
    assert.deepStrictEqual(plan({ ...renamed, past: unread }), ["Transfer right b", "Delete right a"])
  })

  it("takes the same name in another folder first", () => {
    const look = {
      left: { n: d, "n/a": own("same"), "n/b": own("same") },
      right: { o: d, "o/b": own("same"), "o/a": own("same") },
      past: withFolders(past(["o/a", "same", ""], ["o/b", "same", ""]), "o"),
      contents: { "n/a": "same", "n/b": "same" },
    }
    const flat = {
      ...look,
      right: { "b": own("same"), "p": d, "p/a": own("same"), "p/b": d },
      past: withFolders(past(["b", "same", ""], ["p/a", "same", ""]), "p"),
    }
    assert.deepStrictEqual(plan(flat).filter((line) => line.startsWith("Move")), [
      "Move right p/a → n/a",
      "Move right b → n/b",
    ])
  })

  it("that was edited on the other side comes back there, and nothing is moved", () => {
    const edited = { ...renamed, right: { a: file(9, 5000) } }
    assert.deepStrictEqual(plan(edited), ["Transfer left a", "Transfer right b"])
  })

  it("to a name that the other side has taken is no move", () => {
    const { steps } = looked({ ...renamed, right: { ...right, b: file(9, 5000) } })
    assert.deepStrictEqual([told(steps.actions), steps.conflicts.map(({ path }) => path)], [["Delete right a"], [
      at("b"),
    ]])
  })

  it("to two names by the two sides is kept under both", () => {
    const look = { ...renamed, right: { c: own("text") }, contents: { b: "text" } }
    assert.deepStrictEqual(plan(look), ["Transfer right b", "Transfer left c"])
  })

  it("and copied as well is moved once", () => {
    const look = {
      ...renamed,
      left: { b: own("text", "7.2"), c: own("text", "9.1") },
      contents: { b: "text", c: "text" },
    }
    assert.deepStrictEqual(plan(look), ["Move right a → b", "Transfer right c"])
  })

  it("into a new folder is moved there once the folder is made", () => {
    const look = { ...renamed, left: { n: d, "n/m": d, "n/m/a": own("text", "7.2") }, contents: { "n/m/a": "text" } }
    assert.deepStrictEqual(plan(look), ["MakeDirectory right n", "MakeDirectory right n/m", "Move right a → n/m/a"])
  })

  it("into a folder of the name that a file had is moved once that one is gone", () => {
    const look = {
      left: { p: d, "p/a": own("text", "7.1") },
      right: { ...right, p: own("old") },
      past: past(["a", "text", "7.1"], ["p", "old", "8.1"]),
    }
    assert.deepStrictEqual(plan(look), ["Delete right p", "MakeDirectory right p", "Move right a → p/a"])
  })

  it("out of a folder that became a file is sent anew", () => {
    const look = {
      left: { p: own("new", "9.1"), b: own("text", "7.1") },
      right: { p: d, "p/a": own("text") },
      past: withFolders(past(["p/a", "text", "7.1"]), "p"),
    }
    assert.deepStrictEqual(plan(look), ["Delete right p/a", "Delete right p", "Transfer right b", "Transfer right p"])
  })

  it("into what a decision does away with is deleted, and not moved there", () => {
    const decided: Policy = { resolve: "left", loser: "backup", againstDelete: "edit" }
    const seen = evidence({
      left: snapshot({ a: own("text", "7.1"), p: own("new") }),
      right: snapshot({ p: d, "p/a": own("text") }),
      baseline: past(["a", "text", "7.1"]),
      digests: { left: new Map(), right: new Map([[at("p/a"), "text"]]) },
    })
    const { actions } = makePlan(pairOf({ mode: "two-way" }), seen, new Map([[at("p"), decided]]))
    assert.deepStrictEqual(told(actions), ["Delete right p/a", "Delete right p", "Transfer right p", "Delete left a"])
  })
})
