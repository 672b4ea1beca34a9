/**
 * One SFTP channel: the only place where ssh2's low-level requests are called. ssh2 loses callbacks when a
 * connection goes or a reply is malformed, so every request is on a list of our own, with a deadline.
 */
import { type Effect } from "effect"
import { type ClientChannel, type SFTPWrapper } from "ssh2"
import { type EndpointReason } from "../EndpointError.ts"
import { type Throttle } from "../Throttle.ts"
import { type Announced, announcedBy } from "./announced.ts"
import { gatherWrites } from "./gatherWrites.ts"
import { Room } from "./Room.ts"
import { type SshConnection } from "./ssh/openConnection.ts"
import { Receiver } from "./ssh/Receiver.ts"
import { hasWindow } from "./ssh/sendWrite.ts"
import { channelOf } from "./ssh/sftpPackets.ts"
import { endOfFile, reasonOf, type Refusal } from "./status.ts"

/** How long a channel may be silent while something is asked of it. An object store may take long to take in a file. */
const patienceSeconds = 60
/** How long one request may stay unanswered while others are answered: on a slow line it waits behind many bytes. */
const longestWaitSeconds = 900
const sweepSeconds = 5

export type Reply = (error: Refusal | null | undefined, value?: unknown) => void
export type Request = (sftp: SFTPWrapper, reply: Reply) => void
/** `atEnd`: the reason is the status that ends a listing or a file. */
export type Answered = (reason: EndpointReason | undefined, value: unknown, atEnd: boolean) => void

interface Waiting {
  readonly answered: Answered
  readonly since: number // the sweep after which it was sent
}

export class Channel {
  readonly announced: Announced
  readonly ident: string
  readonly #connection: SshConnection
  readonly #waiting = new Set<Waiting>()
  readonly #gather: () => void
  readonly #sweep: NodeJS.Timeout
  #ended: EndpointReason | undefined
  #sweeps = 0
  #lastReply = 0 // the sweep after which the last one came
  /**
   * Apart, because what is read may wait for what is written, also on this channel: with both in one room, files that go
   * from one folder of a server to another would wait for themselves.
   */
  readonly rooms = { reading: new Room(), writing: new Room() }
  /** All that are open on the connection so far, this one among them. */
  lanes: ReadonlyArray<Channel> = [this]
  /** The shortest time that the server has taken to open something: about one round trip. In milliseconds. */
  roundTrip = Number.POSITIVE_INFINITY
  readonly #throttle: Throttle | undefined

  constructor(connection: SshConnection, throttle?: Throttle) {
    this.#throttle = throttle
    this.ident = connection.ident
    this.#connection = connection
    this.#gather = gatherWrites(connection.client)
    Receiver.on(channelOf(connection.sftp)) // while nothing is on its way: later it could begin in the middle of an answer
    this.announced = announcedBy(connection.sftp)
    this.#sweep = setInterval(() => this.#failOverdue(), sweepSeconds * 1000)
    this.#sweep.unref()
    connection.onClose((message) => this.end({ _tag: "ConnectionLost", message }))
  }

  get isAlive(): boolean {
    return this.#ended === undefined
  }

  /** How many requests are under way. */
  get load(): number {
    return this.#waiting.size
  }

  /** One more on the same connection, which ends them both. Not called where the server does not grant it. */
  openAnother(opened: (channel: Channel) => void): void {
    this.#connection.openAnother((sftp) => opened(new Channel({ ...this.#connection, sftp }, this.#throttle)))
  }

  /** Has the server run a command beside SFTP; tells once of its channel, or that there is none. */
  openCommand(command: string, opened: (channel: ClientChannel | undefined) => void): void {
    this.#connection.openCommand(command, opened)
  }

  /** Told once that the connection is over, at once if it is over already. What it gives is called by who no longer depends on it. */
  onClose(listener: () => void): () => void {
    return this.#connection.onClose(listener)
  }

  /** Waits until so many bytes of a content may go over the line. `undefined`: they may. */
  afford(bytes: number): Effect.Effect<void> | undefined {
    return this.#throttle?.take(bytes)
  }

  /** Whether so many bytes more would be on their way at once. */
  hasWindow(bytes: number): boolean {
    return hasWindow(this.#connection.sftp, bytes)
  }

  /** Sends now and calls `answered` exactly once, whatever becomes of the connection. */
  send(request: Request, answered: Answered): void {
    if (this.#waiting.size === 0) this.#lastReply = this.#sweeps
    if (this.#ended !== undefined) return answered(this.#ended, undefined, false)
    const waiting: Waiting = { answered, since: this.#sweeps }
    this.#waiting.add(waiting)
    const reply: Reply = (refusal, value) => {
      if (!this.#waiting.delete(waiting)) return
      this.#lastReply = this.#sweeps
      answered(refusal ? reasonOf(refusal) : undefined, value, refusal?.code === endOfFile)
    }
    this.#gather()
    request(this.#connection.sftp, reply)
  }

  /** Nothing is sent after this, and all that is waited for fails. The connection is closed at once. */
  end(reason: EndpointReason): void {
    if (this.#ended !== undefined) return
    this.#ended = reason
    clearInterval(this.#sweep)
    this.#connection.client.destroy()
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const { answered } of waiting) answered(reason, undefined, false)
  }

  #failOverdue(): void {
    this.#sweeps += 1
    const [oldest] = this.#waiting // a set keeps the order in which requests were sent
    if (oldest === undefined) return
    if (this.#sweeps - this.#lastReply > patienceSeconds / sweepSeconds) {
      return this.end({ _tag: "TimedOut", seconds: patienceSeconds })
    }
    if (this.#sweeps - oldest.since > longestWaitSeconds / sweepSeconds) {
      return this.end({ _tag: "TimedOut", seconds: longestWaitSeconds })
    }
  }
}
