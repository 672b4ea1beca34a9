/** SFTP attributes to entries. An attribute that is missing is never guessed. */
import { type Entry } from "../../domain/Entry.ts"
import { type EntryColumns } from "../../domain/EntryColumns.ts"

/** As they come; every field may be missing. */
export interface Attributes {
  readonly mode?: number | undefined
  readonly size?: number | undefined
  readonly mtime?: number | undefined // seconds since the epoch, 32 bits, unsigned
}

const typeBits = 0o170000
const permissionBits = 0o7777

export const entryOf = ({ mode, size, mtime }: Attributes, linkTarget = ""): Entry => {
  switch (mode === undefined ? 0 : mode & typeBits) {
    case 0o040000:
      return { _tag: "Directory" }
    case 0o120000:
      return { _tag: "Symlink", target: linkTarget }
    case 0o100000:
      return fileOf(mode ?? 0, size, mtime)
    case 0:
      return { _tag: "Unknown", problem: "the server does not say what kind of entry it is" }
    default:
      return { _tag: "Special" }
  }
}

const fileOf = (mode: number, size: number | undefined, mtime = 0): Entry =>
  size === undefined || !Number.isSafeInteger(size)
    ? {
      _tag: "Unknown",
      problem: size === undefined ? "the server does not say how large it is" : "its size is beyond 2^53",
    }
    : { _tag: "File", size, modified: mtime * 1000, mode: mode & permissionBits }

/** The same into columns. A file is put there without making an entry of it first. */
export const addTo = (
  columns: EntryColumns,
  mode: number | undefined,
  size: number | undefined,
  mtime: number | undefined,
): void => {
  if (mode === undefined || (mode & typeBits) !== 0o100000 || size === undefined || !Number.isSafeInteger(size)) {
    return columns.add(entryOf({ mode, size, mtime }))
  }
  columns.addFile(size, (mtime ?? 0) * 1000, mode & permissionBits)
}

/** Whole seconds that SFTP can carry, or `undefined` for a time that it cannot. */
export const secondsOf = (modified: number): number | undefined => {
  const seconds = Math.floor(modified / 1000)
  return seconds >= 0 && seconds <= 0xFFFF_FFFF ? seconds : undefined
}
