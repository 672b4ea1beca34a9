/** EXTENDED: posix-rename@openssh.com, which replaces, and fsync@openssh.com. */
import { fsyncSync, renameSync } from "node:fs"
import { RequestError } from "./RequestError.ts"
import { type Session } from "./Session.ts"

export const extendedRequests = (session: Session): void => {
  session.sftp.on("EXTENDED", (request, name, content: Buffer | undefined) =>
    session.answer(request, () => {
      const [first, second] = stringsOf(content ?? Buffer.alloc(0))
      if (name === "posix-rename@openssh.com" && first !== undefined && second !== undefined) {
        renameSync(session.folder.entry(first.toString()), session.folder.entry(second.toString()))
      } else if (name === "fsync@openssh.com" && first !== undefined) {
        fsyncSync(session.file(first))
      } else throw new RequestError("OP_UNSUPPORTED", name)
      session.done(request)
    }))
}

/** Each string has its length before it, in four bytes. */
const stringsOf = (content: Buffer): ReadonlyArray<Buffer> => {
  const strings: Array<Buffer> = []
  let at = 0
  while (at + 4 <= content.length) {
    const end = at + 4 + content.readUInt32BE(at)
    if (end > content.length) break
    strings.push(content.subarray(at + 4, end))
    at = end
  }
  return strings
}
