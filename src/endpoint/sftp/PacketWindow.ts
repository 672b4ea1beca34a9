/** Sends the bytes of one file as packets, as many at a time as a window allows. */
import { Effect } from "effect"
import { type EndpointError } from "../EndpointError.ts"
import { type Session } from "./Session.ts"

/** What one file may have on its way and not yet acknowledged. */
const windowBytes = 4 * 1024 * 1024

export class PacketWindow {
  readonly #session: Session
  readonly #handle: Buffer
  readonly #path: string
  #unanswered = 0
  #failure: EndpointError | undefined
  #listener: { readonly below: number; readonly wake: () => void } | undefined
  #mark: { readonly at: number; unanswered: number; readonly wake: () => void } | undefined
  /** Where the next byte goes; all before it went out in order. */
  sent: number

  /** The file has its first `from` bytes already. */
  constructor(session: Session, handle: Buffer, path: string, from: number) {
    this.sent = from
    this.#session = session
    this.#handle = handle
    this.#path = path
  }

  /** Returns once there is room for more, which may be at once. */
  readonly write = (bytes: Uint8Array): Effect.Effect<void, EndpointError> =>
    Effect.andThen(
      this.#session.afford(bytes.length),
      Effect.suspend(() => {
        const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        const packets = Math.ceil(bytes.length / this.#session.announced.writeBytes)
        const each = Math.ceil(bytes.length / Math.max(packets, 1))
        for (let at = 0; at < bytes.length; at += each) this.#send(buffer, at, Math.min(each, bytes.length - at))
        const own = this.#unanswered > windowBytes ? this.#waitBelow(windowBytes) : this.#outcome()
        return this.#session.room.isLeft ? own : Effect.andThen(own, this.#session.room.wait)
      }),
    )

  /** Waits until every packet is acknowledged. */
  readonly settled: Effect.Effect<void, EndpointError> = Effect.suspend(() =>
    this.#unanswered === 0 ? this.#outcome() : this.#waitBelow(0)
  )

  /** Waits until every packet sent so far is acknowledged, while more follow. One may wait at a time. */
  readonly acknowledged: Effect.Effect<void, EndpointError> = Effect.callback<void, EndpointError>((resume) => {
    const wake = () => {
      this.#mark = undefined
      resume(this.#outcome())
    }
    if (this.#failure !== undefined || this.#unanswered === 0) wake()
    else this.#mark = { at: this.sent, unanswered: this.#unanswered, wake }
  })

  #send(buffer: Buffer, at: number, length: number): void {
    const position = this.sent
    this.sent += length
    this.#unanswered += length
    this.#session.room.take(length)
    this.#session.send(
      "write",
      this.#path,
      (sftp, reply) => sftp.write(this.#handle, buffer, at, length, position, reply),
      (error) => {
        this.#unanswered -= length
        this.#session.room.giveBack(length)
        this.#failure ??= error
        const mark = this.#mark
        if (mark !== undefined) {
          if (position < mark.at) mark.unanswered -= length
          if (error !== undefined || mark.unanswered === 0) mark.wake()
        }
        if (this.#listener !== undefined && (error !== undefined || this.#unanswered <= this.#listener.below)) {
          this.#listener.wake()
        }
      },
    )
  }

  #waitBelow(below: number): Effect.Effect<void, EndpointError> {
    return Effect.callback<void, EndpointError>((resume) => {
      const wake = () => {
        this.#listener = undefined
        resume(this.#outcome())
      }
      if (this.#failure !== undefined || this.#unanswered <= below) wake()
      else this.#listener = { below, wake }
    })
  }

  #outcome(): Effect.Effect<void, EndpointError> {
    return this.#failure === undefined ? Effect.void : Effect.fail(this.#failure)
  }
}
