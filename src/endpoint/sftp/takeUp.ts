/** Makes a part that another attempt left on the server that of this one. */
import { Effect } from "effect"
import { type File } from "../../domain/Entry.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { type EndpointError, noBeginning } from "../EndpointError.ts"
import { type Ground } from "./Ground.ts"
import { lookAt } from "./lookAt.ts"
import { type Renames, renameToFree } from "./renaming.ts"
import { open, WRITE } from "./sending.ts"
import { type Session } from "./Session.ts"

export const takeUp = (ground: Ground, probed: Effect.Effect<Renames, EndpointError>) =>
  Effect.fnUntraced(function*(leftover: RelPath, part: RelPath, bytes: number): Effect.fn.Return<File, EndpointError> {
    const now = yield* ground.session
    const refuse = Effect.fail(now.error("take up", leftover, noBeginning))
    if ((yield* ground.parents.check(now, part)) !== "real") return yield* refuse
    const [from, to] = [ground.absolute(leftover), ground.absolute(part)]
    const long = Effect.fnUntraced(function*(absolute: string, least: number) {
      const found = yield* lookAt(now, absolute, part)
      return found?._tag === "File" && found.size >= least ? found : yield* refuse
    })
    if ((yield* lookAt(now, to, part)) === undefined) {
      yield* long(from, bytes)
      yield* renameToFree(now, yield* probed, part, from, to, "take up")
    }
    if ((yield* long(to, bytes)).size > bytes) yield* cut(now, to, part, bytes)
    const held = yield* long(to, bytes)
    return held.size === bytes ? held : yield* refuse
  })

const cut = Effect.fnUntraced(function*(session: Session, absolute: string, path: RelPath, size: number) {
  const handle = yield* open(session, absolute, WRITE, path, "take up")
  const { cut } = yield* session.together("take up", path, {
    cut: (sftp, reply) => sftp.fsetstat(handle, { size }, reply),
    closed: (sftp, reply) => sftp.close(handle, reply),
  })
  if (cut.error !== undefined) return yield* cut.error
})
