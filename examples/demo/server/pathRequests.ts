/** STAT, LSTAT, SETSTAT, REALPATH, READLINK, REMOVE and RENAME. */
import { linkSync, lstatSync, readlinkSync, renameSync, statSync, unlinkSync } from "node:fs"
import { type FileEntry } from "ssh2"
import { applyToPath, attributesOf } from "./attributes.ts"
import { RequestError } from "./RequestError.ts"
import { type Session } from "./Session.ts"

export const pathRequests = (session: Session): void => {
  const { folder, sftp } = session
  sftp.on(
    "STAT",
    (request, path) => session.answer(request, () => sftp.attrs(request, attributesOf(statSync(folder.target(path))))),
  )
  sftp.on(
    "LSTAT",
    (request, path) => session.answer(request, () => sftp.attrs(request, attributesOf(lstatSync(folder.entry(path))))),
  )
  sftp.on("SETSTAT", (request, path, attributes) =>
    session.answer(request, () => {
      applyToPath(folder.target(path), attributes)
      session.done(request)
    }))
  sftp.on(
    "REALPATH",
    (request, path) => session.answer(request, () => sftp.name(request, [onlyName(folder.nameOf(path))])),
  )
  sftp.on(
    "READLINK",
    (request, path) => session.answer(request, () => sftp.name(request, [onlyName(readlinkSync(folder.entry(path)))])),
  )
  sftp.on("REMOVE", (request, path) =>
    session.answer(request, () => {
      unlinkSync(folder.entry(path))
      session.done(request)
    }))
  sftp.on("RENAME", (request, from, to) =>
    session.answer(request, () => {
      renameWithoutReplacing(folder.entry(from), folder.entry(to))
      session.done(request)
    }))
}

const onlyName = (filename: string): FileEntry => ({ filename, longname: filename, attrs: {} as FileEntry["attrs"] })

/** A file gets its new name as a second one before it loses the old: that fails if the name is taken, and at no risk. */
const renameWithoutReplacing = (from: string, to: string): void => {
  if (lstatSync(from).isFile()) {
    linkSync(from, to)
    return unlinkSync(from)
  }
  if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) throw new RequestError("FAILURE", "EEXIST")
  renameSync(from, to)
}
