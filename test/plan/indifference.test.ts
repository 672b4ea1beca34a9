/** Laws of two-way plans: what they do not depend on. */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { type Action } from "../../src/domain/Action.ts"
import { type Entry } from "../../src/domain/Entry.ts"
import { isWithin, lineage, nameOf, type RelPath } from "../../src/domain/RelPath.ts"
import { Side, sides } from "../../src/domain/Side.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { makePlan, type Steps } from "../../src/plan/makePlan.ts"
import { at, file, problem } from "../support/entries.ts"
import { packed } from "../support/packed.ts"
import {
  AnyPolicy,
  isShut,
  lookAt,
  OddWorld,
  planFor,
  rememberedAfter,
  type Scene,
  sceneOf,
  World,
} from "./bothWays.ts"
import { manyRuns } from "./manyRuns.ts"
import { type Settled } from "./pretending.ts"
import { shown } from "./trees.ts"

/** What actions come down to. With less to go by, what was one rename may be an addition and a delete. */
const partsOf = (action: Action): ReadonlyArray<string> => {
  if (action._tag !== "Move") return [`${action._tag === "Delete" ? "remove" : "make"} ${action.side} ${action.path}`]
  const moved = action.carried.length > 0 ? action.carried : [action]
  return moved.flatMap(({ from, path }) => [`remove ${action.side} ${from}`, `make ${action.side} ${path}`])
}
const partsIn = ({ actions }: Pick<Steps, "actions">): ReadonlySet<string> => new Set(actions.flatMap(partsOf))

describe("what could not be seen (unknown is not absent)", () => {
  const Spot = Schema.Literals(["a", "b", "c", "a/a", "a/b", "a/b/a", "b/a", "b/c/a"])
  const Blow = Schema.Literals(["unknown", "unlisted", "doubt"])

  /** What is left to see when a path, and all below it, cannot be looked at. */
  const struck = (scene: Scene, side: Side, path: RelPath, blow: typeof Blow.Type): Evidence => {
    const tree = new Map(scene[side])
    for (const each of tree.keys()) if (blow !== "doubt" && each !== path && isWithin(path, each)) tree.delete(each)
    if (blow === "unknown") tree.set(path, { _tag: "Unknown", problem: "it cannot be seen" })
    return lookAt({ ...scene, [side]: tree }, { [side]: shown(tree, side), doubts: [problem(side, path)] })
  }

  it.prop("takes steps away and never adds one, and none is at or below it", [World, AnyPolicy, Side, Spot, Blow], (
    [world, policy, side, spot, blow],
  ) => {
    const scene = sceneOf(world, policy)
    const path = at(spot)
    if (lineage(path).slice(1).some((above) => scene[side].get(above)?._tag !== "Directory")) return
    const [whole, careful] = [planFor(scene), makePlan(scene.pair, struck(scene, side, path, blow))]
    const [before, after] = [partsIn(whole), partsIn(careful)]
    for (const part of after) {
      assert.isTrue(before.has(part) || part.startsWith("make"), `${part} is new`)
      assert.isFalse(isWithin(path, part.split(" ").slice(2).join(" ") as RelPath), part)
    }
    for (const action of careful.actions) {
      if (before.has(partsOf(action)[0]!)) continue
      assert.strictEqual(action._tag, "MakeDirectory", `${action._tag} ${action.path} is new`)
      assert.isTrue(isWithin(action.path, path), `${action.path} comes back for nothing`)
    }
    const blocked = [path, ...careful.conflicts.map((each) => each.path)]
    for (const action of whole.actions) {
      if (partsOf(action).every((part) => after.has(part))) continue
      const places = [action.path, ..."from" in action ? [action.from] : []]
      const isNear = places.some((place) =>
        blocked.some((each) => isWithin(each, place) || isWithin(place, each) || place.startsWith(`${each}.conflict`))
      )
      assert.isTrue(isNear, `${action._tag} ${action.path} was lost to ${path}`)
    }
    for (const { path: settled } of careful.agreed) assert.isFalse(isWithin(path, settled), settled)
  }, manyRuns(1500))
})

it.prop("a conflict holds back its own path and nothing else (locality)", [OddWorld, AnyPolicy], ([world, policy]) => {
  const apart = <A extends { readonly path: string; readonly other?: string }>(deeds: ReadonlyArray<A>) =>
    deeds.filter(({ path, other }) => !`${path} ${other}`.includes("c"))
  const [calm, left, right] = (["zz", "x", "y"] as const).map((
    content,
  ) => ({ does: "write", path: "c", content } as const))
  const still = {
    ...world,
    hasPast: true,
    trunk: [...apart(world.trunk), calm!],
    left: apart(world.left),
    right: apart(world.right),
  }
  const torn = { ...still, left: [...still.left, left!], right: [...still.right, right!] }
  const [before, after] = [planFor(sceneOf(still, policy)), planFor(sceneOf(torn, policy))]
  const isApart = (part: string) => !part.endsWith(" c") && !part.includes(" c.conflict")
  const dateless = (parts: Iterable<string>) => Array.from(parts, (part) => part.replaceAll(/-\d[\dT-]*/g, ""))
  assert.deepStrictEqual(dateless(partsIn(after)).filter(isApart), dateless(partsIn(before)))
  const heldApart = after.conflicts.filter(({ path }) => path !== "c").map(({ path }) => path)
  assert.deepStrictEqual(heldApart, before.conflicts.map(({ path }) => path))
}, manyRuns(700))

it.prop("what is kept out of sight changes nothing (filters)", [OddWorld, AnyPolicy], ([world, policy]) => {
  const scene = sceneOf(world, policy)
  const other = veiled(scene)
  const [seen, unseen] = [lookAt(scene), lookAt(other)]
  assert.deepStrictEqual(unseen.digests, seen.digests)
  const steps = makePlan(scene.pair, seen)
  assert.deepStrictEqual(makePlan(scene.pair, unseen), steps)
  for (const action of steps.actions) {
    assert.isFalse(isShut(scene, action.path), action.path)
    if (action._tag === "Move") assert.isFalse(isShut(scene, action.from), action.from)
  }
}, manyRuns(700))

/** The same, but for what is in the files that the filters hide. */
const veiled = (scene: Scene): Scene => {
  const rewritten = (tree: Scene["left"]) =>
    new Map(Array.from(tree, ([path, entry]) => [
      path,
      entry._tag === "File" && nameOf(path) === "h" ? file(99, 99_000, { digest: "other" }) : entry,
    ]))
  return { ...scene, left: rewritten(scene.left), right: rewritten(scene.right) }
}

it.prop(
  "clocks do not matter (time independence)",
  [World, AnyPolicy, Side, Schema.Int],
  ([world, policy, side, n]) => {
    const isByTime = policy.resolve === "newer" || policy.resolve === "older"
    if (isByTime) return
    const scene = sceneOf({ ...world, hasPast: true }, { ...policy, loser: "backup" })
    const later = shifted(scene, side, (n % 100_000) * 1000)
    assert.deepStrictEqual(timeless(planFor(later)), timeless(planFor(scene)))
  },
  manyRuns(1000),
)

const shifted = (scene: Scene, side: Side, by: number): Scene => {
  const shift = (entry: Entry): Entry => entry._tag === "File" ? { ...entry, modified: entry.modified + by } : entry
  return {
    ...scene,
    [side]: new Map(Array.from(scene[side], ([path, entry]) => [path, shift(entry)])),
    past: new Map(Array.from(scene.past.keys(), (path) => {
      const agreement = scene.past.get(path)!
      return [path, { ...agreement, [side]: shift(agreement[side]) }]
    })),
  }
}

const timeless = ({ actions, conflicts }: Steps) => ({
  actions: actions.map((action) =>
    `${action._tag} ${action.side} ${action.path.replaceAll(/conflict-(left|right)-[\dT-]*/g, "copy")}`
  ).toSorted(),
  conflicts: conflicts.map(({ path, reason }) => [path, reason]),
})

it.prop("names that fold together are neither written nor deleted", [World, AnyPolicy], ([world, policy]) => {
  const scene = sceneOf(world, policy)
  const { actions } = makePlan(scene.pair, lookAt(scene, { foldsNames: true }))
  const names = new Set(sides.flatMap((side) => [...scene[side].keys()]))
  const isTwin = (path: RelPath) =>
    lineage(path).some((above) =>
      [...names].some((name) => name !== above && name.toLowerCase() === above.toLowerCase())
    )
  for (const action of actions) {
    assert.isFalse(isTwin(action.path), action.path)
    if (action._tag === "Move") assert.isFalse(isTwin(action.from), action.from)
  }
}, manyRuns(1000))

it.prop("the order in which things are met does not matter (purity)", [OddWorld, AnyPolicy], ([world, policy]) => {
  const scene = sceneOf(world, policy)
  const evidence = lookAt(scene)
  const once = JSON.stringify(makePlan(scene.pair, evidence))
  assert.strictEqual(JSON.stringify(makePlan(scene.pair, evidence)), once)
  const reversed = <A>(map: Iterable<readonly [RelPath, A]>) => new Map([...map].toReversed())
  const met: Evidence = {
    ...evidence,
    baseline: rememberedAfter(reversed(scene.past as Map<RelPath, never>), [] satisfies Settled),
    digests: { left: reversed(evidence.digests.left), right: reversed(evidence.digests.right) },
  }
  assert.strictEqual(JSON.stringify(makePlan(scene.pair, met)), once)
}, manyRuns(500))

describe("how the past is kept", () => {
  it.prop("changes nothing, though what is as it was is told from the packed text alone", [OddWorld, AnyPolicy], (
    [world, policy],
  ) => {
    const scene = sceneOf(world, policy)
    assert.deepStrictEqual(planFor({ ...scene, past: packed(scene.past) }), planFor(scene))
  }, manyRuns(1000))
})
