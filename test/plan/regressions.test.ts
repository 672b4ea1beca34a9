/** Worlds that a law once failed on, each with what it should come to. */
import { assert, describe, it } from "@effect/vitest"
import { type Policy } from "../../src/domain/Pair.ts"
import { type OddWorld, planFor, pretend, sceneOf } from "./bothWays.ts"
import { heldIn, referenceOf } from "./reference.ts"

type World = typeof OddWorld.Type
const none = { left: false, right: false }
const plain: World = {
  trunk: [],
  left: [],
  right: [],
  hasPast: true,
  knowsContents: false,
  keepsTimes: true,
  ids: none,
  coarse: none,
  movesDirectories: none,
  compare: "size-and-modified",
}
const keepCopy: Policy = { resolve: "hold", loser: "keep-copy", againstDelete: "delete" }

type Row = readonly [string, Partial<World>, Policy, left: ReadonlyArray<string>]
const rows: ReadonlyArray<Row> = [
  [
    "a copy that a delete leaves keeps its folder, on both sides",
    {
      trunk: [{ does: "write", path: "b/b", content: "x" }],
      left: [{ does: "remove", path: "b" }],
      right: [{ does: "write", path: "b/b", content: "zz" }],
    },
    keepCopy,
    ["b /", "b/b.conflict-right-1970-01-01T0003 zz"],
  ],
  [
    "a copy that a delete leaves keeps a file from taking the place of its folder",
    {
      trunk: [{ does: "write", path: "a/b/a", content: "x" }],
      left: [{ does: "write", path: "a/b/a", content: "" }],
      right: [{ does: "write", path: "a", content: "" }],
    },
    keepCopy,
    ["a /", "a/b /", "a/b/a "],
  ],
  [
    "a deleted folder does not come back for what waits below a conflict in it",
    {
      trunk: [{ does: "write", path: "c/a", content: "zz" }],
      left: [{ does: "remove", path: "c" }],
      right: [{ does: "remove", path: "c/a" }, { does: "make directory", path: "c/a" }, {
        does: "write",
        path: "b/c/a",
        content: "x",
      }, { does: "rename", path: "b", other: "c/a" }],
    },
    { resolve: "left", loser: "keep-copy", againstDelete: "hold" },
    [],
  ],
]

describe("once it failed", () => {
  it.each(rows)("%s", (_name, world, policy, left) => {
    const scene = sceneOf({ ...plain, ...world }, policy)
    const after = pretend(scene)
    assert.deepStrictEqual(heldIn(after.left), left)
    assert.deepStrictEqual(heldIn(after.right), referenceOf(scene).right)
    assert.deepStrictEqual(planFor(after).actions, [])
  })
})
