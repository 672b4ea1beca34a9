/** Walks both snapshots side by side and shows each path once, in tree order, with all that is known of it. */
import { type Entry, unchanged } from "../domain/Entry.ts"
import { type Mode } from "../domain/Pair.ts"
import { inTreeOrder, lineage, parentOf, type RelPath } from "../domain/RelPath.ts"
import { type Side, sides } from "../domain/Side.ts"
import { type Snapshot } from "../domain/Snapshot.ts"
import { type Evidence, type News, type Sighting } from "./Evidence.ts"

/** Where a path stands in both snapshots, -1 where it is not there. */
export type Ranks = Readonly<Record<Side, number>>

/**
 * Paths that are only in the baseline are not shown: nothing is there, on either side. Nor are those at which both sides
 * are as they were when they were last in step, unless twins are to be told: given back is how many they are.
 */
export const eachSighting = (
  evidence: Evidence,
  visit: (path: RelPath, seen: Sighting, ranks: Ranks) => void,
): number => eachNews(evidence, (path, ranks) => visit(path, sightingOf(evidence, path, ranks), ranks))

/** Gives how many paths are not shown. */
export const eachNews = (evidence: Evidence, visit: (path: RelPath, ranks: Ranks) => void): number => {
  const { ranks, calm } = evidence.news ?? newsIn(evidence)
  for (let at = 0; at < ranks.length; at += 2) {
    const [left, right] = [ranks[at]!, ranks[at + 1]!]
    visit(left === -1 ? evidence.right.pathAt(right) : evidence.left.pathAt(left), { left, right })
  }
  return calm
}

/** Where `eachNews` goes. It does not depend on digests, nor on doubts, so a plan needs it once. */
export const newsIn = (evidence: Evidence): News => {
  const { left, right } = evidence
  const ranks: Array<number> = []
  let calm = 0
  let [l, r] = [0, 0]
  while (l < left.size || r < right.size) {
    const path = l < left.size ? left.pathAt(l) : undefined
    const ahead = order(path, right, r)
    if (ahead === 0 && path !== undefined && isCalm(evidence, path, l, r)) calm++
    else ranks.push(ahead <= 0 ? l : -1, ahead >= 0 ? r : -1)
    if (ahead <= 0) l++
    if (ahead >= 0) r++
  }
  return { ranks, calm }
}

const order = (path: RelPath | undefined, other: Snapshot, rank: number): number => {
  if (rank >= other.size) return -1
  if (path === undefined) return 1
  return other.isAt(rank, path) ? 0 : inTreeOrder(path, other.pathAt(rank))
}

/** Told without making an entry of anything: that is so for nearly all paths, nearly always. */
const isCalm = ({ baseline, foldsNames, left, right }: Evidence, path: RelPath, l: number, r: number): boolean => {
  if (baseline.isStill === undefined || foldsNames || left.scopeAt(l) !== "in" || right.scopeAt(r) !== "in") {
    return false
  }
  return baseline.isStill(path, { snapshot: left, rank: l }, { snapshot: right, rank: r })
}

const sightingOf = (evidence: Evidence, path: RelPath, ranks: Ranks): Sighting => {
  const agreed = evidence.baseline.get(path)
  return {
    left: withDigest(entryOf(evidence.left, ranks.left), agreed?.left, evidence.digests.left.get(path)),
    right: withDigest(entryOf(evidence.right, ranks.right), agreed?.right, evidence.digests.right.get(path)),
    agreed,
  }
}

const entryOf = (snapshot: Snapshot, rank: number): Entry | undefined =>
  rank === -1 ? undefined : snapshot.entryAt(rank)

/** A digest holds for as long as the file's own side shows no change of it. */
const withDigest = (
  now: Entry | undefined,
  before: Entry | undefined,
  found: string | undefined,
): Entry | undefined => {
  if (now?._tag !== "File") return now
  if (found !== undefined) return { ...now, digest: found }
  const kept = before?._tag === "File" && unchanged(before, now) ? before.digest : undefined
  return kept === undefined ? now : { ...now, digest: kept }
}

/**
 * The paths at and below which nothing may be decided, because a side holds something there that it cannot show in full.
 * A problem of a root closes nothing: what the listing did not show there is asked for by name before it is deleted.
 */
export const closedPaths = (mode: Mode, evidence: Evidence): ReadonlySet<RelPath> => {
  const closed = new Set<RelPath>()
  for (const { path } of [...evidence.left.problems, ...evidence.right.problems, ...evidence.doubts]) {
    if (path !== undefined) closed.add(path)
  }
  for (const side of sides) {
    const snapshot = evidence[side]
    const ordinary = snapshot.countOf("File") + snapshot.countOf("Directory")
    if (ordinary === snapshot.size && snapshot.countIn("hidden") === 0) continue
    for (let rank = 0; rank < snapshot.size; rank++) {
      const kind = snapshot.kindAt(rank)
      if ((kind !== "File" && kind !== "Directory") || isHidden(mode, evidence, side, rank)) {
        closed.add(snapshot.pathAt(rank))
      }
    }
  }
  return closed
}

/** In one direction, a file that the source shows takes part, however old or large the version is that it replaces. */
const isHidden = (mode: Mode, evidence: Evidence, side: Side, rank: number): boolean => {
  if (evidence[side].scopeAt(rank) !== "hidden") return false
  const { left } = evidence
  return mode === "two-way" || side === "left" || !isWanted(left, left.rankOf(evidence.right.pathAt(rank)))
}

const isWanted = (source: Snapshot, rank: number): boolean =>
  rank !== -1 && source.kindAt(rank) === "File" && source.scopeAt(rank) === "in"

export const isClosed = (closed: ReadonlySet<RelPath>, path: RelPath): boolean =>
  closed.size > 0 && lineage(path).some((above) => closed.has(above))

/** Every directory above the given paths. */
export const parentsOf = (paths: Iterable<RelPath>): ReadonlySet<RelPath> => {
  const parents = new Set<RelPath>()
  for (const path of paths) {
    for (let above = parentOf(path); above !== undefined && !parents.has(above); above = parentOf(above)) {
      parents.add(above)
    }
  }
  return parents
}
