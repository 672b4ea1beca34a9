/**
 * Writes a file straight to its final name, for servers that show it only once it is closed. A file that must not be
 * published must not be closed either: the only way to give it up is to let go of the whole session.
 */
import { Effect } from "effect"
import { type File, unchanged } from "../../domain/Entry.ts"
import { type Writing } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { changed, lookAt, nothing } from "./lookAt.ts"
import { type Content, CREAT, observe, open, send, setAttributes, TRUNC, WRITE } from "./sending.ts"
import { type Session } from "./Session.ts"
import { bringBack, canSetAside, clearAside, isTaken, setAside, setsAside, type Way, wayAside } from "./setAside.ts"
import { type Grounds, type Strategy } from "./Strategy.ts"

export const writeAtClose = Effect.fnUntraced(function*(
  session: Session,
  { ground, backup }: Grounds,
  strategy: Strategy,
  writing: Writing,
  content: Content,
) {
  const { path, expected } = writing
  if (setsAside(writing)) yield* canSetAside(session, strategy, path)
  const way = yield* wayAside(session, ground, backup, writing)
  const before = yield* lookAt(session, way.target, path)
  if (!unchanged(expected, before)) return yield* changed(session, "write", path, before)
  if (setsAside(writing)) yield* isFree(session, way, path)
  const finish = Effect.gen(function*() {
    const handle = yield* open(session, way.target, WRITE | CREAT | TRUNC, path)
    const packets = yield* send(session, handle, writing, content, 0)
    const { set } = yield* session.together("write", path, {
      set: strategy.setsAttributes ? setAttributes(handle, writing) : nothing,
    })
    yield* packets.settled
    if (set.error !== undefined) return yield* set.error
    const found = yield* lookAt(session, way.target, path)
    if (!unchanged(expected, found)) return yield* changed(session, "write", path, found)
    const close = session.tell("publish", path, (sftp, reply) => sftp.close(handle, reply))
    if (!setsAside(writing)) return yield* close
    yield* Effect.uninterruptible(closeSetAside(session, strategy, way, writing, close))
  })
  yield* Effect.onError(
    finish,
    () => Effect.sync(() => session.end({ _tag: "ConnectionLost", message: `an upload of ${path} was given up` })),
  )
  return yield* observe(session, way.target, writing)
})

const isFree = (session: Session, way: Way, path: string) =>
  Effect.flatMap(
    lookAt(session, way.aside, path),
    (taken) => taken === undefined ? Effect.void : isTaken(session, way, path),
  )

/** The old version goes at the last moment: until all was sent nothing is missing from its place. */
const closeSetAside = Effect.fnUntraced(function*(
  session: Session,
  strategy: Strategy,
  way: Way,
  writing: Writing & { readonly expected: File },
  close: Effect.Effect<void, EndpointError>,
) {
  const { path, expected } = writing
  yield* setAside(session, strategy, way, path, expected)
  const publish = Effect.gen(function*() {
    const found = yield* lookAt(session, way.target, path)
    if (found !== undefined) return yield* changed(session, "write", path, found)
    yield* close
  })
  yield* Effect.tapError(publish, () => bringBack(session, strategy, way, path))
  yield* clearAside(session, way, writing)
})
