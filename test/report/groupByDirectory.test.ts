import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { changesOf } from "../../src/report/Change.ts"
import { type Folding, groupByDirectory } from "../../src/report/groupByDirectory.ts"
import { planFrom, Sketch } from "./randomPlan.ts"
import {
  addFile,
  addFolder,
  at,
  changeFile,
  decided,
  moveFile,
  moveFolder,
  onLeft,
  remove,
  stepAside,
} from "./samples.ts"

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

  it("folds moves of files that keep their name, by side, and tells where they come from", () =>
    assert.deepStrictEqual(
      groupByDirectory(
        changesOf([
          moveFile("inbox/1", "mail/1"),
          moveFile("inbox/2", "mail/2"),
          moveFile("3", "mail/3"),
          moveFile("mail/4 before", "mail/4"),
          moveFolder("inbox/5", "mail/5", 2),
          stepAside("inbox/6", "mail/6"),
          onLeft(moveFile("inbox/7", "mail/7")),
        ]),
        [],
        tree,
      ).map(({ folds, items }) => [folds, items.map(({ path }) => path)]),
      [[
        [{ kind: "move", side: "right", files: 3, folders: 0, bytes: 0, from: [at("inbox"), undefined] }],
        ["mail/4", "mail/5", "mail/6", "mail/7"].map(at),
      ]],
    ))

  it("folds each side for itself, and nothing that a policy decided", () =>
    assert.deepStrictEqual(
      shapeOf([
        addFile("1", 1),
        addFile("2", 1),
        addFile("3", 1),
        onLeft(addFile("4", 1)),
        onLeft(addFile("5", 1)),
        decided(addFile("6", 1), "why"),
        decided(changeFile("7", 1, 2), "why"),
      ], tree),
      [[".", "add 3 0 3", "4", "5", "6", "7"]],
    ))

  const Small = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 6 }))
  it.prop("loses nothing, and folds only what is plain", [Sketch, Small, Small], ([sketch, groups, most]) => {
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
      ...changes.filter(({ kind, because, isCopy }) =>
        kind === "delete" || kind === "replace" || because !== undefined || isCopy
      ).map(({ path }) => path),
      ...plan.conflicts.map(({ path }) => path),
    ]
    assert.deepStrictEqual(mustBeListed.filter((path) => !listedPaths.has(path)), [])
    assert.isAtMost(shown.length, groups + 1)
  }, { arbitrary: { runs: 300, size: 60 } })
})
