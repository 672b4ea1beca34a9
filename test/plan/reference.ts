/**
 * What two-way passes should make of two trees, told a second time: folder by folder from the top, as the decision table
 * reads, knowing every content. Nothing in it comes from the planner.
 */
import { type Entry } from "../../src/domain/Entry.ts"
import { type Policy } from "../../src/domain/Pair.ts"
import { isWithin, nameOf, parentOf, type RelPath } from "../../src/domain/RelPath.ts"
import { type Side } from "../../src/domain/Side.ts"
import { type Scene } from "./bothWays.ts"

/** A path and what it holds: "/" for a folder, else the content. */
export type Held = ReadonlyArray<string>

export interface Outcome {
  readonly left: Held
  readonly right: Held
  readonly conflicts: ReadonlyArray<RelPath>
}

type Verdict =
  | { readonly is: "settled" }
  | { readonly is: "conflict" }
  | { readonly is: "frozen" }
  | { readonly is: "taken"; readonly from: Side; readonly loserStays: boolean }

const settled: Verdict = { is: "settled" }
const conflict: Verdict = { is: "conflict" }
const taken = (from: Side, loserStays = false): Verdict => ({ is: "taken", from, loserStays })
const opposite = { left: "right", right: "left" } as const

export const referenceOf = (scene: Scene): Outcome => {
  const top = [...new Set([...scene.left.keys(), ...scene.right.keys()])].filter((path) => parentOf(path) === undefined)
  return joined(top.map((path) => outcomeAt(scene, path)))
}

const joined = (outcomes: ReadonlyArray<Outcome>): Outcome => ({
  left: outcomes.flatMap(({ left }) => left).toSorted(),
  right: outcomes.flatMap(({ right }) => right).toSorted(),
  conflicts: outcomes.flatMap(({ conflicts }) => conflicts).toSorted(),
})

const outcomeAt = (scene: Scene, path: RelPath): Outcome => {
  const verdict = verdictOf(scene, path)
  if (verdict.is === "frozen") return asItIs(scene, path, [])
  if (verdict.is === "conflict") return asItIs(scene, path, [path])
  const below = joined(childrenOf(scene, path).map((child) => outcomeAt(scene, child)))
  if (verdict.is === "settled") return joined([here(scene, path, "left"), here(scene, path, "right"), below])
  return takenOver(scene, path, verdict, below)
}

const takenOver = (
  scene: Scene,
  path: RelPath,
  { from, loserStays }: Verdict & { readonly is: "taken" },
  below: Outcome,
): Outcome => {
  const to = opposite[from]
  const [winner, loser] = [scene[from].get(path), scene[to].get(path)]
  if (winner === undefined) {
    if (loser?._tag !== "Directory") return loserStays ? copyOf(path, to, loser) : nothing
    const kept = below[to].length > 0 ? [line(path, loser)] : []
    const back = below[from].length > 0 ? [line(path, loser)] : []
    return joined([onSide(to, kept), onSide(from, back), below])
  }
  if (loser?._tag === "Directory" && winner._tag !== "Directory" && below[to].length > 0) {
    return asItIs(scene, path, [path])
  }
  const both = joined([onSide("left", [line(path, winner)]), onSide("right", [line(path, winner)]), below])
  return loserStays && loser?._tag === "File" ? joined([both, copyOf(path, to, loser)]) : both
}

const verdictOf = (scene: Scene, path: RelPath): Verdict => {
  const [left, right] = [scene.left.get(path), scene.right.get(path)]
  const strange = (entry: Entry | undefined) =>
    entry !== undefined && entry._tag !== "Directory" && (entry._tag !== "File" || nameOf(path) === "h")
  if (strange(left) || strange(right)) return { is: "frozen" }
  if (left?._tag === right?._tag && contentIn(left) === contentIn(right)) return settled
  const { policy } = scene.pair.conflicts
  const past = scene.past.get(path)
  if (past === undefined) {
    if (left === undefined) return taken("right")
    if (right === undefined) return taken("left")
    return scene.past.size === 0 ? conflict : between(left, right, policy)
  }
  const wereRead = contentsWereRead(scene, past, left, right)
  const onLeft = wasEdited(past.left, left, wereRead)
  const onRight = wasEdited(past.right, right, wereRead)
  if (!onLeft) return taken("right")
  if (!onRight) return taken("left")
  if (left !== undefined && right !== undefined) return between(left, right, policy)
  const survivor = left === undefined ? "right" : "left"
  if (policy.againstDelete === "hold") return conflict
  return policy.againstDelete === "edit" ? taken(survivor) : taken(opposite[survivor], policy.loser === "keep-copy")
}

const between = (left: Entry, right: Entry, { resolve, loser }: Policy): Verdict => {
  if (left._tag !== "File" || right._tag !== "File") return conflict
  const ahead = {
    "hold": 0,
    "keep-both": 1,
    "left": 1,
    "right": -1,
    "larger": left.size - right.size,
    "smaller": right.size - left.size,
    "newer": seconds(left.modified) - seconds(right.modified),
    "older": seconds(right.modified) - seconds(left.modified),
  }[resolve]
  const loserStays = loser === "keep-copy" || resolve === "keep-both"
  return ahead === 0 ? conflict : taken(ahead > 0 ? "left" : "right", loserStays)
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000)

/** People see an edit in another content, or in another time where nobody looks at the content. */
const wasEdited = (before: Entry, now: Entry | undefined, wereRead: boolean): boolean => {
  if (before._tag !== "File" || now?._tag !== "File") return before._tag !== now?._tag
  if (before.size !== now.size) return true
  if (before.digest === undefined) return showsChange(before, now) // what it was is not known
  return before.digest !== now.digest || (before.modified !== now.modified && !wereRead)
}

const showsChange = (before: Entry, now: Entry): boolean =>
  before._tag !== "File" || now._tag !== "File" || before.modified !== now.modified
  || (before.id !== undefined && before.id !== now.id)

/** Contents are looked at on request, and where two files of one size may both have been edited. */
const contentsWereRead = (
  { pair }: Scene,
  past: { readonly left: Entry; readonly right: Entry },
  left: Entry | undefined,
  right: Entry | undefined,
): boolean =>
  pair.compare === "checksum"
  || (left?._tag === "File" && right?._tag === "File" && left.size === right.size && showsChange(past.left, left)
    && showsChange(past.right, right))

const contentIn = (entry: Entry | undefined): string | undefined => entry?._tag === "File" ? entry.digest : undefined

const childrenOf = ({ left, right }: Scene, path: RelPath): ReadonlyArray<RelPath> =>
  [...new Set([...left.keys(), ...right.keys()])].filter((each) => parentOf(each) === path)

const nothing: Outcome = { left: [], right: [], conflicts: [] }
const line = (path: string, entry: Entry | undefined): string =>
  `${path} ${entry?._tag === "Directory" ? "/" : contentIn(entry) ?? entry?._tag}`
const onSide = (side: Side, held: Held): Outcome => ({ ...nothing, [side]: held })

const here = (scene: Scene, path: RelPath, side: Side): Outcome => onSide(side, [line(path, scene[side].get(path))])

const asItIs = (scene: Scene, path: RelPath, conflicts: ReadonlyArray<RelPath>): Outcome => ({
  left: heldIn(scene.left).filter((each) => isWithin(path, each.slice(0, each.lastIndexOf(" ")) as RelPath)),
  right: heldIn(scene.right).filter((each) => isWithin(path, each.slice(0, each.lastIndexOf(" ")) as RelPath)),
  conflicts,
})

export const heldIn = (tree: Scene["left"]): Held => Array.from(tree, ([path, entry]) => line(path, entry)).toSorted()

/** The names of these worlds are short, have no extension, and none of them is a copy's. */
const copyOf = (path: RelPath, side: Side, loser: Entry | undefined): Outcome => {
  if (loser?._tag !== "File") return nothing
  const [day, time] = new Date(loser.modified).toISOString().split("T")
  const name = `${path}.conflict-${side}-${day}T${time!.slice(0, 2)}${time!.slice(3, 5)}`
  return { left: [line(name, loser)], right: [line(name, loser)], conflicts: [] }
}
