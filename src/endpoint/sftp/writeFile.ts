/** Writes one remote file by the protocol of docs/safety.md, in as few round trips as it allows. */
import { Effect, Stream } from "effect"
import { type Entry, type File, unchanged } from "../../domain/Entry.ts"
import { childOf, parentOf } from "../../domain/RelPath.ts"
import { asideName } from "../../domain/temporaries.ts"
import { type Publishing, type Writing } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { secondsOf } from "./attributes.ts"
import { asHandle } from "./listDirectory.ts"
import { PacketWindow } from "./PacketWindow.ts"
import { asEntry, lstat } from "./Parents.ts"
import { type Answer, type Request, type Session } from "./Session.ts"

const WRITE = 0x02
const CREAT = 0x08
const TRUNC = 0x10
const EXCL = 0x20

export interface Strategy {
  readonly publishing: Publishing
  readonly setsAttributes: boolean // FSETSTAT is taken, whether or not it has an effect
  readonly keepsTimes: boolean // and it has one
  readonly renameReplaces: boolean // the plain rename puts one file in the place of another
}

export type Absolute = (path: Writing["path"]) => string

export const writeFile = (
  session: Session,
  absolute: Absolute,
  strategy: Strategy,
  writing: Writing,
  content: Stream.Stream<Uint8Array, EndpointError>,
): Effect.Effect<File, EndpointError> =>
  strategy.publishing === "at-close"
    ? writeAtClose(session, absolute(writing.path), strategy, writing, content)
    : writeBeside(session, absolute, strategy, writing, content)

const writeBeside = Effect.fnUntraced(function*(
  session: Session,
  absolute: Absolute,
  strategy: Strategy,
  writing: Writing,
  content: Stream.Stream<Uint8Array, EndpointError>,
) {
  const { path, expected, temporary } = writing
  const target = absolute(path)
  const part = absolute(childOf(parentOf(path), temporary))
  const isGuarded = expected === undefined && !strategy.renameReplaces // the rename itself refuses to replace anything
  const finish = Effect.gen(function*() {
    const handle = yield* open(session, part, WRITE | CREAT | EXCL, path)
    const close: Request = (sftp, reply) => sftp.close(handle, reply)
    const packets = yield* send(session, handle, writing, content).pipe(
      Effect.onError(() => Effect.ignore(session.tell("write", path, close))),
    )
    const answers = yield* session.together("write", path, {
      set: strategy.setsAttributes ? setAttributes(handle, writing) : nothing,
      synced: session.has("fsync@openssh.com 1") ? (sftp, reply) => sftp.ext_openssh_fsync(handle, reply) : nothing,
      part: (sftp, reply) => sftp.fstat(handle, reply),
      target: isGuarded ? nothing : (sftp, reply) => sftp.lstat(target, reply),
      closed: close,
    })
    yield* packets.settled
    for (const { error } of [answers.set, answers.synced, answers.part, answers.closed]) if (error) return yield* error
    const sent = asEntry(answers.part.value)
    if (sent === undefined) return yield* session.broken("write", path)
    if (sent._tag !== "File" || sent.size !== writing.wanted.size) return yield* shortened(session, path)
    const found = isGuarded ? undefined : yield* presence(session, path, answers.target)
    if (!unchanged(expected, found)) return yield* changed(session, path, found)
    yield* publish(session, strategy.publishing, { part, target, aside: asideOf(absolute, writing) }, writing)
    const isKnown = strategy.publishing === "atomic" && strategy.keepsTimes && isAsSet(sent, writing)
    return isKnown ? sent : yield* observe(session, target, writing)
  })
  return yield* Effect.onError(finish, () => Effect.ignore(remove(session, part, path)))
})

/** A server that showed the time that was set shows the same file under its final name. */
const isAsSet = (sent: File, { wanted }: Writing): boolean => {
  const seconds = secondsOf(wanted.modified)
  return seconds !== undefined && sent.modified === seconds * 1000
}

const asideOf = (absolute: Absolute, { path, temporary }: Writing) =>
  absolute(childOf(parentOf(path), asideName(temporary)))

/**
 * For servers that show a file only once it is closed. A file that must not be published must not be closed either:
 * the only way to give it up is to let go of the whole session.
 */
const writeAtClose = Effect.fnUntraced(function*(
  session: Session,
  target: string,
  strategy: Strategy,
  writing: Writing,
  content: Stream.Stream<Uint8Array, EndpointError>,
) {
  const { path, expected } = writing
  const before = yield* lookAt(session, target, path)
  if (!unchanged(expected, before)) return yield* changed(session, path, before)
  const finish = Effect.gen(function*() {
    const handle = yield* open(session, target, WRITE | CREAT | TRUNC, path)
    const packets = yield* send(session, handle, writing, content)
    const { set } = yield* session.together("write", path, {
      set: strategy.setsAttributes ? setAttributes(handle, writing) : nothing,
    })
    yield* packets.settled
    if (set.error !== undefined) return yield* set.error
    const found = yield* lookAt(session, target, path)
    if (!unchanged(expected, found)) return yield* changed(session, path, found)
    return yield* session.tell("write", path, (sftp, reply) => sftp.close(handle, reply))
  })
  yield* Effect.onError(
    finish,
    () => Effect.sync(() => session.end({ _tag: "ConnectionLost", message: `an upload of ${path} was given up` })),
  )
  return yield* observe(session, target, writing)
})

const open = (session: Session, file: string, flags: number, path: string) =>
  session.ask("write", path, (sftp, reply) => sftp.open(file, flags, { mode: 0o600 } as never, reply), asHandle)

/** All bytes are on their way when this ends, and not yet all acknowledged. */
const send = Effect.fnUntraced(function*(
  session: Session,
  handle: Buffer,
  { path, wanted }: Writing,
  content: Stream.Stream<Uint8Array, EndpointError>,
) {
  const packets = new PacketWindow(session, handle, path)
  yield* Stream.runForEach(content, packets.write)
  return packets.sent === wanted.size
    ? packets
    : yield* session.error("write", path, { _tag: "Changed", found: undefined })
})

/** A new file is never more open than its source, a replaced one keeps the mode it had. */
const setAttributes = (handle: Buffer, { wanted, expected }: Writing): Request => {
  const mode = expected?._tag === "File" && expected.mode !== undefined
    ? expected.mode & 0o777
    : (wanted.mode ?? 0o644) & 0o755
  const seconds = secondsOf(wanted.modified)
  const attributes = { mode, ...(seconds === undefined ? {} : { atime: seconds, mtime: seconds }) }
  return (sftp, reply) => sftp.fsetstat(handle, attributes, reply)
}

/** Stands for a request that this server does not take. */
const nothing: Request = (_, reply) => reply(undefined)

const publish = Effect.fnUntraced(function*(
  session: Session,
  publishing: Publishing,
  { part, target, aside }: { readonly part: string; readonly target: string; readonly aside: string },
  { path, expected }: Writing,
) {
  if (expected === undefined) {
    return yield* rename(session, path, part, target).pipe(
      Effect.catchIf(
        (error) => !error.isConnection,
        (refusal) =>
          Effect.flatMap(
            lookAt(session, target, path),
            (found) => found === undefined ? Effect.fail(refusal) : changed(session, path, found),
          ),
      ),
    )
  }
  if (publishing === "atomic") {
    return yield* session.tell("write", path, (sftp, reply) => sftp.ext_openssh_rename(part, target, reply))
  }
  yield* rename(session, path, target, aside)
  yield* rename(session, path, part, target).pipe(
    Effect.onError(() => Effect.ignore(rename(session, path, aside, target))),
  )
  yield* remove(session, aside, path) // failing here lets the caller clear up: nobody else knows of the old version
})

/** The plain rename of SFTP fails when something has the name by now, so that nothing unseen is replaced. */
export const rename = (session: Session, path: string, from: string, to: string) =>
  session.tell("rename", path, (sftp, reply) => sftp.rename(from, to, reply))

export const remove = (session: Session, absolute: string, path: string) =>
  session.tell("remove", path, (sftp, reply) => sftp.unlink(absolute, reply))

/** What the server shows in the end is what the baseline remembers. */
const observe = (session: Session, target: string, { path, wanted }: Writing): Effect.Effect<File, EndpointError> =>
  Effect.flatMap(
    lstat(session, target, path),
    (entry) => entry._tag === "File" && entry.size === wanted.size ? Effect.succeed(entry) : shortened(session, path),
  )

const lookAt = (session: Session, target: string, path: string): Effect.Effect<Entry | undefined, EndpointError> =>
  session.together("look at", path, { target: (sftp, reply) => sftp.lstat(target, reply) }).pipe(
    Effect.flatMap((answers) => presence(session, path, answers.target)),
  )

/** What an answer says a path holds; `undefined` only if the server says that nothing is there. */
const presence = (
  session: Session,
  path: string,
  { error, value }: Answer,
): Effect.Effect<Entry | undefined, EndpointError> => {
  if (error !== undefined) return error.reason._tag === "NotFound" ? Effect.succeed(undefined) : Effect.fail(error)
  const entry = asEntry(value)
  return entry === undefined ? Effect.fail(session.broken("look at", path)) : Effect.succeed(entry)
}

const shortened = (session: Session, path: string) =>
  Effect.fail(session.error("write", path, { _tag: "Refused", message: "the server does not hold all that was sent" }))

const changed = (session: Session, path: string, found: Entry | undefined) =>
  Effect.fail(session.error("write", path, { _tag: "Changed", found }))
