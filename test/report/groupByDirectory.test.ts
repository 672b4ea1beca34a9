import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { changesOf } from "../../src/report/Change.ts"
import { type Folding, groupByDirectory } from "../../src/report/groupByDirectory.ts"
import { planFrom, Sketch } from "./randomPlan.ts"
import { addFile, addFolder, changeFile, remove } from "./samples.ts"

const listed = { add: 2, change: 2, move: 2 }
const tree = { groups: 40, listed }

const shapeOf = (actions: Parameters<typeof changesOf>[0], folding: Folding) =>
  groupByDirectory(changesOf(actions), [], folding).map(({ directory, folds, items }) =>
    [directory ?? "."].concat(
      folds.map(({ kind, files, folders, bytes }) => `${kind} ${files} ${folders} ${bytes}`),
      items.map(({ path }) => path),
    )
  )

describe("groupByDirectory", () => {
  it("lists a few and folds many, additions and changes each for themselves", () =>
    assert.deepStrictEqual(
      shapeOf([
        addFile("b/1", 10),
        addFolder("b/2"),
        addFile("b/3", 5),
        changeFile("b/4", 1, 2),
        addFile("a", 1),
        changeFile("b/0", 1, 2),
      ], tree),
      [[".", "a"], ["b", "add 2 1 15", "b/0", "b/4"]],
    ))

  it("never folds deletions", () =>
    assert.deepStrictEqual(
      shapeOf([remove("d/3"), remove("d/1"), remove("d/2"), remove("d/4")], tree),
      [["d", "d/1", "d/2", "d/3", "d/4"]],
    ))

  it("goes only as deep as there is room for groups", () => {
    const actions = [remove("a/b/c/1"), remove("a/b/d/1"), remove("a/e/1"), remove("f/1")]
    assert.deepStrictEqual(shapeOf(actions, { groups: 4, listed }).map(([directory]) => directory), [
      "a/b/c",
      "a/b/d",
      "a/e",
      "f",
    ])
    assert.deepStrictEqual(shapeOf(actions, { groups: 3, listed }), [
      ["a/b", "a/b/c/1", "a/b/d/1"],
      ["a/e", "a/e/1"],
      ["f", "f/1"],
    ])
    assert.deepStrictEqual(shapeOf(actions, { groups: 1, listed }).map(([directory]) => directory), ["."])
  })

  it("has nothing to show for nothing", () => assert.deepStrictEqual(shapeOf([], tree), []))

  const Small = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 6 }))
  it.prop("loses nothing, and folds only additions and changes", [Sketch, Small, Small], ([sketch, groups, most]) => {
    const plan = planFrom(sketch)
    const changes = changesOf(plan.actions)
    const shown = groupByDirectory(changes, plan.conflicts, {
      groups: groups + 1,
      listed: { add: most, change: most, move: most },
    })
    const items = shown.flatMap((group) => group.items)
    const folded = shown.flatMap(({ folds }) => folds).reduce((sum, { files, folders }) => sum + files + folders, 0)
    assert.strictEqual(items.length + folded, changes.length + plan.conflicts.length)

    const listedPaths = new Set(items.map(({ path }) => path))
    const mustBeListed = [
      ...changes.filter(({ kind }) => kind === "delete" || kind === "replace").map(({ path }) => path),
      ...plan.conflicts.map(({ path }) => path),
    ]
    assert.deepStrictEqual(mustBeListed.filter((path) => !listedPaths.has(path)), [])
    assert.isAtMost(shown.length, groups + 1)
  }, { arbitrary: { runs: 300, size: 60 } })
})
