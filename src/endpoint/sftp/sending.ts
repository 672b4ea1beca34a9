/** Sending the bytes of one file to a handle, and giving it its attributes. */
import { Effect, Stream } from "effect"
import { type File, modeFor, unchanged } from "../../domain/Entry.ts"
import { type Writing } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { writeInSteps } from "../writeInSteps.ts"
import { secondsOf } from "./attributes.ts"
import { type Request } from "./Channel.ts"
import { lookAt, presence } from "./lookAt.ts"
import { PacketWindow } from "./PacketWindow.ts"
import { type Answer, type Session } from "./Session.ts"
import { Stripes } from "./Stripes.ts"

export type Content = Stream.Stream<Uint8Array, EndpointError>

/** What SFTP calls the ways to open a file. */
export const READ = 0x01
export const WRITE = 0x02
export const CREAT = 0x08
export const TRUNC = 0x10
export const EXCL = 0x20

export const open = (session: Session, file: string, flags: number, path: string, operation = "write") =>
  session.openHandle(operation, path, (sftp, reply) => sftp.open(file, flags, { mode: 0o600 } as never, reply))

/**
 * All bytes, of which the file has the first `from` already, are on their way when this ends, and not yet acknowledged;
 * those that went other ways than through this handle are.
 */
export const send = Effect.fnUntraced(function*(
  session: Session,
  part: string | undefined, // where it may be opened again, to send it on several lanes
  handle: Buffer,
  { path, wanted, checkpoints }: Writing,
  content: Content,
  from: number,
) {
  const again = part === undefined ? undefined : (lane: Session) => open(lane, part, WRITE, path)
  const stripes = new Stripes({ session, handle }, path, wanted.size, again)
  const packets = new PacketWindow(stripes, path, from)
  const sending = checkpoints === undefined ? Stream.runForEach(content, packets.write) : Effect.scoped(
    writeInSteps(checkpoints, content, {
      write: packets.write,
      given: () => packets.sent,
      secure: secure(session, handle, path, packets),
    }),
  )
  const arriving = Effect.suspend(() => stripes.all.length > 1 ? packets.settled : Effect.void)
  yield* Effect.ensuring(Effect.andThen(sending, arriving), stripes.narrow)
  return packets.sent === wanted.size
    ? packets
    : yield* session.error("write", path, { _tag: "Changed", found: undefined })
})

/** A server without the request has acknowledged the bytes, and no more than that is known. */
const secure = (session: Session, handle: Buffer, path: string, { acknowledged }: PacketWindow) =>
  session.has(fsync)
    ? Effect.as(
      Effect.andThen(
        acknowledged,
        session.tell("write", path, (sftp, reply) => sftp.ext_openssh_fsync(handle, reply)),
      ),
      true,
    )
    : Effect.as(acknowledged, false)

export const fsync = "fsync@openssh.com 1"

export const setAttributes = (handle: Buffer, { wanted, expected }: Writing): Request => {
  const mode = modeFor(expected, wanted)
  const seconds = secondsOf(wanted.modified)
  const attributes = { mode, ...(seconds === undefined ? {} : { atime: seconds, mtime: seconds }) }
  return (sftp, reply) => sftp.fsetstat(handle, attributes, reply)
}

/**
 * The file as it was published, which is what the baseline remembers: `shown` was asked for in the flight that published
 * it. A server that does not take requests in order may have answered with what was there before.
 */
export const observe = Effect.fnUntraced(function*(
  session: Session,
  target: string,
  { path, expected, wanted }: Writing,
  shown: Answer,
): Effect.fn.Return<File, EndpointError> {
  const first = yield* presence(session, path, shown)
  const found = first === undefined || unchanged(expected, first) ? yield* lookAt(session, target, path) : first
  return found?._tag === "File" && found.size === wanted.size ? found : yield* shortened(session, path)
})

export const shortened = (session: Session, path: string) =>
  Effect.fail(
    session.error("write", path, { _tag: "Corrupted", message: "the server does not hold all that was sent" }),
  )
