/** Contents that a plan would take from both sides at once, each under another name, so that no copy would be left. */
import { type Action } from "../domain/Action.ts"
import { type File, unchanged } from "../domain/Entry.ts"
import { type Pair } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { otherSide, type Side, sides } from "../domain/Side.ts"
import { type Evidence } from "./Evidence.ts"

export const lastCopyReason =
  "each side deleted, renamed or replaced what the other one still has under another name, and no copy would be left"

/**
 * Somebody renames a folder on one side, and somebody else the other way round on the other: nobody has deleted anything,
 * yet each path by itself looks deleted on one side. The copies may also have been deleted on purpose, one here and one
 * there: then somebody says so. Gives the paths of such steps. A backup on either side is copy enough.
 */
export const lastCopies = (
  { mode, backup }: Pick<Pair, "mode" | "backup">,
  actions: ReadonlyArray<Action>,
  evidence: Evidence,
): ReadonlySet<RelPath> => {
  if (mode !== "two-way" || backup.left !== undefined || backup.right !== undefined) return new Set()
  const going = { left: new Contents(), right: new Contents() }
  const taken = actions.flatMap((action) => takenBy(action, evidence) ?? [])
  for (const copy of taken) going[copy.side].add(copy)
  const crossed = taken.filter((copy) => going[otherSide(copy.side)].has(copy))
  if (crossed.length === 0) return new Set()
  const left = survivors(evidence, taken, new Set(crossed.map(({ size }) => size)))
  return new Set(crossed.flatMap((copy) => left.has(copy) ? [] : copy.path))
}

interface Copy {
  readonly side: Side
  readonly path: RelPath
  readonly size: number
  readonly second: number
  readonly digest: string | undefined
}

const copyOf = (side: Side, path: RelPath, { size, modified, digest }: File): Copy => ({
  side,
  path,
  size,
  second: Math.floor(modified / 1000),
  digest,
})

/** An empty file is like any other one. What is to go is as it was, so its content is the one that was in step. */
const takenBy = ({ _tag, expected, path, side }: Action, { baseline }: Evidence): Copy | undefined => {
  if ((_tag !== "Delete" && _tag !== "Transfer") || expected?._tag !== "File" || expected.size === 0) return undefined
  const before = baseline.get(path)?.[side]
  const digest = expected.digest ?? (before?._tag === "File" ? before.digest : undefined)
  return { ...copyOf(side, path, expected), digest }
}

/** Files on either side that stay, of these sizes. */
const survivors = (evidence: Evidence, taken: ReadonlyArray<Copy>, sizes: ReadonlySet<number>): Contents => {
  const going = new Set(taken.map(({ path, side }) => `${side}:${path}`))
  const found = new Contents()
  for (const side of sides) {
    for (let rank = 0; rank < evidence[side].size; rank++) {
      if (!sizes.has(evidence[side].sizeAt(rank) ?? -1)) continue
      const path = evidence[side].pathAt(rank)
      const entry = evidence[side].entryAt(rank)
      if (entry._tag !== "File" || going.has(`${side}:${path}`)) continue
      const before = evidence.baseline.get(path)?.[side]
      const known = before?._tag === "File" && unchanged(before, entry) ? before.digest : undefined
      const digest = evidence.digests[side].get(path) ?? known
      found.add({ ...copyOf(side, path, entry), digest })
    }
  }
  return found
}

/** Where one of two contents is not known, size and whole second stand for it: they are all that a copy keeps. */
class Contents {
  readonly #known = new Set<string>()
  readonly #all = new Set<string>()
  readonly #unknown = new Set<string>()

  add({ digest, second, size }: Copy): void {
    this.#all.add(`${size} ${second}`)
    if (digest === undefined) this.#unknown.add(`${size} ${second}`)
    else this.#known.add(`${size} ${digest}`)
  }

  has({ digest, second, size }: Copy): boolean {
    return digest === undefined
      ? this.#all.has(`${size} ${second}`)
      : this.#known.has(`${size} ${digest}`) || this.#unknown.has(`${size} ${second}`)
  }
}
