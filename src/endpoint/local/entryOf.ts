/** What the system says about a path, as an entry. */
import { constants } from "node:fs"
import { type Entry } from "../../domain/Entry.ts"
import { type EntryColumns } from "../../domain/EntryColumns.ts"
import { type Numbers } from "./survey.ts"

/** A link is left for the caller to tell where it leads. */
export const entryOf = (stats: Numbers): Entry => {
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
const fileOf = ({ size, mtimeMs, ctimeMs, mode, ino }: Numbers): Entry =>
  Number.isSafeInteger(size)
    ? { _tag: "File", size, modified: mtimeMs, mode: mode & permissionBits, id: `${ino}.${microseconds(ctimeMs)}` }
    : { _tag: "Unknown", problem: "its size is out of range" }

const permissionBits = 0o7777
const microseconds = (milliseconds: number): number => Math.round(milliseconds * 1000)

export const isLink = ({ mode }: Numbers): boolean => (mode & constants.S_IFMT) === constants.S_IFLNK

/** The same into columns. A file is put there without making an entry of it first. */
export const addTo = (columns: EntryColumns, stats: Numbers): void => {
  const { ctimeMs, ino, mode, mtimeMs, size } = stats
  if ((mode & constants.S_IFMT) !== constants.S_IFREG || !Number.isSafeInteger(size)) return columns.add(entryOf(stats))
  columns.addFile(size, mtimeMs, mode & permissionBits, ino, microseconds(ctimeMs))
}
