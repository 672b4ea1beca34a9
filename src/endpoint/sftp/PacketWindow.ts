/** Sends the bytes of one file as packets, as many at a time as a window allows. */
import { Effect } from "effect"
import { type EndpointError } from "../EndpointError.ts"
import { type Session } from "./Session.ts"
import { sendWrite } from "./ssh/sendWrite.ts"
import { type Stripe, type Stripes } from "./Stripes.ts"

/** What one file may have on its way on one lane and not yet acknowledged. */
const windowBytes = 4 * 1024 * 1024

export class PacketWindow {
  readonly #session: Session
  readonly #stripes: Stripes
  readonly #path: string
  #unanswered = 0
  #failure: EndpointError | undefined
  #listener: { readonly below: number; readonly wake: () => void } | undefined
  #mark: { readonly at: number; unanswered: number; readonly wake: () => void } | undefined
  /** Where the next byte goes; all before it went out in order. */
  sent: number

  /** The file has its first `from` bytes already. */
  constructor(stripes: Stripes, path: string, from: number) {
    this.sent = from
    this.#session = stripes.first.session
    this.#stripes = stripes
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
      const stripe = yield* this.#stripeFor(packet.length)
      yield* this.#outcome()
      this.#send(stripe, packet)
    }
  })

  /** One that takes so much at once: more would only wait here. A file with nothing under way takes its turn on the first. */
  readonly #stripeFor = Effect.fnUntraced({ self: this }, function*(this: PacketWindow, bytes: number) {
    while (this.#unanswered > 0) {
      const { all } = this.#stripes
      const isFull = this.#unanswered + bytes > windowBytes * all.length
      const free = isFull
        ? undefined
        : all.find(({ session }) => session.rooms.writing.isLeft && session.hasWindow(bytes))
      if (free !== undefined) return free
      if (!(yield* this.#stripes.widen)) yield* this.#waitBelow(this.#unanswered - 1)
    }
    const { writing } = this.#session.rooms
    if (!writing.isLeft) yield* writing.wait
    return this.#stripes.first
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

  #send({ session, handle }: Stripe, packet: Buffer): void {
    const position = this.sent
    const { length } = packet
    this.sent += length
    this.#unanswered += length
    session.rooms.writing.take(length)
    session.send(
      "write",
      this.#path,
      (sftp, reply) => sendWrite(sftp, handle, packet, position, reply),
      (error) => {
        this.#unanswered -= length
        session.rooms.writing.giveBack(length)
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
