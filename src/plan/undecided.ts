/** The files whose content has to be looked at before a plan can be made. */
import { type File } from "../domain/Entry.ts"
import { type Comparison } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side, sides } from "../domain/Side.ts"
import { equality } from "./equality.ts"
import { type Evidence } from "./Evidence.ts"
import { closedPaths, eachSighting, isClosed } from "./sightings.ts"

export type Undecided = Readonly<Record<Side, ReadonlyArray<readonly [path: RelPath, file: File]>>>

export const undecided = (compare: Comparison, evidence: Evidence): Undecided => {
  const closed = closedPaths(evidence)
  const found: Record<Side, Array<readonly [RelPath, File]>> = { left: [], right: [] }
  eachSighting(evidence, (path, seen) => {
    if (seen.left === undefined || seen.right === undefined) return
    if (equality(compare, evidence.keepsTimes, seen) !== "unsure" || isClosed(closed, path)) return
    for (const side of sides) {
      const entry = seen[side]
      if (entry?._tag === "File" && entry.digest === undefined) found[side].push([path, entry])
    }
  })
  return found
}
