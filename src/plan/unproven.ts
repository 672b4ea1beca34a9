/** Absences on the source that a delete would rest on, and that a listing alone does not prove. */
import { type Pair } from "../domain/Pair.ts"
import { parentOf, type RelPath } from "../domain/RelPath.ts"
import { type Evidence } from "./Evidence.ts"
import { closedPaths, eachPath, isClosed } from "./sightings.ts"

/** Outermost paths only: what is proven absent has nothing below it. */
export const unproven = (pair: Pick<Pair, "mode">, evidence: Evidence): ReadonlyArray<RelPath> => {
  if (pair.mode === "copy") return []
  const closed = closedPaths(evidence)
  const found: Array<RelPath> = []
  eachPath(evidence, (path, ranks) => {
    if (ranks.left !== -1 || isClosed(closed, path)) return
    const parent = parentOf(path)
    if (parent === undefined || evidence.left.rankOf(parent) !== -1) found.push(path)
  })
  return found
}
