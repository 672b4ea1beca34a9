/** What a person's decision makes of paths that were held back, where a backup can take what loses and where none can. */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { type Action } from "../../src/domain/Action.ts"
import { type Entry } from "../../src/domain/Entry.ts"
import { type Policy } from "../../src/domain/Pair.ts"
import { sides } from "../../src/domain/Side.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { makePlan, type Steps } from "../../src/plan/makePlan.ts"
import { at, baseline, directory as d, evidence, file, pairOf, snapshot } from "../support/entries.ts"
import { cautious, isAsRemembered, lookAt, pretend, type Scene, sceneOf, World } from "./bothWays.ts"
import { manyRuns } from "./manyRuns.ts"
import { contentOf } from "./trees.ts"

const twoWay = pairOf({ mode: "two-way" })
const deciding = (resolve: Policy["resolve"], loser: Policy["loser"]): Policy => ({
  resolve,
  loser,
  againstDelete: "hold",
})
const decide = (seen: Partial<Evidence>, resolve: Policy["resolve"], loser: Policy["loser"]) =>
  makePlan(twoWay, evidence(seen), new Map([[at("p"), deciding(resolve, loser)]]))

const told = ({ actions }: Steps): ReadonlyArray<string> => actions.map(shown)
const shown = (action: Action): string =>
  action._tag === "Move"
    ? `Move ${action.side} ${action.from} ${action.path}`
    : `${action._tag} ${action.side} ${action.path}`

const treeOf = (entries: Readonly<Record<string, Entry>>) =>
  new Map(Object.entries(entries).map(([path, entry]) => [at(path), entry]))

const copy = "p.conflict-left-1970-01-01T0000"
const fileAgainstFolder = {
  left: snapshot({ p: file(1), s: file(1) }),
  right: snapshot({ "p": d, "p/q": d, "p/q/r": file(2), "p/s": file(3), "s": file(1) }),
}
const replacesFolder = {
  ...fileAgainstFolder,
  baseline: baseline({ "p": d, "p/q": d, "p/q/r": file(1), "s": file(1) }),
}
const bothNew = { ...fileAgainstFolder, baseline: baseline({ p: file(3), s: file(1) }) }

describe("a decision about a file against a folder", () => {
  it.each([["one was a folder before", replacesFolder], ["both changed", bothNew]])(
    "is one about all that is in the folder where %s",
    (_, seen) => {
      assert.deepStrictEqual(told(decide(seen, "left", "backup")), [
        "Delete right p/q/r",
        "Delete right p/s",
        "Delete right p/q",
        "Delete right p",
        "Transfer right p",
      ])
      assert.deepStrictEqual(told(decide(seen, "right", "backup")), [
        "Delete left p",
        "MakeDirectory left p",
        "MakeDirectory left p/q",
        "Transfer left p/q/r",
        "Transfer left p/s",
      ])
    },
  )

  it.each([["one was a folder before", replacesFolder], ["both changed", bothNew]])(
    "takes nothing away for good where %s and there is no backup",
    (_, seen) => {
      const { actions, conflicts } = decide(seen, "left", "keep-copy")
      assert.deepStrictEqual(actions, [])
      assert.deepStrictEqual(conflicts.map(({ path, reason }) => [path, reason]), [[
        "p",
        "it was a file on the left, a folder on the right: the left counts, and there is no backup that could take the "
        + "folder on the right",
      ]])
      assert.deepStrictEqual(told(decide(seen, "right", "keep-copy")), [
        `Move left p ${copy}`,
        "MakeDirectory left p",
        "MakeDirectory left p/q",
        "Transfer left p/q/r",
        "Transfer left p/s",
        `Transfer right ${copy}`,
      ])
    },
  )

  it.each(["newer", "larger", "keep-both"] as const)("is none where it says %s", (resolve) => {
    for (const seen of [replacesFolder, bothNew]) {
      const { actions, conflicts } = decide(seen, resolve, "backup")
      assert.deepStrictEqual([actions, conflicts.map(({ path }) => path)], [[], ["p"]])
    }
  })

  it.each(["backup", "keep-copy"] as const)("for the folder holds wherever a run stops (%s)", (loser) => {
    const text = file(1, 0, { digest: "x" })
    const right = { "p": d, "p/q": d, "p/q/r": text, "p/s": { ...text, digest: "edited", modified: 1000 } }
    const scene: Scene = {
      left: treeOf({ p: file(3, 0, { digest: "abc" }) }),
      right: treeOf(right),
      past: baseline({ "p": d, "p/q": d, "p/q/r": text, "p/s": text }),
      ways: { keepsTimes: true, coarse: { left: false, right: false }, ids: { left: false, right: false } },
      movesDirectories: { left: true, right: true },
      pair: twoWay,
    }
    const steps = makePlan(twoWay, lookAt(scene), new Map([[at("p"), deciding("right", loser)]]))
    for (let done = 1; done <= steps.actions.length; done++) {
      const after = pretend(pretend(scene, steps, done))
      for (const side of sides) assert.containsAllKeys(after[side], [...treeOf(right).keys()], `${done} done`)
    }
  })

  it("says nothing any more once both sides have a folder", () =>
    assert.deepStrictEqual(
      told(decide({ ...replacesFolder, left: snapshot({ p: d, s: file(1) }) }, "left", "backup")),
      ["MakeDirectory left p/q", "Transfer left p/q/r", "Transfer left p/s"],
    ))

  it("does not delete a folder for good that came where the other side deleted a file", () => {
    const seen = { left: snapshot({}), right: snapshot({ "p": d, "p/q": file(1) }), baseline: baseline({ p: file(1) }) }
    assert.deepStrictEqual(told(decide(seen, "left", "backup")), ["Delete right p/q", "Delete right p"])
    assert.deepStrictEqual(decide(seen, "left", "keep-copy").actions, [])
    assert.deepStrictEqual(told(decide(seen, "right", "keep-copy")), ["MakeDirectory left p", "Transfer left p/q"])
  })
})

describe("a decision", () => {
  const Resolve = Schema.Literals(["newer", "older", "larger", "smaller", "left", "right", "keep-both"])

  it.prop("loses no edit where there is no backup, wherever a run stops", [World, Resolve, Schema.Int], (
    [world, resolve, stop],
  ) => {
    const scene = sceneOf(world, { ...cautious, againstDelete: "hold" })
    const seen = lookAt(scene)
    const held = makePlan(scene.pair, seen).conflicts.map(({ path }) => [path, deciding(resolve, "keep-copy")] as const)
    const steps = makePlan(scene.pair, seen, new Map(held))
    const broken = pretend(scene, steps, Math.abs(stop) % (steps.actions.length + 1))
    for (const after of [broken, pretend(broken), pretend(scene, steps)]) {
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
