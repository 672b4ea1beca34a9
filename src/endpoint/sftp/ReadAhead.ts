/** Reads a file with many requests in flight, into memory that is used again. */
import { Cause, Effect } from "effect"
import { type EndpointError } from "../EndpointError.ts"
import { type Session } from "./Session.ts"
import { readInto } from "./ssh/readInto.ts"
import { type Stripe, type Stripes } from "./Stripes.ts"

/** What one file may have asked for on one lane and not yet handed on. */
const windowBytes = 4 * 1024 * 1024

/** Keeps a window of reads going and hands the answers on in order. */
export class ReadAhead {
  readonly #stripes: Stripes
  readonly #path: string
  readonly #size: number
  readonly #answers: Array<Answer> = [] // in the order of their offsets
  readonly #spare: Array<Buffer> = [] // memory that is nobody's now
  readonly #ahead = new Map<Session, number>() // what was asked for and not handed on
  #handed: Buffer | undefined // memory of what was handed on last
  #asked: number
  #given: number

  constructor(stripes: Stripes, path: string, from: number, size: number) {
    this.#asked = from
    this.#given = from
    this.#stripes = stripes
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
      this.#count(first.session, -bytes.length)
      this.fill()
      return Effect.as(first.session.afford(bytes.length), [bytes] as const)
    })
  })

  #recycle(): void {
    if (this.#handed !== undefined) this.#spare.push(this.#handed)
    this.#handed = undefined
  }

  #count(session: Session, bytes: number): void {
    this.#ahead.set(session, (this.#ahead.get(session) ?? 0) + bytes)
    if (bytes > 0) session.rooms.reading.take(bytes)
    else session.rooms.reading.giveBack(-bytes)
  }

  /** Whatever was asked for and not handed on takes no room any more. */
  abandon(): void {
    for (const [session, bytes] of this.#ahead) session.rooms.reading.giveBack(bytes)
    this.#ahead.clear()
    this.#asked = this.#size
  }

  /** In batches: what is sent together costs the server and us one waking up. */
  fill(): void {
    if (this.#asked - this.#given > windowBytes * this.#stripes.all.length / 2) return
    while (this.#asked < this.#size) {
      const stripe = this.#nextStripe()
      if (stripe === undefined) return
      const { session, handle } = stripe
      const length = Math.min(session.announced.readBytes, this.#size - this.#asked)
      this.#count(session, length)
      const spare = this.#spare.pop() ?? Buffer.allocUnsafeSlow(length)
      this.#answers.push(new Answer(session, handle, this.#path, this.#asked, spare.subarray(0, length)))
      this.#asked += length
    }
  }

  /** One stretch at a time is always allowed: a file that waits for others may be what they wait for. */
  #nextStripe(): Stripe | undefined {
    if (this.#asked === this.#given) return this.#stripes.first
    let [next, least]: [Stripe | undefined, number] = [undefined, windowBytes]
    for (const stripe of this.#stripes.all) {
      const ahead = this.#ahead.get(stripe.session) ?? 0
      if (ahead < least && stripe.session.rooms.reading.isLeft) [next, least] = [stripe, ahead]
    }
    return next
  }
}

/** One stretch of the file. A server may answer a read with less than was asked for; the rest is asked for again. */
class Answer {
  readonly session: Session
  readonly buffer: Buffer
  #filled = 0
  #failure: EndpointError | undefined
  #listener: (() => void) | undefined

  constructor(session: Session, handle: Buffer, path: string, offset: number, buffer: Buffer) {
    this.session = session
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
