/** What a path holds, in the words of users: a directory is a folder to them. */
import { type Entry } from "../domain/Entry.ts"
import { printable } from "./escape.ts"
import { formatBytes } from "./formatBytes.ts"

export const describeEntry = (entry: Entry | undefined): string => {
  switch (entry?._tag) {
    case undefined:
      return "nothing"
    case "File":
      return `file, ${formatBytes(entry.size)}`
    case "Directory":
      return "folder"
    case "Symlink":
      return `link to ${printable(entry.target)}`
    case "Special":
      return "special file"
    case "Unknown":
      return `unknown: ${printable(entry.problem)}`
  }
}
