/** Absences on the source that a delete would rest on, and that a listing alone does not prove. */
import { type Pair } from "../domain/Pair.ts"
import { parentOf, type RelPath } from "../domain/RelPath.ts"
import { type Evidence } from "./Evidence.ts"
import { closedPaths, isClosed } from "./sightings.ts"

/** Outermost paths only: what is proven absent has nothing below it. */
export const unproven = (pair: Pick<Pair, "mode">, evidence: Evidence): ReadonlyArray<RelPath> => {
  if (pair.mode === "copy") return []
  const closed = closedPaths(evidence)
  const { left, right } = evidence
  return right.paths.filter((path) => {
    if (left.rankOf(path) !== -1 || isClosed(closed, path)) return false
    const parent = parentOf(path)
    return parent === undefined || left.rankOf(parent) !== -1
  })
}
