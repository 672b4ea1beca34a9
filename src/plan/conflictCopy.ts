/** What a version is called that lost a conflict and stays beside the one that won. */
import { type File } from "../domain/Entry.ts"
import { childOf, longestNameBytes, nameOf, parentOf, type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"

/** What is longer tells no kind of file, and would leave no room for the name itself. */
const longestExtensionBytes = 32

/** The same version always gets the same name, unless something else has it: `notes.conflict-left-2026-11-22T1402.txt`. */
export const conflictCopy = (
  path: RelPath,
  side: Side,
  { modified }: Pick<File, "modified">,
  isTaken: (path: RelPath) => boolean,
): RelPath => {
  const name = nameOf(path)
  const dot = name.lastIndexOf(".")
  const hasExtension = dot > 0 && bytesOf(name.slice(dot)) <= longestExtensionBytes
  const [stem, extension] = hasExtension ? [name.slice(0, dot), name.slice(dot)] : [name, ""]
  for (let number = 1;; number++) {
    const mark = `.conflict-${side}-${minuteOf(modified)}${number === 1 ? "" : `-${number}`}${extension}`
    const copy = childOf(parentOf(path), `${shortened(stem, longestNameBytes - bytesOf(mark))}${mark}`)
    if (!isTaken(copy)) return copy
  }
}

/** In UTC, so that it is the same wherever the plan is made. A time that no calendar has is left out. */
const minuteOf = (modified: number): string => {
  const date = new Date(modified)
  return Number.isNaN(date.getTime()) ? "undated" : date.toISOString().slice(0, 16).replace(":", "")
}

const bytesOf = (text: string): number => new TextEncoder().encode(text).length

/** Cut between characters, so that what is left is a name. */
const shortened = (stem: string, most: number): string => {
  const characters = Array.from(stem)
  while (bytesOf(characters.join("")) > most && characters.length > 0) characters.pop()
  return characters.join("")
}
