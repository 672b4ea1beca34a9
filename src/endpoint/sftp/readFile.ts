/** Reads one remote file with many requests in flight, and vouches that it is the file that was scanned. */
import { Effect, Stream } from "effect"
import { type Entry, type File, sameStamp } from "../../domain/Entry.ts"
import { type EndpointError } from "../EndpointError.ts"
import { asEntry } from "./Parents.ts"
import { ReadAhead } from "./ReadAhead.ts"
import { type Session } from "./Session.ts"
import { Stripes } from "./Stripes.ts"

const READ = 0x01

export const readFile = (
  session: Session,
  absolute: string,
  path: string,
  file: File,
  look: Effect.Effect<Entry, EndpointError>, // what the path itself holds: opening follows a link
  from = 0, // the first byte that is wanted
): Stream.Stream<Uint8Array, EndpointError> =>
  Stream.unwrap(Effect.gen(function*() {
    const open = (lane: Session) => lane.openHandle("read", path, (sftp, reply) => sftp.open(absolute, READ, reply))
    const close = (lane: Session, opened: Buffer) =>
      Effect.sync(() => lane.send("close", path, (sftp, reply) => sftp.close(opened, reply), () => {}))
    const opening = Effect.acquireRelease(open(session), (opened) => close(session, opened))
    const [handle] = yield* Effect.all([opening, checked(session, path, file, look)], { concurrency: 2 })
    const another = (lane: Session) =>
      Effect.tap(open(lane), (opened) => Effect.tapError(stillThe(lane, opened, path, file), () => close(lane, opened)))
    const stripes = yield* Effect.acquireRelease(
      Effect.sync(() => new Stripes({ session, handle }, path, file.size - from, another)),
      ({ narrow }) => narrow,
    )
    const ahead = yield* Effect.acquireRelease(
      Effect.sync(() => new ReadAhead(stripes, path, from, file.size)),
      (reader) => Effect.sync(() => reader.abandon()),
    )
    ahead.fill()
    yield* Effect.all([stillThe(session, handle, path, file), stripes.widen], { concurrency: 2 })
    return Stream.concat(
      Stream.fromPull(Effect.succeed(ahead.pull)),
      Stream.fromEffectDrain(stillThe(session, handle, path, file)),
    )
  }))

const stillThe = (session: Session, handle: Buffer, path: string, file: File) =>
  checked(session, path, file, session.ask("read", path, (sftp, reply) => sftp.fstat(handle, reply), asEntry))

/** A file that grew, shrank or was touched since the scan is not the file that the plan speaks of. */
const checked = (session: Session, path: string, file: File, look: Effect.Effect<Entry, EndpointError>) =>
  Effect.flatMap(look, (found) =>
    found._tag === "File" && sameStamp(file, found)
      ? Effect.void
      : Effect.fail(session.error("read", path, { _tag: "Changed", found })))
