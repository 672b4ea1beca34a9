/** Paths live inside directories: bends wishes until everything that is to be, or stays, has a place. */
import { directory } from "../domain/Entry.ts"
import { isWithin, type RelPath } from "../domain/RelPath.ts"
import { otherSide, type Side, sides } from "../domain/Side.ts"
import { type Snapshot } from "../domain/Snapshot.ts"
import { type Desire } from "./desire.ts"
import { parentsOf } from "./sightings.ts"
import { madeOn, removedFrom, takingOf, type Wish } from "./Wish.ts"

export interface Fitted {
  /** With every directory wished for that something wanted lies in. */
  readonly wishes: ReadonlyArray<Wish>
  /** Whether a directory keeps something in it on a side, so that it has to stay there. */
  readonly stays: (side: Side, directory: RelPath) => boolean
}

export const fitParents = (wishes: ReadonlyArray<Wish>, snapshots: Readonly<Record<Side, Snapshot>>): Fitted => {
  const kept = { left: keptOn("left", wishes, snapshots.left), right: keptOn("right", wishes, snapshots.right) }
  const stays = (side: Side, path: RelPath) => kept[side].has(path) || snapshots[side].occupied.has(path)
  return { wishes: withParents(wishes, stays), stays }
}

/** Every directory of a side in which something is left once all wishes have come true. */
const keptOn = (side: Side, wishes: ReadonlyArray<Wish>, snapshot: Snapshot): ReadonlySet<RelPath> => {
  const removed = new Set<RelPath>()
  for (const wish of wishes) if (removedFrom(wish) === side) removed.add(wish.path)
  if (wishes.length === 0) return removed // nobody asks
  return parentsOf([...snapshot.paths.filter((path) => !removed.has(path)), ...snapshot.occupied])
}

const withParents = (wishes: ReadonlyArray<Wish>, stays: Fitted["stays"]): ReadonlyArray<Wish> => {
  const free = unblocked(wishes)
  const needed = { left: neededOn("left", free), right: neededOn("right", free) }
  return wishes.map((wish) => {
    const side = sides.find((side) => needed[side].has(wish.path) && isMissingOn(side, wish))
    if (side === undefined) return wish
    const from = otherSide(side)
    if (wish.desire._tag === "Leave") return { ...takenFrom(from, wish), seen: { ...wish.seen, [from]: directory } }
    return isDeletedBy(side, wish) && stays(from, wish.path) ? takenFrom(from, wish) : wish
  })
}

/** What lies below a conflict waits with it, and needs no place meanwhile. */
const unblocked = (wishes: ReadonlyArray<Wish>): ReadonlyArray<Wish> => {
  let blocked: RelPath | undefined
  return wishes.filter(({ path, desire }) => {
    if (blocked !== undefined && isWithin(blocked, path)) return false
    if (desire._tag === "Clash") blocked = path
    return true
  })
}

const neededOn = (side: Side, wishes: ReadonlyArray<Wish>): ReadonlySet<RelPath> =>
  parentsOf(wishes.filter((wish) => madeOn(wish) === side).map(({ path }) => path))

const isMissingOn = (side: Side, { seen }: Wish): boolean =>
  seen[side] === undefined && seen[otherSide(side)]?._tag === "Directory"

/** A directory that was deleted on one side comes back when something in it comes back, or is new on the other. */
const isDeletedBy = (side: Side, wish: Wish): boolean => takingOf(wish)?.to === otherSide(side)

const takenFrom = (from: Side, { path, seen, desire }: Wish): Wish => {
  const because = desire._tag === "Take"
    ? "it was deleted on one side, and something in it was changed on the other"
    : undefined
  const taken: Desire = { _tag: "Take", from, ...(because === undefined ? {} : { because }) }
  return { path, seen, desire: taken }
}
