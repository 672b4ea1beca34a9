/** Paths live inside directories: bends wishes until everything that is to be, or stays, has a place. */
import { directory } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Snapshot } from "../domain/Snapshot.ts"
import { parentsOf } from "./sightings.ts"
import { removes, type Wish } from "./Wish.ts"

export interface Fitted {
  /** With every directory wished for that something wanted lies in. */
  readonly wishes: ReadonlyArray<Wish>
  /** Whether a directory of the target keeps something in it, so that it has to stay. */
  readonly stays: (directory: RelPath) => boolean
}

export const fitParents = (wishes: ReadonlyArray<Wish>, target: Snapshot): Fitted => {
  const removed = new Set(wishes.filter(removes).map(({ path }) => path))
  const { occupied } = target
  const kept = parentsOf([...target.paths.filter((path) => !removed.has(path)), ...occupied])
  return { wishes: withParents(wishes), stays: (path) => kept.has(path) || occupied.has(path) }
}

/** A directory that is only passed through is made after all when something that is wanted lies in it. */
const withParents = (wishes: ReadonlyArray<Wish>): ReadonlyArray<Wish> => {
  const needed = parentsOf(
    wishes.filter(({ desire, seen }) => desire._tag === "Take" && seen.left !== undefined).map(({ path }) => path),
  )
  return wishes.map((wish) => {
    const { path, seen, desire } = wish
    const isMissing = desire._tag === "Leave" && seen.left?._tag === "Directory" && seen.right === undefined
    return isMissing && needed.has(path)
      ? { path, seen: { ...seen, left: directory }, desire: { _tag: "Take", from: "left" } }
      : wish
  })
}
