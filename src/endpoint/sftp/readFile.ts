/** Reads one remote file with many requests in flight, and vouches that it is the file that was scanned. */
import { Cause, Effect, Stream } from "effect"
import { type Entry, type File, sameStamp } from "../../domain/Entry.ts"
import { type EndpointError } from "../EndpointError.ts"
import { asEntry } from "./Parents.ts"
import { type Session } from "./Session.ts"
import { readInto } from "./ssh/readInto.ts"

/** What one file may have asked for and not yet handed on. */
const windowBytes = 4 * 1024 * 1024

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
    const opening = Effect.acquireRelease(
      session.openHandle("read", path, (sftp, reply) => sftp.open(absolute, READ, reply)),
      (opened) => Effect.sync(() => session.send("close", path, (sftp, reply) => sftp.close(opened, reply), () => {})),
    )
    const [handle] = yield* Effect.all([opening, checked(session, path, file, look)], { concurrency: 2 })
    const ahead = yield* Effect.acquireRelease(
      Effect.sync(() => new ReadAhead(session, handle, path, from, file.size)),
      (reader) => Effect.sync(() => reader.abandon()),
    )
    ahead.fill()
    yield* stillThe(session, handle, path, file)
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

/** Keeps a window of reads going and hands the answers on in order. */
class ReadAhead {
  readonly #session: Session
  readonly #handle: Buffer
  readonly #path: string
  readonly #size: number
  readonly #answers: Array<Answer> = [] // in the order of their offsets
  readonly #spare: Array<Buffer> = [] // memory that is nobody's now
  #handed: Buffer | undefined // memory of what was handed on last
  #asked: number
  #given: number

  constructor(session: Session, handle: Buffer, path: string, from: number, size: number) {
    this.#asked = from
    this.#given = from
    this.#session = session
    this.#handle = handle
    this.#path = path
    this.#size = size
  }

  /** What it gives may be written over once more is asked for. */
  readonly pull = Effect.suspend((): Effect.Effect<readonly [Uint8Array], EndpointError | Cause.Done> => {
    this.#recycle()
    const first = this.#answers.shift()
    if (first === undefined) return Cause.done()
    return Effect.flatMap(first.bytes, (bytes) => {
      this.#given += bytes.length
      this.#handed = first.buffer
      this.#session.room.giveBack(bytes.length)
      this.fill()
      return Effect.as(this.#session.afford(bytes.length), [bytes] as const)
    })
  })

  #recycle(): void {
    if (this.#handed !== undefined) this.#spare.push(this.#handed)
    this.#handed = undefined
  }

  /** One stretch at a time is always allowed: a file that waits for others may be what they wait for. */
  get #mayAskMore(): boolean {
    const ahead = this.#asked - this.#given
    return ahead === 0 || (ahead < windowBytes && this.#session.room.isLeft)
  }

  /** Whatever was asked for and not handed on takes no room any more. */
  abandon(): void {
    this.#session.room.giveBack(this.#asked - this.#given)
    this.#given = this.#asked
  }

  /** In batches: what is sent together costs the server and us one waking up. */
  fill(): void {
    if (this.#asked - this.#given > windowBytes / 2) return
    const most = this.#session.announced.readBytes
    while (this.#asked < this.#size && this.#mayAskMore) {
      const length = Math.min(most, this.#size - this.#asked)
      this.#session.room.take(length)
      const spare = this.#spare.pop() ?? Buffer.allocUnsafeSlow(length)
      this.#answers.push(new Answer(this.#session, this.#handle, this.#path, this.#asked, spare.subarray(0, length)))
      this.#asked += length
    }
  }
}

/** One stretch of the file. A server may answer a read with less than was asked for; the rest is asked for again. */
class Answer {
  readonly buffer: Buffer
  #filled = 0
  #failure: EndpointError | undefined
  #listener: (() => void) | undefined

  constructor(session: Session, handle: Buffer, path: string, offset: number, buffer: Buffer) {
    this.buffer = buffer
    const ask = () => {
      const left = buffer.subarray(this.#filled)
      session.send(
        "read",
        path,
        (sftp, reply) => readInto(sftp, handle, left, offset + this.#filled, reply),
        (error, count, atEnd) => {
          const got = typeof count === "number" ? count : 0
          this.#filled += got
          if (error === undefined && got > 0 && got < left.length) return ask()
          if (got < left.length) {
            this.#failure = error === undefined || atEnd
              ? session.error("read", path, { _tag: "Changed", found: undefined })
              : error
          }
          this.#listener?.()
        },
      )
    }
    ask()
  }

  readonly bytes = Effect.callback<Uint8Array, EndpointError>((resume) => {
    const tell = () => resume(this.#failure === undefined ? Effect.succeed(this.buffer) : Effect.fail(this.#failure))
    if (this.#failure !== undefined || this.#filled === this.buffer.length) tell()
    else this.#listener = tell
  })
}
