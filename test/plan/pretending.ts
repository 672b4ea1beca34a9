/** Two sides on which actions are taken for pretend. They complain where real ones would. */
import { assert } from "@effect/vitest"
import { type Action } from "../../src/domain/Action.ts"
import { type Agreement } from "../../src/domain/Baseline.ts"
import { directory, type Entry, type File, unchanged } from "../../src/domain/Entry.ts"
import { isWithin, parentOf, type RelPath } from "../../src/domain/RelPath.ts"
import { otherSide, type Side } from "../../src/domain/Side.ts"

/** Files carry their true content as their digest, which snapshots do not show. */
export type Tree = Map<RelPath, Entry>

export type TreePair = Readonly<Record<Side, Tree>>

/** What differs from endpoint to endpoint. */
export interface Ways {
  readonly keepsTimes: boolean
  readonly coarse: Readonly<Record<Side, boolean>> // shows times in whole seconds
  readonly ids: Readonly<Record<Side, boolean>> // shows what tells one file from another of the same stamp
}

export const inWholeSeconds = (entry: File): File => ({ ...entry, modified: Math.floor(entry.modified / 1000) * 1000 })

/** What a side tells of an entry. */
export const shownOn = <E extends Entry | undefined>(
  side: Side,
  entry: E,
  { coarse }: Pick<Ways, "coarse">,
): E | File => entry?._tag === "File" && coarse[side] ? inWholeSeconds(entry) : entry

let clock = 1_000_000
let inode = 1_000_000
const tick = (): number => clock += 1000

/** The same file after something was done to it. */
export const renewed = (file: File): File =>
  file.id === undefined ? file : { ...file, id: `${file.id.split(".")[0]}.${tick()}` }

/** A file as a side holds it that has just been written there. */
export const arrived = (side: Side, file: File, { keepsTimes, coarse, ids }: Ways): File => {
  const { id: _, ...stamped } = keepsTimes ? file : { ...file, modified: tick() }
  const shown = coarse[side] ? inWholeSeconds(stamped) : stamped
  return ids[side] ? { ...shown, id: `${inode++}.${tick()}` } : shown
}

export type Settled = ReadonlyArray<readonly [path: RelPath, agreement: Agreement | undefined]>

/** Takes a step, complaining about a missing parent, a full directory, a surprise, and tells what a run would remember. */
export const perform = (action: Action, trees: TreePair, ways: Ways): Settled => {
  const { path, side, expected } = action
  const tree = trees[side]
  const there = tree.get(path)
  assert.isTrue(unchanged(expected, shownOn(side, there, ways)), `${action._tag} ${path} finds ${there?._tag}`)
  const parent = parentOf(path)
  assert.isTrue(parent === undefined || tree.get(parent)?._tag === "Directory", `${action._tag} ${path} has no parent`)
  switch (action._tag) {
    case "Delete":
      assert.deepStrictEqual([...tree.keys()].filter((each) => each !== path && isWithin(path, each)), [], "not empty")
      tree.delete(path)
      return [[path, undefined]]
    case "MakeDirectory":
      assert.isUndefined(there, `${path} is taken`)
      tree.set(path, directory)
      return [[path, { left: directory, right: directory }]]
    case "Transfer": {
      const source = trees[otherSide(side)].get(action.from)
      const isAsSeen = unchanged(action.wanted, shownOn(otherSide(side), source, ways))
      if (source?._tag !== "File" || !isAsSeen) return assert.fail(`${path} is not from its source`)
      const written = arrived(side, source, ways)
      tree.set(path, written)
      return [[path, agreementOn(side, { ...action.wanted, digest: source.digest! }, written)]]
    }
    case "Move":
      return move(action, tree, ways)
  }
}

const move = (action: Action & { readonly _tag: "Move" }, tree: Tree, ways: Ways): Settled => {
  const { side, from, path, carried } = action
  assert.isUndefined(tree.get(path), `${path} is taken`)
  assert.isFalse(isWithin(from, path), `${from} cannot go into itself`)
  assert.isTrue(unchanged(action.moved, shownOn(side, tree.get(from), ways)), `${from} is not as it was`)
  const inside = [...tree].filter(([each]) => isWithin(from, each))
  if (carried.length > 0) assert.sameMembers(carried.map((each) => each.from), inside.map(([each]) => each))
  for (const [each, entry] of inside) {
    tree.delete(each)
    tree.set(
      `${path}${each.slice(from.length)}` as RelPath,
      each === from && entry._tag === "File" ? renewed(entry) : entry,
    )
  }
  const moved = tree.get(path)
  return [
    [from, undefined],
    ...carried.flatMap((each): Settled => [
      [each.from, undefined],
      [
        each.path,
        each.path === path && moved?._tag === "File"
          ? agreementOn(
            side,
            each.agreement[otherSide(side)],
            withDigestOf(each.agreement[side], shownOn(side, moved, ways)),
          )
          : each.agreement,
      ],
    ]),
  ]
}

const withDigestOf = (before: Entry, { digest: _, ...moved }: File): File =>
  before._tag === "File" && before.digest !== undefined ? { ...moved, digest: before.digest } : moved

const agreementOn = (side: Side, theirs: Entry, own: Entry): Agreement =>
  side === "left" ? { left: own, right: theirs } : { left: theirs, right: own }
