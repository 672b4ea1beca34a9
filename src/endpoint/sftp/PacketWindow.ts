/** Sends the bytes of one file as packets, as many at a time as a window allows. */
import { Effect } from "effect"
import { type EndpointError } from "../EndpointError.ts"
import { type Session } from "./Session.ts"
import { sendWrite } from "./ssh/sendWrite.ts"

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

  /** Returns once all bytes are on their way: their memory may be used again. */
  readonly write = Effect.fnUntraced({ self: this }, function*(this: PacketWindow, bytes: Uint8Array) {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const packets = Math.ceil(bytes.length / this.#session.announced.writeBytes)
    const each = Math.ceil(bytes.length / Math.max(packets, 1))
    for (let at = 0; at < bytes.length; at += each) {
      const packet = buffer.subarray(at, at + each)
      yield* this.#session.afford(packet.length)
      if (!this.#session.room.isLeft) yield* this.#session.room.wait
      while (this.#isFullFor(packet.length)) yield* this.#waitBelow(this.#unanswered - 1)
      yield* this.#outcome()
      this.#send(packet)
    }
  })

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

  /** More than the channel takes would only wait here. */
  #isFullFor(bytes: number): boolean {
    return this.#unanswered > 0 && (this.#unanswered + bytes > windowBytes || !this.#session.hasWindow(bytes))
  }

  #send(packet: Buffer): void {
    const position = this.sent
    const { length } = packet
    this.sent += length
    this.#unanswered += length
    this.#session.room.take(length)
    this.#session.send(
      "write",
      this.#path,
      (sftp, reply) => sendWrite(sftp, this.#handle, packet, position, reply),
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
