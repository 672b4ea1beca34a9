/** What a path holds on one endpoint. Absence is `undefined`, never an entry. */
import { Schema } from "effect"

export const Entry = Schema.TaggedUnion({
  File: {
    size: Schema.Int, // bytes
    modified: Schema.Finite, // milliseconds since the epoch, as precise as the endpoint tells it
    mode: Schema.optionalKey(Schema.Int), // permission bits
    id: Schema.optionalKey(Schema.String), // what tells one file from another of the same size and time: inode, ctime
    digest: Schema.optionalKey(Schema.String), // SHA-256 of the content, hexadecimal
  },
  Directory: {},
  Symlink: { target: Schema.String },
  Special: {}, // sockets, devices, pipes: seen, never synced
  Unknown: { problem: Schema.String }, // there may be something, and what it is could not be found out
})
export type Entry = typeof Entry.Type
export type File = typeof Entry.cases.File.Type
export type Kind = Entry["_tag"]

export const directory: Entry = { _tag: "Directory" }

/** Whether one side's path is as it was. One clock, one precision: any difference counts. */
export const unchanged = (before: Entry | undefined, now: Entry | undefined): boolean => {
  if (before === undefined || now === undefined) return before === now
  if (before._tag === "File" && now._tag === "File") {
    return sameStamp(before, now) && (before.id === undefined || now.id === undefined || before.id === now.id)
  }
  if (before._tag === "Symlink" && now._tag === "Symlink") return before.target === now.target
  return before._tag === now._tag && before._tag !== "Unknown"
}

/** Whether it is the same version, wherever it was renamed to: a rename changes the time of the last change. */
export const sameVersion = (before: Entry | undefined, now: Entry | undefined): boolean => {
  if (before?._tag !== "File" || now?._tag !== "File") return unchanged(before, now)
  return sameStamp(before, now)
    && (before.id === undefined || now.id === undefined || inodeOf(before.id) === inodeOf(now.id))
}

/** An id is the number of an inode, a dot, and the time of its last change. */
const inodeOf = (id: string): string => id.split(".")[0] ?? id

/** The mode that a written file gets: that of the file it replaces, or that of its source, writable by its owner only. */
export const modeFor = (replaced: Entry | undefined, wanted: File): number =>
  replaced?._tag === "File" && replaced.mode !== undefined
    ? replaced.mode & 0o777
    : (wanted.mode ?? 0o644) & 0o755

/** Whether size and time of one side's file are as they were. Its content may still have been swapped under them. */
export const sameStamp = (before: File, now: File): boolean =>
  before.size === now.size && before.modified === now.modified

/** SFTP carries times in whole seconds, so across sides a finer difference says nothing. */
export const sameSecond = (left: File, right: File): boolean =>
  Math.floor(left.modified / 1000) === Math.floor(right.modified / 1000)
