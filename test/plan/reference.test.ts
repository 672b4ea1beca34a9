/** The planner against the reference: the same worlds, told apart by nothing. */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { AnyPolicy, OddWorld, planFor, pretend, sceneOf } from "./bothWays.ts"
import { manyRuns } from "./manyRuns.ts"
import { heldIn, referenceOf } from "./reference.ts"

type Worlds = typeof OddWorld.Type
const only = (world: Worlds, isWanted: (path: string) => boolean): Worlds => {
  const kept = <A extends { readonly path: string; readonly other?: string }>(deeds: ReadonlyArray<A>) =>
    deeds.filter(({ path, other }) => isWanted(path) && (other === undefined || isWanted(other)))
  return { ...world, trunk: kept(world.trunk), left: kept(world.left), right: kept(world.right) }
}

const compare = (world: Worlds, policy: typeof AnyPolicy.Type) => {
  const scene = sceneOf(world, policy)
  const steps = planFor(scene)
  const after = pretend(scene, steps)
  const expected = referenceOf(scene)
  assert.deepStrictEqual(
    {
      left: heldIn(after.left),
      right: heldIn(after.right),
      conflicts: steps.conflicts.map(({ path }) => path).toSorted(),
    },
    { left: [...expected.left], right: [...expected.right], conflicts: [...expected.conflicts] },
  )
}

describe("the planner does what the decision table says", () => {
  it.prop("in one folder", [OddWorld, AnyPolicy], ([world, policy]) => {
    compare(only(world, (path) => !path.includes("/") && path !== "t"), policy)
  }, manyRuns(1500))

  it.prop("in folders in folders", [OddWorld, AnyPolicy], ([world, policy]) => {
    compare(only(world, (path) => !path.startsWith("t")), policy)
  }, manyRuns(2000, 24))

  it.prop("in crowded folders", [OddWorld, AnyPolicy, Schema.Literals(["a", "b"])], ([world, policy, top]) => {
    compare(only(world, (path) => path.startsWith(top)), policy)
  }, manyRuns(1000, 40))
})
