/** Random worlds for two-way pairs: one trunk that people change on both sides, and what a run makes of it. */
import { Schema } from "effect"
import { type Agreement, type Baseline } from "../../src/domain/Baseline.ts"
import { type Entry, unchanged } from "../../src/domain/Entry.ts"
import { type Pair, type Policy } from "../../src/domain/Pair.ts"
import { isWithin, lineage, nameOf, type RelPath } from "../../src/domain/RelPath.ts"
import { Side, sides } from "../../src/domain/Side.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { makePlan, type Steps } from "../../src/plan/makePlan.ts"
import { undecided } from "../../src/plan/undecided.ts"
import { at, evidence, pairOf } from "../support/entries.ts"
import { Beginnings, Deeds, filesOf, grow, OddDeeds } from "./deeds.ts"
import { arrived, perform, renewed, type Settled, type Tree, type Ways } from "./pretending.ts"
import { contentOf, shown } from "./trees.ts"

const Both = Schema.Struct({ left: Schema.Boolean, right: Schema.Boolean })

export const World = Schema.Struct({
  trunk: Beginnings,
  left: Deeds,
  right: Deeds,
  hasPast: Schema.Boolean,
  knowsContents: Schema.Boolean, // of the past
  keepsTimes: Schema.Boolean,
  ids: Both,
  coarse: Both,
  movesDirectories: Both,
  compare: Schema.Literals(["size-and-modified", "checksum"]),
})
export type World = typeof World.Type
export const OddWorld = Schema.Struct({ ...World.fields, left: OddDeeds, right: OddDeeds })

export const AnyPolicy = Schema.Struct({
  resolve: Schema.Literals(["hold", "newer", "older", "larger", "smaller", "left", "right", "keep-both"]),
  loser: Schema.Literals(["backup", "keep-copy"]),
  againstDelete: Schema.Literals(["edit", "delete", "hold"]),
})
export const cautious: Policy = { resolve: "hold", loser: "backup", againstDelete: "edit" }

export interface Scene {
  readonly left: Tree
  readonly right: Tree
  readonly past: Baseline
  readonly ways: Ways
  readonly movesDirectories: Readonly<Record<Side, boolean>>
  readonly pair: Pair
}

export const sceneOf = (world: typeof OddWorld.Type, policy: Policy = cautious): Scene => {
  const ways: Ways = world
  const trunk = grow(new Map(), world.trunk)
  const base = { left: onSide("left", trunk, ways), right: onSide("right", trunk, ways) }
  const pastOf = (path: RelPath): Agreement => ({
    left: remembered(base.left.get(path)!, world),
    right: remembered(base.right.get(path)!, world),
  })
  const inStep = [...trunk.keys()].filter((path) => nameOf(path) !== "h")
  return {
    left: changedOn("left", base.left, world.left, ways, world.hasPast),
    right: changedOn("right", base.right, world.right, ways, world.hasPast),
    past: new Map(world.hasPast ? inStep.map((path) => [path, pastOf(path)]) : []),
    ways,
    movesDirectories: world.movesDirectories,
    pair: pairOf({ mode: "two-way", compare: world.compare, conflicts: { policy, rules: [] } }),
  }
}

const onSide = (side: Side, tree: Tree, ways: Ways): Tree =>
  new Map(Array.from(tree, ([path, entry]) => [path, entry._tag === "File" ? arrived(side, entry, ways) : entry]))

const remembered = (entry: Entry, { knowsContents }: Pick<World, "knowsContents">): Entry => {
  if (entry._tag !== "File" || knowsContents) return entry
  const { digest: _, ...rest } = entry
  return rest
}

/** Who edits in secret edits what was in step and stayed where it was: nothing cheap could show it elsewhere. */
const changedOn = (side: Side, base: Tree, deeds: typeof OddDeeds.Type, ways: Ways, hasPast: boolean): Tree => {
  const isSecret = (deed: (typeof deeds)[number]) => deed.does === "edit in secret"
  const tree = grow(
    base,
    deeds.filter((deed) => !isSecret(deed)),
    (entry) => arrived(side, entry, { ...ways, keepsTimes: true }),
  )
  for (const deed of deeds) {
    if (deed.does !== "edit in secret" || !hasPast || !ways.ids[side]) continue
    const now = tree.get(at(deed.path))
    const content = filesOf[deed.content]!
    if (now?._tag !== "File" || now !== base.get(at(deed.path)) || now.size !== content.size) continue
    tree.set(at(deed.path), renewed({ ...now, digest: content.digest! }))
  }
  return tree
}

/** All that a look would find out, contents that had to be read included. */
export const lookAt = (
  { left, right, past, ways, movesDirectories, pair }: Scene,
  more: Partial<Evidence> = {},
): Evidence => {
  const seen = evidence({
    left: shown(left, "left"),
    right: shown(right, "right"),
    baseline: past,
    keepsTimes: ways.keepsTimes,
    movesDirectories,
    ...more,
  })
  const wanted = undecided(pair, seen)
  const digestsOf = (tree: Tree, side: Side) =>
    new Map(wanted[side].map(([path]) => [path, contentOf(tree.get(path)) ?? ""]))
  return { ...seen, digests: { left: digestsOf(left, "left"), right: digestsOf(right, "right") } }
}

export const planFor = (scene: Scene): Steps => makePlan(scene.pair, lookAt(scene))

export const rememberedAfter = (past: Baseline, settled: Settled): Baseline => {
  const after = new Map(Array.from(past.keys(), (path) => [path, past.get(path)!] as const))
  for (const [path, agreement] of settled) {
    if (agreement === undefined) after.delete(path)
    else after.set(path, agreement)
  }
  return after
}

export const copied = ({ left, right }: Pick<Scene, Side>): Readonly<Record<Side, Tree>> => ({
  left: new Map(left),
  right: new Map(right),
})

/** Both sides after the first so many actions, and the baseline that a run would have remembered. */
export const pretend = (scene: Scene, steps: Steps = planFor(scene), count = steps.actions.length): Scene => {
  const trees = copied(scene)
  const settled: Array<Settled[number]> = steps.agreed.map(({ path, agreement }) => [path, agreement])
  for (const action of steps.actions.slice(0, count)) settled.push(...perform(action, trees, scene.ways))
  return { ...scene, ...trees, past: rememberedAfter(scene.past, settled) }
}

/** The same, with the sides taken for each other. */
export const swapped = (scene: Scene): Scene => ({
  ...scene,
  left: scene.right,
  right: scene.left,
  past: new Map(Array.from(scene.past.keys(), (path) => {
    const { left, right } = scene.past.get(path)!
    return [path, { left: right, right: left }]
  })),
  ways: { ...scene.ways, coarse: turned(scene.ways.coarse), ids: turned(scene.ways.ids) },
  movesDirectories: turned(scene.movesDirectories),
})
export const turned = <A>({ left, right }: Readonly<Record<Side, A>>): Readonly<Record<Side, A>> => ({
  left: right,
  right: left,
})

/** Whether the filters keep a path out of sight, or it cannot be synced, told here in other words than the planner's. */
export const isShut = (scene: Pick<Scene, Side>, path: RelPath): boolean =>
  lineage(path).some((above) =>
    sides.some((side) => {
      const entry = scene[side].get(above)
      return (entry?._tag === "File" && nameOf(above) === "h")
        || (entry !== undefined && entry._tag !== "File" && entry._tag !== "Directory")
    })
  )
export const isPassage = (tree: Tree, path: RelPath): boolean =>
  nameOf(path) === "t" && tree.get(path)?._tag === "Directory"

/** Whether a file is as the past of its own side says. */
export const isAsRemembered = ({ past }: Pick<Scene, "past">, side: Side, path: RelPath, now: Entry): boolean => {
  const before = past.get(path)?.[side]
  return unchanged(before, now)
    || (before?._tag === "File" && before.digest !== undefined && before.digest === contentOf(now))
}

/** A directory that only passes, or has in it what nobody may touch, stays where it is. */
export const mustStay = (scene: Pick<Scene, Side>, side: Side, path: RelPath): boolean =>
  [...scene[side].keys()].some((each) => isWithin(path, each) && (isShut(scene, each) || isPassage(scene[side], each)))

export const everyPath = (
  { left, right }: Pick<Scene, Side>,
): ReadonlyArray<RelPath> => [...new Set([...left.keys(), ...right.keys()])]
