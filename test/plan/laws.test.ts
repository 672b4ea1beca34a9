/** What holds of every plan, whatever the trees. */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { type Action } from "../../src/domain/Action.ts"
import { type Plan, summarize } from "../../src/domain/Plan.ts"
import { isWithin, lineage, nameOf, parentOf, type RelPath } from "../../src/domain/RelPath.ts"
import { Side } from "../../src/domain/Side.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { guard } from "../../src/plan/guard.ts"
import { makePlan } from "../../src/plan/makePlan.ts"
import { at, pairOf, problem, unknown } from "../support/entries.ts"
import { manyRuns } from "./manyRuns.ts"
import { perform, type Tree } from "./pretending.ts"
import {
  grow,
  isSame,
  keepsSecond,
  lookAt,
  planFor,
  pretend,
  RareLines,
  type Trees,
  treesOf,
  waysOf,
  World,
} from "./trees.ts"

const Mode = Schema.Literals(["mirror", "copy"])
const noMarks = { expected: undefined, found: { left: undefined, right: undefined } }
const options = manyRuns(600, 24)

const isHidden = (tree: Tree, path: RelPath): boolean => nameOf(path) === "h" && tree.get(path)?._tag === "File"
const isPassage = (tree: Tree, path: RelPath): boolean => nameOf(path) === "t" && tree.get(path)?._tag === "Directory"

/** Whether nothing may be decided at a path, told here in other words than the planner's. */
const isShut = ({ left, right }: Pick<Trees, "left" | "right">, path: RelPath): boolean =>
  lineage(path).some((above) => {
    const strange = [left, right].some((tree) => !["File", "Directory", undefined].includes(tree.get(above)?._tag))
    const wanted = left.get(above)?._tag === "File" && !isHidden(left, above)
    return strange || isHidden(left, above) || (isHidden(right, above) && !wanted)
  })

/** Where the target is not what the source is, with no good reason. */
const mismatches = ({ left, right }: Trees, { conflicts }: Pick<Plan, "conflicts">): ReadonlyArray<RelPath> =>
  [...new Set([...left.keys(), ...right.keys()])].filter((path) => {
    if (isSame(left.get(path), right.get(path)) || isShut({ left, right }, path)) return false
    if (conflicts.some((conflict) => isWithin(conflict.path, path))) return false
    if (isPassage(left, path) && right.get(path) === undefined) return false
    return !mustStay({ left, right }, path)
  })

/** A folder that is only passed through, or that holds something that nobody may touch. */
const mustStay = (trees: Pick<Trees, "left" | "right">, path: RelPath): boolean =>
  trees.right.get(path)?._tag === "Directory"
  && [...trees.right.keys()].some((each) =>
    isWithin(path, each) && (isShut(trees, each) || isPassage(trees.right, each))
  )

/** What actions come down to. With less to go by, what was one rename may be an addition and a delete. */
const told = (actions: ReadonlyArray<Action>): ReadonlySet<string> =>
  new Set(actions.flatMap((action) => partsOf(action).map((part) => JSON.stringify(part))))

const partsOf = (action: Action) =>
  action._tag === "Move"
    ? action.carried.flatMap(({ from, path }) => [["remove", from], ["make", path]])
    : [[action._tag === "Delete" ? "remove" : "make", action.path]]

/** The same, remembered and met the other way round. */
const turned = (evidence: Evidence): Evidence => ({
  ...evidence,
  baseline: new Map(
    Array.from(evidence.baseline.keys(), (key) => [key, evidence.baseline.get(key)!] as const).toReversed(),
  ),
  digests: {
    left: new Map([...evidence.digests.left].toReversed()),
    right: new Map([...evidence.digests.right].toReversed()),
  },
  doubts: evidence.doubts.toReversed(),
})
const planned = (evidence: Evidence) => JSON.stringify(makePlan(pairOf({ mode: "mirror" }), evidence))

describe("a plan", () => {
  it.prop("leaves a mirror equal to its source (mirror exactness)", [World], ([world]) => {
    const { after, plan } = pretend("mirror", treesOf(world), world.keepsTimes)
    assert.deepStrictEqual(mismatches(after, plan), [])
    for (const { path, left, right } of plan.conflicts) {
      assert.deepStrictEqual([left?._tag, right?._tag], ["File", "Directory"], path)
      assert.isTrue(mustStay(after, path), `${path} is held back for nothing`)
    }
  }, options)

  it.prop("brings the times of what it sends along where they are kept", [World], ([world]) => {
    const { after, plan } = pretend("mirror", treesOf({ ...world, hasPast: false }), true)
    for (const { _tag, path } of plan.actions) {
      if (_tag === "Transfer") assert.isTrue(keepsSecond(after.left.get(path), after.right.get(path)), path)
    }
  }, options)

  it.prop("leaves nothing to do for the next pass (fixpoint)", [World, Mode], ([world, mode]) => {
    const { after, plan } = pretend(mode, treesOf(world), world.keepsTimes)
    const next = planFor(mode, after, world.keepsTimes)
    assert.deepStrictEqual(next.actions, [])
    assert.deepStrictEqual(next.agreed, [])
    assert.isTrue(next.drift.every(({ path }) => plan.drift.some((drift) => drift.path === path)))
    assert.deepStrictEqual(next.conflicts.map(({ path }) => path), plan.conflicts.map(({ path }) => path))
  }, options)

  it.prop("deletes nothing on copy", [World], ([world]) => {
    const trees = treesOf(world)
    const { plan, after } = pretend("copy", trees, world.keepsTimes)
    assert.isTrue(plan.actions.every(({ _tag }) => _tag !== "Delete"))
    for (const [path, entry] of trees.right) assert.strictEqual(after.right.get(path)?._tag, entry._tag, path)
    for (const [path, entry] of trees.left) {
      const isHeld = isShut(trees, path) || plan.conflicts.some((conflict) => isWithin(conflict.path, path))
      if (entry._tag === "File" && !isHeld) assert.isTrue(isSame(entry, after.right.get(path)), path)
    }
  }, options)

  it.prop("acts on the target only, once a path and kind of step", [World, Mode], ([world, mode]) => {
    const { actions } = planFor(mode, treesOf(world), world.keepsTimes)
    assert.isTrue(actions.every(({ side }) => side === "right"))
    const kinds = actions.flatMap((action) => partsOf(action).map((part) => part.join(" ")))
    assert.strictEqual(new Set(kinds).size, kinds.length)
  }, options)

  it.prop(
    "is the same whatever the order in which things were remembered or met (purity)",
    [World, Schema.Array(Schema.Struct({ side: Side, path: Schema.Literals(["a", "b", "a/b"]) }))],
    ([world, met]) => {
      const seen = lookAt(treesOf(world), world.keepsTimes)
      const doubts = met.map(({ side, path }) => problem(side, path))
      const once = planned({ ...seen, doubts })
      assert.strictEqual(planned({ ...seen, doubts }), once)
      assert.strictEqual(planned(turned({ ...seen, doubts })), once)
    },
    options,
  )

  it.prop("keeps a target whole after every prefix of its steps", [World, Mode], ([world, mode]) => {
    const trees = treesOf(world)
    const { actions } = planFor(mode, trees, world.keepsTimes)
    const right = new Map(trees.right)
    for (const action of actions) {
      perform(action, { left: trees.left, right }, waysOf(world.keepsTimes))
      for (const path of right.keys()) {
        const parent = parentOf(path)
        assert.isTrue(parent === undefined || right.get(parent)?._tag === "Directory", path)
      }
    }
  }, options)
})

describe("a delete", () => {
  const Strange = Schema.Struct({ ...World.fields, left: RareLines, right: RareLines })

  it.prop("is of what the source surely does not have (justified deletes)", [Strange], ([world]) => {
    const trees = treesOf(world)
    const { actions } = planFor("mirror", trees, world.keepsTimes)
    for (const { _tag, path, expected } of actions) {
      assert.isFalse(isShut(trees, path), `${_tag} ${path} is where nothing may be decided`)
      if (_tag !== "Delete") continue
      assert.notStrictEqual(trees.left.get(path)?._tag, expected?._tag)
      assert.strictEqual(trees.right.get(path)?._tag, expected?._tag)
      assert.isTrue(!isPassage(trees.right, path) || trees.left.get(path)?._tag === "File", path)
    }
  }, options)

  it.prop("leaves every link, device and unknown where it is", [Strange, Mode], ([world, mode]) => {
    const trees = treesOf(world)
    const { after } = pretend(mode, trees, world.keepsTimes)
    for (const [path, entry] of trees.right) if (isShut(trees, path)) assert.strictEqual(after.right.get(path), entry)
  }, options)

  it.prop("never comes from a limit that is kept", [World, Schema.Literals([0, 1, 2, 5])], ([world, most]) => {
    const evidence = lookAt(treesOf(world), world.keepsTimes)
    const pair = pairOf({ limits: { deletes: { count: most, percent: 50 }, changes: undefined, transfer: undefined } })
    const steps = makePlan(pair, evidence)
    const identity = { before: "same", now: "same" }
    const halts = guard(
      pair,
      evidence,
      { scope: identity, roots: { left: identity, right: identity }, marks: noMarks },
      steps,
    )
    const { delete: deletes } = summarize(steps)
    const isOver = deletes > most || deletes > steps.entries.right / 2
    assert.strictEqual(halts.some(({ reason }) => reason === "delete-limit"), isOver)
  }, options)
})

it.prop("without a past nothing is written over or deleted without a word", [World, Mode], ([world, mode]) => {
  const evidence = lookAt(treesOf({ ...world, hasPast: false }), world.keepsTimes)
  const pair = pairOf({ mode })
  const steps = makePlan(pair, evidence)
  const root = { before: undefined, now: "root" }
  const halts = guard(pair, evidence, {
    scope: { before: undefined, now: "scope" },
    roots: { left: root, right: root },
    marks: noMarks,
  }, steps)
  const touches = steps.actions.some(({ expected }) => expected !== undefined)
  assert.strictEqual(halts.some(({ reason }) => reason === "foreign-target"), touches)
}, options)

describe("what could not be seen (unknown is not absent)", () => {
  const Spot = Schema.Literals(["a", "b", "h", "t", "a/a", "a/b", "a/b/a", "t/a", "b/a"])
  const Blow = Schema.Literals(["unknown", "unlisted", "problem", "doubt"])

  const struck = (trees: Trees, side: Side, path: RelPath, blow: typeof Blow.Type, keepsTimes: boolean): Evidence => {
    const tree = new Map(trees[side])
    if (blow === "unknown") {
      for (const above of lineage(path).slice(1)) if (tree.get(above)?._tag === "File") tree.delete(above)
    }
    if (blow === "unknown" || blow === "unlisted") {
      for (const each of tree.keys()) if (each !== path && isWithin(path, each)) tree.delete(each)
    }
    const blinded = blow === "unknown" ? grow(tree, [{ path: path as "a", holds: "unknown" }]) : tree
    const seen = lookAt({ ...trees, [side]: blinded }, keepsTimes)
    return blow === "unknown" ? seen : { ...seen, doubts: [problem(side, path)] }
  }

  it.prop("takes steps away and never adds one", [World, Mode, Side, Spot, Blow], ([world, mode, side, spot, blow]) => {
    const trees = treesOf(world)
    const path = at(spot)
    const reachable = lineage(path).slice(1).every((above) => trees[side].get(above)?._tag === "Directory")
    if (blow === "unknown" && !reachable) return
    const pair = pairOf({ mode })
    const whole = makePlan(pair, lookAt(trees, world.keepsTimes))
    const cautious = makePlan(pair, struck(trees, side, path, blow, world.keepsTimes))
    const before = told(whole.actions)
    for (const action of cautious.actions) {
      for (const part of partsOf(action)) assert.isTrue(before.has(JSON.stringify(part)), `${part.join(" ")} is new`)
      assert.isFalse(isWithin(path, action.path), `${action._tag} ${action.path}`)
    }
    const after = told(cautious.actions)
    const lost = whole.actions.filter((action) => partsOf(action).some((part) => !after.has(JSON.stringify(part))))
    const blocked = [path, ...cautious.conflicts.map((conflict) => conflict.path)]
    for (const action of lost) {
      const places = [action.path, ...(action._tag === "Move" ? [action.from] : [])]
      const isNear = places.some((place) => blocked.some((each) => isWithin(each, place)) || isWithin(place, path))
      const wasForIt = action._tag === "MakeDirectory" && nameOf(action.path) === "t"
      assert.isTrue(isNear || wasForIt, `${action._tag} ${action.path} was lost to ${path}`)
    }
  }, manyRuns(1500, 24))

  it("is what the trees of these laws hold too", () => {
    assert.deepStrictEqual(grow(new Map(), [{ path: "a/b", holds: "unknown" }]).get(at("a/b")), unknown)
  })
})
