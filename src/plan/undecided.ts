/** The files whose content has to be looked at before a plan can be made. */
import { type File } from "../domain/Entry.ts"
import { type Pair } from "../domain/Pair.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side, sides } from "../domain/Side.ts"
import { changed } from "./changed.ts"
import { equality } from "./equality.ts"
import { type Evidence, type Sighting } from "./Evidence.ts"
import { MaybeRenamed } from "./MaybeRenamed.ts"
import { closedPaths, eachSighting, isClosed } from "./sightings.ts"

export type Undecided = Readonly<Record<Side, ReadonlyArray<readonly [path: RelPath, file: File]>>>

export const undecided = (pair: Pick<Pair, "mode" | "compare">, evidence: Evidence): Undecided => {
  const closed = closedPaths(pair.mode, evidence)
  const renamed = new MaybeRenamed(pair.mode)
  const found: Record<Side, Array<readonly [RelPath, File]>> = { left: [], right: [] }
  const want = (side: Side, path: RelPath, seen: Sighting) => {
    const entry = seen[side]
    if (entry?._tag === "File" && entry.digest === undefined) found[side].push([path, entry])
  }
  eachSighting(evidence, (path, seen) => {
    renamed.note(path, seen)
    if (isClosed(closed, path)) return
    const equal = equality(pair, evidence.keepsTimes, seen)
    for (const side of sides) {
      if (equal === "unsure" || mattersOn(side, equal === "same", pair, seen)) want(side, path, seen)
    }
  })
  for (const { side, path, file } of renamed.unclear()) {
    if (file.digest === undefined && !isClosed(closed, path)) found[side].push([path, file])
  }
  return found
}

/** Whether it depends on a content whether a side was edited since both were in step. */
const mattersOn = (
  side: Side,
  isSame: boolean,
  { mode, compare }: Pick<Pair, "mode" | "compare">,
  seen: Sighting,
): boolean => mode === "two-way" && !isSame && changed(compare, seen.agreed?.[side], seen[side]) === "unsure"
