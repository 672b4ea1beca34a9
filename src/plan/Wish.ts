/** A path, what was seen of it, and what it should become. */
import { type RelPath } from "../domain/RelPath.ts"
import { type Desire } from "./desire.ts"
import { type Sighting } from "./Evidence.ts"

export interface Wish {
  readonly path: RelPath
  readonly seen: Sighting
  readonly desire: Desire
}

/** Whether what the target holds has to go: because the source has nothing there, or another kind of thing. */
export const removes = ({ desire, seen: { left, right } }: Wish): boolean =>
  desire._tag === "Take" && right !== undefined && left?._tag !== right._tag
