/** Laws of two-way plans: what becomes of both sides when all goes well. */
import { assert, describe, it } from "@effect/vitest"
import { type Action } from "../../src/domain/Action.ts"
import { type Plan } from "../../src/domain/Plan.ts"
import { isWithin, type RelPath } from "../../src/domain/RelPath.ts"
import { otherSide } from "../../src/domain/Side.ts"
import {
  AnyPolicy,
  everyPath,
  isShut,
  mustStay,
  OddWorld,
  planFor,
  pretend,
  type Scene,
  sceneOf,
  swapped,
  World,
} from "./bothWays.ts"
import { manyRuns } from "./manyRuns.ts"
import { contentOf, isSame } from "./trees.ts"

/** Where the sides differ with no good reason. */
const differences = (scene: Scene, { conflicts }: Pick<Plan, "conflicts">): ReadonlyArray<RelPath> =>
  everyPath(scene).filter((path) => {
    const { left, right } = scene
    if (isSame(left.get(path), right.get(path)) || isShut(scene, path)) return false
    if (conflicts.some((conflict) => isWithin(conflict.path, path) || isWithin(path, conflict.path))) return false
    return !mustStay(scene, left.has(path) ? "left" : "right", path)
  })

/** Agreements of which not both sides are as they say. */
const untruths = (scene: Scene): ReadonlyArray<RelPath> =>
  [...scene.past.keys()].filter((path) => {
    const { left, right } = scene.past.get(path)!
    if (isShut(scene, path)) return false
    const [onLeft, onRight] = [scene.left.get(path), scene.right.get(path)]
    if (left._tag === "File" && left.digest !== undefined && left.digest !== contentOf(right)) return true
    return !isSame(onLeft, onRight) || left._tag !== onLeft?._tag || right._tag !== onRight?._tag
      || (contentOf(left) ?? contentOf(onLeft)) !== contentOf(onLeft)
  })

describe("both sides", () => {
  it.prop("hold the same afterwards (convergence)", [World, AnyPolicy], ([world, policy]) => {
    const scene = sceneOf(world, policy)
    const steps = planFor(scene)
    const after = pretend(scene, steps)
    assert.deepStrictEqual(differences(after, steps), [])
    const open = untruths(after).filter((path) => !steps.conflicts.some((held) => isWithin(held.path, path)))
    assert.deepStrictEqual(open.filter((path) => after.left.has(path) && after.right.has(path)), [])
  }, manyRuns(1000))

  it.prop("leave nothing to do for the next pass, and conflicts wait as they are (fixpoint)", [World, AnyPolicy], ([
    world,
    policy,
  ]) => {
    const scene = sceneOf(world, policy)
    const steps = planFor(scene)
    const after = pretend(scene, steps)
    const next = planFor(after)
    if (scene.past.size > 0 || after.past.size === 0) {
      assert.deepStrictEqual(next.actions, [])
      assert.deepStrictEqual(next.conflicts, steps.conflicts)
    }
    assert.deepStrictEqual(next.agreed.filter(({ agreement }) => agreement !== undefined), [])
  }, manyRuns(1000))

  it.prop("come to rest within three passes (termination)", [OddWorld, AnyPolicy], ([world, policy]) => {
    let scene = sceneOf(world, policy)
    for (let pass = 0; pass < 3; pass++) scene = pretend(scene)
    const last = planFor(scene)
    assert.deepStrictEqual([last.actions, last.agreed], [[], []])
  }, manyRuns(1000))

  it.prop("may change places (symmetry)", [OddWorld, AnyPolicy], ([world, policy]) => {
    if (policy.resolve === "keep-both") return
    const scene = sceneOf(world, policy)
    const conflicts = { policy: { ...policy, resolve: turnedResolve(policy.resolve) }, rules: [] }
    const mirrored = { ...swapped(scene), pair: { ...scene.pair, conflicts } }
    assert.deepStrictEqual(told(planFor(mirrored)), told(turnedAround(planFor(scene))))
  }, manyRuns(1000))
})

const turnedResolve = <A extends string>(resolve: A) =>
  resolve === "left" ? "right" : resolve === "right" ? "left" : resolve

const turnedAround = ({ actions, conflicts, agreed }: Pick<Plan, "actions" | "conflicts" | "agreed">) => ({
  actions: actions.map((action): Action => {
    const side = otherSide(action.side)
    if (action._tag !== "Move") return { ...action, side }
    const carried = action.carried.map((each) => ({
      ...each,
      agreement: { left: each.agreement.right, right: each.agreement.left },
    }))
    return { ...action, side, carried }
  }),
  conflicts: conflicts.map((each) => ({ ...each, left: each.right, right: each.left })),
  agreed: agreed.map(({ path, agreement }) => ({
    path,
    agreement: agreement && { left: agreement.right, right: agreement.left },
  })),
})

/** The words tell of left and right, and so do the names of copies: what counts is what is done where. */
const told = ({ actions, conflicts, agreed }: Pick<Plan, "actions" | "conflicts" | "agreed">) => ({
  actions: actions.map(({ because: _, ...action }) =>
    JSON.stringify(action).replaceAll(/conflict-(left|right)/g, "conflict")
  ).toSorted(),
  conflicts: conflicts.map(({ path, left, right }) => ({ path, left, right })),
  agreed,
})
