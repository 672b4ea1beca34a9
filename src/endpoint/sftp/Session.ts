/** A channel as one place sees it that is reached through it: what goes wrong is told under that place's name. */
import { Clock, Effect } from "effect"
import { type ClientChannel } from "ssh2"
import { EndpointError, type EndpointReason } from "../EndpointError.ts"
import { type Announced } from "./announced.ts"
import { type Channel, type Request } from "./Channel.ts"
import { endOfFile, reasonOf } from "./status.ts"

/** `atEnd`: the error is the status that ends a listing or a file. */
export type Done = (error: EndpointError | undefined, value: unknown, atEnd: boolean) => void

export interface Answer {
  readonly error: EndpointError | undefined
  readonly value: unknown
}

/** Those of one channel, by name, so that one place sees one and the same for as long as the channel lasts. */
const sessions = new WeakMap<Channel, Map<string, Session>>()

export class Session {
  readonly name: string
  readonly #channel: Channel
  readonly #end: EndpointError // one for all: making one takes as long as all else about the end of a listing
  #lanes: { readonly channels: ReadonlyArray<Channel>; readonly sessions: ReadonlyArray<Session> } | undefined

  private constructor(name: string, channel: Channel) {
    this.name = name
    this.#channel = channel
    this.#end = this.error("read", undefined, reasonOf({ code: endOfFile, message: "end of file" }))
  }

  static of(channel: Channel, name: string): Session {
    let all = sessions.get(channel)
    if (all === undefined) sessions.set(channel, all = new Map())
    let session = all.get(name)
    if (session === undefined) all.set(name, session = new Session(name, channel))
    return session
  }

  get announced(): Announced {
    return this.#channel.announced
  }

  get ident(): string {
    return this.#channel.ident
  }

  get isAlive(): boolean {
    return this.#channel.isAlive
  }

  get rooms(): Channel["rooms"] {
    return this.#channel.rooms
  }

  get roundTrip(): number {
    return this.#channel.roundTrip
  }

  /** All that are open on the connection so far, this one among them. */
  get lanes(): ReadonlyArray<Session> {
    const { lanes } = this.#channel
    if (this.#lanes?.channels !== lanes) {
      this.#lanes = { channels: lanes, sessions: lanes.map((lane) => Session.of(lane, this.name)) }
    }
    return this.#lanes.sessions
  }

  /** Has the server run a command beside SFTP; tells once of its channel, or that there is none. */
  openCommand(command: string, opened: (channel: ClientChannel | undefined) => void): void {
    this.#channel.openCommand(command, opened)
  }

  /** Told once that the connection is over, at once if it is over already. What it gives is called by who no longer depends on it. */
  onClose(listener: () => void): () => void {
    return this.#channel.onClose(listener)
  }

  /** Waits until so many bytes of a content may go over the line. */
  afford(bytes: number): Effect.Effect<void> {
    return this.#channel.afford(bytes) ?? Effect.void
  }

  /** Whether so many bytes more would be on their way at once. */
  hasWindow(bytes: number): boolean {
    return this.#channel.hasWindow(bytes)
  }

  has(extension: string): boolean {
    return this.announced.extensions.has(extension)
  }

  /** Sends now and calls `done` exactly once, whatever becomes of the connection. */
  send(operation: string, path: string | undefined, request: Request, done: Done): void {
    this.#channel.send(request, (reason, value, atEnd) => {
      if (atEnd) return done(this.#end, value, true)
      done(reason === undefined ? undefined : this.error(operation, path, reason), value, false)
    })
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
          this.#channel.roundTrip = Math.min(this.roundTrip, now - begun)
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
    this.#channel.end(reason)
  }

  /** A reply of the wrong kind means that the two sides no longer understand each other. */
  broken(operation: string, path: string | undefined): EndpointError {
    const reason: EndpointReason = { _tag: "Untrustworthy", message: "the server's reply is not what was asked for" }
    this.end(reason)
    return this.error(operation, path, reason)
  }
}
