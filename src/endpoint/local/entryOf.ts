/** What the system says about a path, as an entry. */
import { constants, type Stats } from "node:fs"
import { type Entry } from "../../domain/Entry.ts"

/** A link is left for the caller to tell where it leads. */
export const entryOf = (stats: Stats): Entry => {
  switch (stats.mode & constants.S_IFMT) {
    case constants.S_IFREG:
      return fileOf(stats)
    case constants.S_IFDIR:
      return { _tag: "Directory" }
    case constants.S_IFLNK:
      return { _tag: "Symlink", target: "" }
    default:
      return { _tag: "Special" }
  }
}

/**
 * Times are milliseconds with a fraction, exact to less than a microsecond. A file rewritten under the same size and
 * time still shows by its inode or by the time of its last change, which no program can set.
 */
const fileOf = ({ size, mtimeMs, ctimeMs, mode, ino }: Stats): Entry =>
  Number.isSafeInteger(size)
    ? { _tag: "File", size, modified: mtimeMs, mode: mode & 0o7777, id: `${ino}.${Math.round(ctimeMs * 1000)}` }
    : { _tag: "Unknown", problem: "its size is out of range" }
