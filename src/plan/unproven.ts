/** Absences that a delete on the other side would rest on, and that a listing alone does not prove. */
import { type Pair } from "../domain/Pair.ts"
import { isWithin, type RelPath } from "../domain/RelPath.ts"
import { type Side, sides } from "../domain/Side.ts"
import { type Evidence } from "./Evidence.ts"
import { closedPaths, eachNews, isClosed } from "./sightings.ts"

export interface Absence {
  readonly side: Side
  readonly path: RelPath
}

/** Outermost paths only: what is proven absent has nothing below it. */
export const unproven = ({ mode }: Pick<Pair, "mode">, evidence: Evidence): ReadonlyArray<Absence> => {
  if (mode === "copy") return []
  const closed = closedPaths(mode, evidence)
  const found: Array<Absence> = []
  let asked: RelPath | undefined // the last one
  eachNews(evidence, (path, ranks) => {
    const side = sides.find((side) => ranks[side] === -1)
    if (side === undefined || (mode === "mirror" && side === "right") || isClosed(closed, path)) return
    if (mode === "two-way" && evidence.baseline.get(path) === undefined) return // it will be made there, not deleted
    if (asked !== undefined && isWithin(asked, path)) return
    asked = path
    found.push({ side, path })
  })
  return found
}
