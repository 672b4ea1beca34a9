/** OPEN, READ, WRITE, CLOSE, FSTAT and FSETSTAT. */
import { closeSync, constants, existsSync, fstatSync, openSync, readSync, writeSync } from "node:fs"
import ssh2 from "ssh2"
import { applyToFile, attributesOf } from "./attributes.ts"
import { RequestError } from "./RequestError.ts"
import { type Session } from "./Session.ts"

const { OPEN_MODE } = ssh2.utils.sftp

/** More is not given in one answer, whatever a client asks for: a packet may not be longer than 256 KiB. */
const longestRead = 255 * 1024

export const fileRequests = (session: Session): void => {
  const { sftp } = session
  sftp.on("OPEN", (request, path, flags, attributes) =>
    session.answer(request, () => {
      const mode = (attributes as Partial<typeof attributes>).mode ?? 0o666
      const descriptor = openSync(whereToOpen(session, path), systemFlags(flags), mode & 0o7777)
      session.opened(request, { _tag: "File", descriptor })
    }))
  sftp.on("READ", (request, handle, offset, length) =>
    session.answer(request, () => {
      const bytes = Buffer.allocUnsafe(Math.min(length, longestRead))
      const read = readSync(session.file(handle), bytes, 0, bytes.length, offset)
      if (read === 0 && length > 0) throw new RequestError("EOF", "")
      sftp.data(request, bytes.subarray(0, read))
    }))
  sftp.on("WRITE", (request, handle, offset, bytes) =>
    session.answer(request, () => {
      const descriptor = session.file(handle)
      for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at, bytes.length - at, offset + at)
      session.done(request)
    }))
  sftp.on("CLOSE", (request, handle) =>
    session.answer(request, () => {
      const open = session.close(handle)
      if (open._tag === "File") closeSync(open.descriptor)
      session.done(request)
    }))
  sftp.on(
    "FSTAT",
    (request, handle) =>
      session.answer(request, () => sftp.attrs(request, attributesOf(fstatSync(session.file(handle))))),
  )
  sftp.on("FSETSTAT", (request, handle, attributes) =>
    session.answer(request, () => {
      applyToFile(session.file(handle), attributes)
      session.done(request)
    }))
}

/** What a link leads to is opened if it is inside the folder. A new file is made, but not through a link that leads nowhere. */
const whereToOpen = (session: Session, path: string): string => {
  const entry = session.folder.entry(path)
  return existsSync(entry) ? session.folder.target(path) : entry
}

const systemFlags = (flags: number): number => {
  const has = (mode: number) => (flags & mode) !== 0
  const access = has(OPEN_MODE.WRITE)
    ? (has(OPEN_MODE.READ) ? constants.O_RDWR : constants.O_WRONLY)
    : constants.O_RDONLY
  return access
    | (has(OPEN_MODE.APPEND) ? constants.O_APPEND : 0)
    | (has(OPEN_MODE.CREAT) ? constants.O_CREAT : 0)
    | (has(OPEN_MODE.TRUNC) ? constants.O_TRUNC : 0)
    | (has(OPEN_MODE.EXCL) ? constants.O_EXCL : 0)
    | constants.O_NOFOLLOW
}
