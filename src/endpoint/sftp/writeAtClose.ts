/**
 * Writes a file straight to its final name, for servers that show it only once it is closed. A file that must not be
 * published must not be closed either: the only way to give it up is to let go of the whole session. No version that
 * counts is replaced in this way.
 */
import { Effect } from "effect"
import { unchanged } from "../../domain/Entry.ts"
import { type Writing } from "../Endpoint.ts"
import { type Ground } from "./Ground.ts"
import { changed, lookAt, looking, nothing } from "./lookAt.ts"
import { type Content, CREAT, observe, open, send, setAttributes, TRUNC, WRITE } from "./sending.ts"
import { type Session } from "./Session.ts"
import { type Strategy } from "./Strategy.ts"

export const writeAtClose = Effect.fnUntraced(function*(
  session: Session,
  ground: Ground,
  strategy: Strategy,
  writing: Writing,
  content: Content,
) {
  const { path, expected } = writing
  const target = ground.absolute(path)
  const before = yield* lookAt(session, target, path)
  if (!unchanged(expected, before)) return yield* changed(session, "write", path, before)
  const finish = Effect.gen(function*() {
    const handle = yield* open(session, target, WRITE | CREAT | TRUNC, path)
    const packets = yield* send(session, undefined, handle, writing, content, 0)
    const { set } = yield* session.together("write", path, {
      set: strategy.setsAttributes ? setAttributes(handle, writing) : nothing,
    })
    yield* packets.settled
    if (set.error !== undefined) return yield* set.error
    const found = yield* lookAt(session, target, path)
    if (!unchanged(expected, found)) return yield* changed(session, "write", path, found)
    const { closed, shown } = yield* session.together("publish", path, {
      closed: (sftp, reply) => sftp.close(handle, reply),
      shown: looking(target),
    })
    return closed.error === undefined ? shown : yield* closed.error
  })
  const shown = yield* Effect.onError(
    finish,
    () => Effect.sync(() => session.end({ _tag: "ConnectionLost", message: `an upload of ${path} was given up` })),
  )
  return yield* observe(session, target, writing, shown)
})
