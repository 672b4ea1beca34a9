/** Whether one side's path is as it was when both were last in step. Asked where both sides may have been edited. */
import { type Entry, type File, sameStamp } from "../domain/Entry.ts"
import { type Comparison } from "../domain/Pair.ts"

/** `unsure`: only the content can tell. */
export type Changed = "yes" | "no" | "unsure"

export const changed = (compare: Comparison, before: Entry | undefined, now: Entry | undefined): Changed => {
  if (before?._tag !== now?._tag) return "yes"
  return before?._tag === "File" && now?._tag === "File" ? fileChanged(compare, before, now) : "no"
}

/** A digest that was never taken cannot be compared: then the file counts as edited, which loses nothing. */
const fileChanged = (compare: Comparison, before: File, now: File): Changed => {
  if (before.size !== now.size) return "yes"
  if (compare === "size") return "no"
  if (before.digest !== undefined && now.digest !== undefined) return before.digest === now.digest ? "no" : "yes"
  const mayBeEqual = before.digest === undefined ? "yes" : "unsure"
  if (!sameStamp(before, now)) return compare === "checksum" ? mayBeEqual : "yes"
  return before.id === undefined || now.id === undefined || before.id === now.id ? "no" : mayBeEqual
}
