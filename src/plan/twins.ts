/** Names that are two here and one there: a server that takes "a" and "A" for one file can hold only one of them. */
import { type RelPath } from "../domain/RelPath.ts"
import { type Evidence } from "./Evidence.ts"

export const twinReason =
  "a side takes this name and another one for the same, because they differ only in case or composition"

/** Every path that shares its folded name with another one, on either side. */
export const twinsIn = ({ left, right, foldsNames }: Evidence): ReadonlySet<RelPath> => {
  const twins = new Set<RelPath>()
  if (!foldsNames) return twins
  const first = new Map<string, RelPath>()
  for (const path of [...left.paths, ...right.paths]) {
    const folded = path.normalize("NFC").toLowerCase()
    const other = first.get(folded)
    if (other === undefined) first.set(folded, path)
    else if (other !== path) twins.add(other).add(path)
  }
  return twins
}
