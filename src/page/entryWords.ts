/** What a path holds, in the words of people: a directory is a folder to them. */
import { printable } from "../report/escape.ts"
import { formatBytes } from "../report/formatBytes.ts"
import { type EntryDocument } from "../report/PlanDocument.ts"

export interface EntryWords {
  readonly kind: string
  readonly size: string | undefined
  readonly modified: number | undefined // milliseconds since the epoch
}

export const entryWords = (entry: EntryDocument | null): EntryWords => {
  switch (entry?.kind) {
    case undefined:
      return only("nothing")
    case "file":
      return { kind: "file", size: formatBytes(entry.size), modified: entry.modified }
    case "directory":
      return only("folder")
    case "symlink":
      return only(`link to ${printable(entry.target)}`)
    case "special":
      return only("special file")
    case "unknown":
      return only(`unknown: ${printable(entry.problem)}`)
  }
}

const only = (kind: string): EntryWords => ({ kind, size: undefined, modified: undefined })
