import { assert, describe, it } from "@effect/vitest"
import { type Action } from "../../src/domain/Action.ts"
import { type Entry, type File } from "../../src/domain/Entry.ts"
import { inSafeOrder, phases } from "../../src/plan/order.ts"
import { at, directory, file } from "../support/entries.ts"

const step = (path: string) => ({ side: "right", path: at(path) }) as const
const make = (path: string): Action => ({
  _tag: "MakeDirectory",
  ...step(path),
  expected: undefined,
  wanted: directory,
})
const send = (path: string): Action => ({
  _tag: "Transfer",
  ...step(path),
  expected: undefined,
  wanted: file(1),
  from: at(path),
})
const drop = (path: string, expected: Entry = file(1)): Action => ({
  _tag: "Delete",
  ...step(path),
  expected,
  wanted: undefined,
})
const move = (from: string, path: string, wanted: File | typeof directory = file(1)): Action => ({
  _tag: "Move",
  ...step(path),
  expected: undefined,
  from: at(from),
  moved: wanted,
  wanted,
  carried: [],
})
const dropFolder = (path: string) => drop(path, directory)

const told = (actions: ReadonlyArray<Action>) => actions.map(({ _tag, path }) => `${_tag} ${path}`)

describe("the safe order", () => {
  it("makes directories from the top, then sends, then deletes from the bottom", () => {
    const actions = [
      dropFolder("z"),
      drop("z/f"),
      dropFolder("z/y"),
      send("b/f"),
      make("b/c/d"),
      send("a"),
      make("b/c"),
    ]
    assert.deepStrictEqual(told(inSafeOrder(actions)), [
      "MakeDirectory b/c",
      "MakeDirectory b/c/d",
      "Transfer a",
      "Transfer b/f",
      "Delete z/f",
      "Delete z/y",
      "Delete z",
    ])
  })

  it("makes room first where something of another kind is to be", () => {
    const actions = [send("a"), dropFolder("a"), dropFolder("a/d"), drop("a/d/f"), drop("b"), make("b"), drop("old")]
    assert.deepStrictEqual(told(inSafeOrder(actions)), [
      "Delete a/d/f",
      "Delete b",
      "Delete a/d",
      "Delete a",
      "MakeDirectory b",
      "Transfer a",
      "Delete old",
    ])
  })

  it("moves directories among those that are made, from the top, and files once all directories are there", () => {
    const actions = [
      dropFolder("old"),
      move("x/f", "n/f"),
      send("m/new"),
      make("m/s/t"),
      move("old/d", "n/m/d", directory),
      make("n"),
      move("o", "m", directory),
      move("o2", "n/m", directory),
    ]
    assert.deepStrictEqual(told(inSafeOrder(actions)), [
      "Move m",
      "MakeDirectory n",
      "Move n/m",
      "MakeDirectory m/s/t",
      "Move n/m/d",
      "Move n/f",
      "Transfer m/new",
      "Delete old",
    ])
  })

  it("makes room on the side that needs it, and on no other", () => {
    const elsewhere = { ...drop("a"), side: "left" } as Action
    assert.deepStrictEqual(told(inSafeOrder([elsewhere, send("a")])), ["Transfer a", "Delete a"])
    assert.deepStrictEqual(told(inSafeOrder([drop("a"), move("b", "a")])), ["Delete a", "Move a"])
    assert.deepStrictEqual(told(inSafeOrder([drop("a"), move("b", "a/c"), make("a")])), [
      "Delete a",
      "MakeDirectory a",
      "Move a/c",
    ])
  })

  it("does not take a name that only begins alike for what is in the way", () => {
    assert.deepStrictEqual(told(inSafeOrder([drop("ab"), send("a")])), ["Transfer a", "Delete ab"])
  })

  it("does not depend on the order that it is given", () => {
    const actions = [make("a"), make("a/b"), send("a/f"), send("c"), drop("d"), dropFolder("e"), drop("e/f"), drop("c")]
    const expected = inSafeOrder(actions)
    for (let turn = 1; turn < actions.length; turn++) {
      const turned = [...actions.slice(turn), ...actions.slice(0, turn)]
      assert.deepStrictEqual(inSafeOrder(turned), expected)
      assert.deepStrictEqual(inSafeOrder(turned.toReversed()), expected)
    }
  })
})

describe("phases", () => {
  it("end where a step may need the one before", () => {
    const actions = inSafeOrder([
      dropFolder("a"),
      drop("a/f"),
      drop("a/g"),
      send("a"),
      make("b"),
      make("c"),
      make("b/d"),
      send("b/d/f"),
      drop("x/f"),
      dropFolder("x"),
      dropFolder("x/y"),
      dropFolder("w"),
    ])
    assert.deepStrictEqual(phases(actions).map(told), [
      ["Delete a/f", "Delete a/g"],
      ["Delete a"],
      ["MakeDirectory b", "MakeDirectory c"],
      ["MakeDirectory b/d"],
      ["Transfer a", "Transfer b/d/f"],
      ["Delete x/f"],
      ["Delete x/y"],
      ["Delete w", "Delete x"],
    ])
  })

  it("keep moves of files apart from what is made before and sent after them", () => {
    const actions = inSafeOrder([make("n"), move("o", "m", directory), move("a", "n/a"), move("b", "n/b"), send("n/c")])
    assert.deepStrictEqual(phases(actions).map(told), [
      ["Move m", "MakeDirectory n"],
      ["Move n/a", "Move n/b"],
      ["Transfer n/c"],
    ])
  })

  it("hold every action once, in order", () => {
    const actions = inSafeOrder([drop("a"), make("b"), send("b/c"), send("d"), dropFolder("e")])
    assert.deepStrictEqual(phases(actions).flat(), actions)
    assert.deepStrictEqual(phases([]), [])
  })
})
