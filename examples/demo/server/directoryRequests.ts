/** OPENDIR, READDIR, MKDIR and RMDIR. */
import { lstatSync, mkdirSync, readdirSync, rmdirSync } from "node:fs"
import { join } from "node:path"
import { type FileEntry } from "ssh2"
import { attributesOf } from "./attributes.ts"
import { longNameOf } from "./longNameOf.ts"
import { RequestError } from "./RequestError.ts"
import { type Session } from "./Session.ts"

const namesPerAnswer = 100

export const directoryRequests = (session: Session): void => {
  const { folder, sftp } = session
  sftp.on("OPENDIR", (request, path) =>
    session.answer(request, () => {
      const onDisk = folder.target(path)
      session.opened(request, { _tag: "Directory", path: onDisk, names: readdirSync(onDisk) })
    }))
  sftp.on("READDIR", (request, handle) =>
    session.answer(request, () => {
      const { names, path } = session.directory(handle)
      const entries: Array<FileEntry> = []
      while (entries.length < namesPerAnswer && names.length > 0) entries.push(...entryOf(path, names.shift() ?? ""))
      if (entries.length === 0) throw new RequestError("EOF", "")
      sftp.name(request, entries)
    }))
  sftp.on("MKDIR", (request, path, attributes) =>
    session.answer(request, () => {
      const mode = (attributes as Partial<typeof attributes>).mode ?? 0o777
      mkdirSync(folder.entry(path), mode & 0o7777)
      session.done(request)
    }))
  sftp.on("RMDIR", (request, path) =>
    session.answer(request, () => {
      rmdirSync(folder.entry(path))
      session.done(request)
    }))
}

/** Nothing for a name that went away since the directory was opened. */
const entryOf = (directory: string, filename: string): ReadonlyArray<FileEntry> => {
  const stats = lstatSync(join(directory, filename), { throwIfNoEntry: false })
  return stats === undefined ? [] : [{ filename, longname: longNameOf(filename, stats), attrs: attributesOf(stats) }]
}
