/** Laws of two-way plans: what is never done, whatever both sides hold. */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { type Action } from "../../src/domain/Action.ts"
import { isWithin, parentOf, type RelPath } from "../../src/domain/RelPath.ts"
import { otherSide, sides } from "../../src/domain/Side.ts"
import { makePlan } from "../../src/plan/makePlan.ts"
import { unproven } from "../../src/plan/unproven.ts"
import {
  AnyPolicy,
  cautious,
  copied,
  isAsRemembered,
  isPassage,
  isShut,
  lookAt,
  OddWorld,
  planFor,
  pretend,
  type Scene,
  sceneOf,
  World,
} from "./bothWays.ts"
import { manyRuns } from "./manyRuns.ts"
import { perform } from "./pretending.ts"
import { contentOf, isSame } from "./trees.ts"

/** What a step puts out of its place: all of it goes to the backup, or under another name. */
const displaced = (action: Action): ReadonlyArray<RelPath> =>
  action._tag === "Move" ? [action.from] : action.expected === undefined ? [] : [action.path]

describe("an edit", () => {
  it.prop("that nobody ruled on stays on its side, under its name (no update lost)", [OddWorld], ([world]) => {
    const scene = sceneOf(world, cautious)
    const after = pretend(scene)
    for (const side of sides) {
      for (const [path, entry] of scene[side]) {
        if (entry._tag !== "File" || isAsRemembered(scene, side, path, entry)) continue
        assert.isTrue(isSame(entry, after[side].get(path)), `${side} ${path}`)
      }
    }
  }, manyRuns(1000))

  it.prop("that loses stays as a copy where losers are kept, wherever a run stops", [World, AnyPolicy, Schema.Int], (
    [world, policy, at],
  ) => {
    const scene = sceneOf(world, { ...policy, loser: "keep-copy" })
    const steps = planFor(scene)
    const broken = pretend(scene, steps, Math.abs(at) % (steps.actions.length + 1))
    for (const after of [broken, pretend(broken), pretend(pretend(broken))]) {
      const live = new Set(sides.flatMap((side) => [...after[side].values()].map(contentOf)))
      for (const side of sides) {
        for (const [path, entry] of scene[side]) {
          if (entry._tag !== "File" || isAsRemembered(scene, side, path, entry)) continue // a folder has no content
          assert.isTrue(live.has(contentOf(entry)), `${side} ${path}`)
        }
      }
    }
  }, manyRuns(700))
})

describe("every prefix of the steps", () => {
  it.prop(
    "leaves both sides whole, and takes away only what its steps say",
    [OddWorld, AnyPolicy],
    ([world, policy]) => {
      const scene = sceneOf(world, policy)
      const trees = copied(scene)
      for (const action of planFor(scene).actions) {
        const before = copied(trees)
        perform(action, trees, scene.ways)
        const gone = displaced(action)
        for (const side of sides) {
          for (const path of trees[side].keys()) {
            const parent = parentOf(path)
            assert.isTrue(parent === undefined || trees[side].get(parent)?._tag === "Directory", path)
          }
          for (const [path, entry] of before[side]) {
            const isTold = side === action.side && gone.some((each) => isWithin(each, path))
            if (!isTold) assert.deepStrictEqual(trees[side].get(path), entry, `${action._tag} ${action.path}`)
            else if (action._tag === "Move") {
              const now = `${action.path}${path.slice(action.from.length)}` as RelPath
              assert.isTrue(isSame(trees[side].get(now), entry), `${path} did not come to ${now}`)
            }
          }
        }
      }
    },
    manyRuns(700),
  )

  it.prop(
    "is a good place to begin anew: no edit is lost, and all comes to rest",
    [World, Schema.Int],
    ([world, at]) => {
      const scene = sceneOf(world, cautious)
      const steps = planFor(scene)
      const broken = pretend(scene, steps, Math.abs(at) % (steps.actions.length + 1))
      const whole = pretend(scene, steps)
      let again = broken
      for (let pass = 0; pass < 3; pass++) again = pretend(again)
      assert.deepStrictEqual(planFor(again).actions, [])
      for (const side of sides) {
        assert.deepStrictEqual(contentsOf(again[side]), contentsOf(whole[side]))
      }
    },
    manyRuns(700),
  )
})

/** A directory that is only passed through is made for what lies in it, and need not be. */
const contentsOf = (tree: Scene["left"]) =>
  Array.from(tree, ([path, entry]) => isPassage(tree, path) ? "" : `${path} ${contentOf(entry) ?? entry._tag}`)
    .filter((line) => line !== "").toSorted()

describe("a delete", () => {
  it.prop("is of what is as it was, and surely gone from the other side (justified deletes)", [OddWorld], ([world]) => {
    const scene = sceneOf(world, cautious)
    const evidence = lookAt(scene)
    const asked = unproven(scene.pair, evidence)
    for (const action of makePlan(scene.pair, evidence).actions) {
      const gone = action._tag === "Delete"
        ? [action]
        : action._tag === "Move"
        ? action.carried.map((each) => ({ path: each.from, expected: scene[action.side].get(each.from) }))
        : []
      for (const { path, expected } of gone) {
        const other = otherSide(action.side)
        assert.isDefined(scene.past.get(path), `${path} was never in step`)
        assert.isTrue(isAsRemembered(scene, action.side, path, expected!), `${path} was edited`)
        const there = scene[other].get(path)
        assert.notStrictEqual(there?._tag, expected!._tag, path)
        const isAsked = asked.some((each) => each.side === other && isWithin(each.path, path))
        assert.isTrue(there !== undefined || isAsked, `whether ${path} is gone was not asked`)
        assert.isFalse(isShut(scene, path), path)
      }
    }
  }, manyRuns(1000))

  it.prop(
    "needs a past, and so does an overwrite (no baseline, no delete)",
    [OddWorld, AnyPolicy],
    ([world, policy]) => {
      const scene = sceneOf({ ...world, hasPast: false }, policy)
      for (const action of planFor(scene).actions) {
        assert.isTrue(action._tag === "Transfer" || action._tag === "MakeDirectory", action._tag)
        assert.isUndefined(action.expected, action.path)
      }
    },
    manyRuns(1000),
  )
})
