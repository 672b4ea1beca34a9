/** What SFTP tells about a file, and what it may change of it. */
import {
  chmodSync,
  chownSync,
  fchmodSync,
  fchownSync,
  ftruncateSync,
  futimesSync,
  type Stats,
  truncateSync,
  utimesSync,
} from "node:fs"
import { type Attributes } from "ssh2"

/** Times are in whole seconds. */
export const attributesOf = (stats: Stats): Attributes => ({
  mode: stats.mode,
  uid: stats.uid,
  gid: stats.gid,
  size: stats.size,
  atime: Math.floor(stats.atimeMs / 1000),
  mtime: Math.floor(stats.mtimeMs / 1000),
})

/** Of the attributes a client sends, any may be missing. */
export const applyToFile = (descriptor: number, sent: Partial<Attributes>): void => {
  if (sent.size !== undefined) ftruncateSync(descriptor, sent.size)
  if (sent.mode !== undefined) fchmodSync(descriptor, sent.mode & 0o7777)
  if (sent.uid !== undefined && sent.gid !== undefined) fchownSync(descriptor, sent.uid, sent.gid)
  if (sent.atime !== undefined && sent.mtime !== undefined) futimesSync(descriptor, sent.atime, sent.mtime)
}

export const applyToPath = (path: string, sent: Partial<Attributes>): void => {
  if (sent.size !== undefined) truncateSync(path, sent.size)
  if (sent.mode !== undefined) chmodSync(path, sent.mode & 0o7777)
  if (sent.uid !== undefined && sent.gid !== undefined) chownSync(path, sent.uid, sent.gid)
  if (sent.atime !== undefined && sent.mtime !== undefined) utimesSync(path, sent.atime, sent.mtime)
}
