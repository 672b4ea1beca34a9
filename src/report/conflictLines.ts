/** What stands below the name of a path that is held back. */
import { type Mode } from "../domain/Pair.ts"
import { type Conflict } from "../domain/Plan.ts"
import { roleOf, sides } from "../domain/Side.ts"
import { describeEntry } from "./describeEntry.ts"
import { printable } from "./escape.ts"
import { type TimeFormat } from "./formatTime.ts"

export const conflictLines = (conflict: Conflict, mode: Mode, time: TimeFormat): ReadonlyArray<string> => [
  printable(conflict.reason),
  ...sides.map((side) => {
    const entry = conflict[side]
    const when = entry?._tag === "File" ? `, modified ${time(entry.modified)}` : ""
    return `${roleOf(mode, side)}: ${describeEntry(entry)}${when}`
  }),
]
