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
import { type Session } from "./Session.ts"

const WRITE = 0x02
const CREAT = 0x08
const TRUNC = 0x10
const EXCL = 0x20

export interface Strategy {
  readonly publishing: Publishing
  readonly setsAttributes: boolean // FSETSTAT is taken, whether or not it has an effect
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
  const { path, temporary } = writing
  const target = absolute(path)
  const part = absolute(childOf(parentOf(path), temporary))
  const finish = Effect.gen(function*() {
    const found = yield* upload(
      session,
      { name: part, flags: WRITE | CREAT | EXCL },
      target,
      strategy,
      writing,
      content,
    )
    if (!unchanged(writing.expected, found)) return yield* changed(session, path, found)
    yield* publish(session, strategy.publishing, { part, target, aside: asideOf(absolute, writing) }, writing)
    return yield* observe(session, target, writing)
  })
  return yield* Effect.onError(finish, () => Effect.ignore(remove(session, part, path)))
})

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
  yield* upload(session, { name: target, flags: WRITE | CREAT | TRUNC }, target, strategy, writing, content).pipe(
    Effect.onError(() =>
      Effect.sync(() => session.end({ _tag: "ConnectionLost", message: `an upload of ${path} was given up` }))
    ),
  )
  return yield* observe(session, target, writing)
})

/**
 * Gives what the target's name held when all bytes had arrived. Beside the target, everything behind the handle goes
 * out together: bytes, attributes, the look at the target, the closing. What appears at closing is looked at before.
 */
const upload = Effect.fnUntraced(function*(
  session: Session,
  file: { readonly name: string; readonly flags: number },
  target: string,
  { publishing, setsAttributes }: Strategy,
  { path, wanted, expected }: Writing,
  content: Stream.Stream<Uint8Array, EndpointError>,
) {
  const handle = yield* session.ask(
    "write",
    path,
    (sftp, reply) => sftp.open(file.name, file.flags, { mode: 0o600 } as never, reply),
    asHandle,
  )
  const packets = new PacketWindow(session, handle, path)
  const close = session.tell("write", path, (sftp, reply) => sftp.close(handle, reply))
  const isBeside = publishing !== "at-close"
  yield* Stream.runForEach(content, packets.write).pipe(
    Effect.onError(() => isBeside ? Effect.ignore(close) : Effect.void),
  )
  if (packets.sent !== wanted.size) {
    return yield* session.error("write", path, { _tag: "Changed", found: undefined })
  }
  const settings = setsAttributes ? setAttributes(session, handle, path, wanted, expected) : Effect.void
  if (!isBeside) {
    yield* Effect.all([packets.settled, settings], { concurrency: "unbounded" })
    const found = yield* lookAt(session, target, path)
    if (!unchanged(expected, found)) return yield* changed(session, path, found)
    yield* close
    return found
  }
  const [, , , , found] = yield* Effect.all([
    packets.settled,
    settings,
    session.has("fsync@openssh.com 1")
      ? session.tell("write", path, (sftp, reply) => sftp.ext_openssh_fsync(handle, reply))
      : Effect.void,
    checkSize(session, handle, path, wanted.size),
    lookAt(session, target, path),
    close,
  ], { concurrency: "unbounded" })
  return found
})

/** A new file is never more open than its source, a replaced one keeps the mode it had. */
const setAttributes = (session: Session, handle: Buffer, path: string, wanted: File, expected: Entry | undefined) => {
  const mode = expected?._tag === "File" && expected.mode !== undefined
    ? expected.mode & 0o777
    : (wanted.mode ?? 0o644) & 0o755
  const seconds = secondsOf(wanted.modified)
  const attributes = { mode, ...(seconds === undefined ? {} : { atime: seconds, mtime: seconds }) }
  return session.tell("write", path, (sftp, reply) => sftp.fsetstat(handle, attributes, reply))
}

const checkSize = (session: Session, handle: Buffer, path: string, size: number) =>
  session.ask("write", path, (sftp, reply) => sftp.fstat(handle, reply), asEntry).pipe(
    Effect.flatMap((entry) => entry._tag === "File" && entry.size === size ? Effect.void : shortened(session, path)),
  )

const publish = Effect.fnUntraced(function*(
  session: Session,
  publishing: Publishing,
  { part, target, aside }: { readonly part: string; readonly target: string; readonly aside: string },
  { path, expected }: Writing,
) {
  if (expected === undefined) return yield* rename(session, path, part, target)
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
  lstat(session, target, path).pipe(
    Effect.catchIf((error) => error.reason._tag === "NotFound", () => Effect.succeed(undefined)),
  )

const shortened = (session: Session, path: string) =>
  Effect.fail(session.error("write", path, { _tag: "Refused", message: "the server does not hold all that was sent" }))

const changed = (session: Session, path: string, found: Entry | undefined) =>
  Effect.fail(session.error("write", path, { _tag: "Changed", found }))
