/**
 * One SFTP session: the only place where ssh2's low-level requests are called. ssh2 loses callbacks when a
 * connection goes or a reply is malformed, so every request is on a list of our own, with a deadline.
 */
import { Clock, Effect } from "effect"
import { type ClientChannel, type SFTPWrapper } from "ssh2"
import { EndpointError, type EndpointReason } from "../EndpointError.ts"
import { type Throttle } from "../Throttle.ts"
import { type Announced, announcedBy } from "./announced.ts"
import { gatherWrites } from "./gatherWrites.ts"
import { Room } from "./Room.ts"
import { type SshConnection } from "./ssh/openConnection.ts"
import { Receiver } from "./ssh/Receiver.ts"
import { hasWindow } from "./ssh/sendWrite.ts"
import { channelOf } from "./ssh/sftpPackets.ts"
import { endOfFile, reasonOf, type Refusal } from "./status.ts"

/** How long a session may be silent while something is asked of it. An object store may take long to take in a file. */
const patienceSeconds = 60
/** How long one request may stay unanswered while others are answered: on a slow line it waits behind many bytes. */
const longestWaitSeconds = 900
const sweepSeconds = 5

export type Reply = (error: Refusal | null | undefined, value?: unknown) => void
export type Request = (sftp: SFTPWrapper, reply: Reply) => void
/** `atEnd`: the error is the status that ends a listing or a file. */
export type Done = (error: EndpointError | undefined, value: unknown, atEnd: boolean) => void

export interface Answer {
  readonly error: EndpointError | undefined
  readonly value: unknown
}

interface Waiting {
  readonly operation: string
  readonly path: string | undefined
  readonly done: Done
  readonly since: number // the sweep after which it was sent
}

export class Session {
  readonly name: string
  readonly announced: Announced
  readonly ident: string
  readonly #connection: SshConnection
  readonly #waiting = new Set<Waiting>()
  readonly #gather: () => void
  readonly #end: EndpointError // one for all: making one takes as long as all else about the end of a listing
  readonly #sweep: NodeJS.Timeout
  #ended: EndpointReason | undefined
  #sweeps = 0
  #lastReply = 0 // the sweep after which the last one came
  readonly room = new Room()
  /** All lanes of the connection that are open so far, this one among them. */
  lanes: ReadonlyArray<Session> = [this]
  /** The shortest time that the server has taken to open something: about one round trip. In milliseconds. */
  roundTrip = Number.POSITIVE_INFINITY
  readonly #throttle: Throttle | undefined

  constructor(name: string, connection: SshConnection, throttle?: Throttle) {
    this.name = name
    this.#throttle = throttle
    this.ident = connection.ident
    this.#connection = connection
    this.#gather = gatherWrites(connection.client)
    Receiver.on(channelOf(connection.sftp)) // while nothing is on its way: later it could begin in the middle of an answer
    this.#end = this.error("read", undefined, reasonOf({ code: endOfFile, message: "end of file" }))
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

  /** A session more on the same connection, which ends them both. Not called where the server does not grant it. */
  openAnother(opened: (session: Session) => void): void {
    this.#connection.openAnother((sftp) =>
      opened(new Session(this.name, { ...this.#connection, sftp }, this.#throttle))
    )
  }

  /** Has the server run a command beside SFTP; tells once of its channel, or that there is none. */
  openCommand(command: string, opened: (channel: ClientChannel | undefined) => void): void {
    this.#connection.openCommand(command, opened)
  }

  /** Told once that the connection is over, at once if it is over already. */
  onClose(listener: () => void): void {
    this.#connection.onClose(listener)
  }

  /** Waits until so many bytes of a content may go over the line. */
  afford(bytes: number): Effect.Effect<void> {
    return this.#throttle === undefined ? Effect.void : this.#throttle.take(bytes)
  }

  /** Whether so many bytes more would be on their way at once. */
  hasWindow(bytes: number): boolean {
    return hasWindow(this.#connection.sftp, bytes)
  }

  has(extension: string): boolean {
    return this.announced.extensions.has(extension)
  }

  /** Sends now and calls `done` exactly once, whatever becomes of the connection. */
  send(operation: string, path: string | undefined, request: Request, done: Done): void {
    if (this.#waiting.size === 0) this.#lastReply = this.#sweeps
    const waiting: Waiting = { operation, path, done, since: this.#sweeps }
    if (this.#ended !== undefined) {
      done(this.error(operation, path, this.#ended), undefined, false)
      return
    }
    this.#waiting.add(waiting)
    const reply: Reply = (refusal, value) => {
      if (!this.#waiting.delete(waiting)) return
      this.#lastReply = this.#sweeps
      if (refusal?.code === endOfFile) return done(this.#end, value, true)
      done(refusal ? this.error(operation, path, reasonOf(refusal)) : undefined, value, false)
    }
    this.#gather()
    request(this.#connection.sftp, reply)
  }

  /** Sends when run. `accept` turns the reply into a value, or into `undefined` when it is not what was asked for. */
  ask<A>(
    operation: string,
    path: string | undefined,
    request: Request,
    accept: (value: unknown) => A | undefined,
  ): Effect.Effect<A, EndpointError> {
    return Effect.callback<A, EndpointError>((resume) => {
      this.send(operation, path, request, (error, value) => {
        if (error !== undefined) return resume(Effect.fail(error))
        const accepted = accept(value)
        resume(accepted === undefined ? Effect.fail(this.broken(operation, path)) : Effect.succeed(accepted))
      })
    })
  }

  /** Asks for the handle of something to be opened, which a server may refuse for no other reason than those it has given. */
  openHandle(operation: string, path: string | undefined, request: Request): Effect.Effect<Buffer, EndpointError> {
    const asking = this.ask(operation, path, request, (value) => Buffer.isBuffer(value) ? value : undefined)
    return Effect.flatMap(
      Clock.currentTimeMillis,
      (begun) =>
        Effect.zipWith(asking, Clock.currentTimeMillis, (handle, now) => {
          this.roundTrip = Math.min(this.roundTrip, now - begun)
          return handle
        }),
    ).pipe(
      Effect.mapError((error) =>
        error.reason._tag === "Refused"
          ? this.error(operation, path, { _tag: "Crowded", message: error.reason.message })
          : error
      ),
    )
  }

  /** Sends when run, for requests that are answered by a bare status. */
  tell(operation: string, path: string | undefined, request: Request): Effect.Effect<void, EndpointError> {
    return Effect.callback<void, EndpointError>((resume) => {
      this.send(operation, path, request, (error) => resume(error === undefined ? Effect.void : Effect.fail(error)))
    })
  }

  /** Sends all of them when run, and waits for every answer. What a refusal means is for the caller to say. */
  together<K extends string>(
    operation: string,
    path: string | undefined,
    requests: { readonly [Name in K]: Request },
  ): Effect.Effect<Readonly<Record<K, Answer>>> {
    return Effect.callback<Readonly<Record<K, Answer>>>((resume) => {
      const answers: Partial<Record<K, Answer>> = {}
      const names = Object.keys(requests) as Array<K>
      let missing = names.length
      for (const name of names) {
        this.send(operation, path, requests[name], (error, value) => {
          answers[name] = { error, value }
          missing -= 1
          if (missing === 0) resume(Effect.succeed(answers as Record<K, Answer>))
        })
      }
    })
  }

  error(operation: string, path: string | undefined, reason: EndpointReason): EndpointError {
    return new EndpointError({ endpoint: this.name, operation, path, reason })
  }

  /** Nothing is sent after this, and all that is waited for fails. The connection is closed at once. */
  end(reason: EndpointReason): void {
    if (this.#ended !== undefined) return
    this.#ended = reason
    clearInterval(this.#sweep)
    this.#connection.client.destroy()
    const waiting = [...this.#waiting]
    this.#waiting.clear()
    for (const { operation, path, done } of waiting) {
      done(this.error(operation, path, reason), undefined, false)
    }
  }

  /** A reply of the wrong kind means that the two sides no longer understand each other. */
  broken(operation: string, path: string | undefined): EndpointError {
    const reason: EndpointReason = { _tag: "Untrustworthy", message: "the server's reply is not what was asked for" }
    this.end(reason)
    return this.error(operation, path, reason)
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
