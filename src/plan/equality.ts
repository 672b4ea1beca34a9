/** Whether a path holds the same on both sides, judged by each side's own past first and by the other side last. */
import { type Entry, type File, sameSecond, sameStamp, unchanged } from "../domain/Entry.ts"
import { type Pair } from "../domain/Pair.ts"
import { type Sighting } from "./Evidence.ts"

/** `unsure`: only the content can tell. */
export type Equality = "same" | "different" | "unsure"

export const equality = (
  { mode, compare }: Pick<Pair, "mode" | "compare">,
  keepsTimes: boolean,
  { left, right, agreed }: Sighting,
): Equality => {
  if (left === undefined || right === undefined) return left === right ? "same" : "different"
  if (left._tag !== "File" || right._tag !== "File") return left._tag === right._tag ? "same" : "different"
  if (left.digest !== undefined && right.digest !== undefined) {
    return left.digest === right.digest
      ? "same"
      : "different"
  }
  if (agreed !== undefined && unchanged(agreed.left, left) && unchanged(agreed.right, right)) return "same"
  if (left.size !== right.size) return "different"
  switch (compare) {
    case "size":
      return "same"
    case "checksum":
      return "unsure"
    case "size-and-modified":
      return mode === "two-way"
        ? byTimeBothWays(keepsTimes, left, right, agreed)
        : byTime(keepsTimes, left, right, agreed)
  }
}

/**
 * Sizes are equal. Equal times across sides are believed only on first contact: once there is a past, a side that
 * left it has changed, and if the change fell within the same second only the content shows it.
 */
const byTime = (keepsTimes: boolean, left: File, right: File, agreed: Sighting["agreed"]): Equality => {
  const moved = agreed !== undefined && (hasMoved(agreed.left, left) || hasMoved(agreed.right, right))
  if (!keepsTimes) return agreed !== undefined && hasMoved(agreed.left, left) ? "different" : "unsure"
  if (!sameSecond(left, right)) return moved || agreed === undefined ? "different" : "unsure"
  return agreed === undefined ? "same" : "unsure"
}

/** Both sides may have been given the same content, by people or by a run that could not note it: then all is well. */
const byTimeBothWays = (keepsTimes: boolean, left: File, right: File, agreed: Sighting["agreed"]): Equality => {
  if (agreed === undefined) return keepsTimes && sameSecond(left, right) ? "same" : "unsure"
  const isEditedAlone = unchanged(agreed.left, left)
    ? hasMoved(agreed.right, right)
    : unchanged(agreed.right, right) && hasMoved(agreed.left, left)
  return isEditedAlone ? "different" : "unsure"
}

/** More than its inode and change time differ: size or modification time do. */
const hasMoved = (before: Entry, now: File): boolean => before._tag !== "File" || !sameStamp(before, now)
