/** One file, open on several lanes: from far away, one channel takes too little at a time. */
import { Effect } from "effect"
import { type EndpointError } from "../EndpointError.ts"
import { type Session } from "./Session.ts"

export interface Stripe {
  readonly session: Session
  readonly handle: Buffer
}

/** From so far away the window of a channel, mostly two megabytes, is what limits how fast a file goes. */
const farMilliseconds = 10
const leastBytes = 16 * 1024 * 1024

/** Gives one more handle of the file. */
type Open = (lane: Session) => Effect.Effect<Buffer, EndpointError>

export class Stripes {
  readonly first: Stripe
  #all: ReadonlyArray<Stripe>
  #open: Open | undefined // until it has been widened
  readonly #path: string

  /** `bytes`: of the whole file. Without `open` there may be no other handle of it. */
  constructor(first: Stripe, path: string, bytes: number, open: Open | undefined) {
    this.first = first
    this.#all = [first]
    this.#path = path
    this.#open = bytes >= leastBytes ? open : undefined
  }

  get all(): ReadonlyArray<Stripe> {
    return this.#all
  }

  /** Opens the file on the other lanes, too, once, if that is worth it. A lane that refuses is done without. */
  readonly widen: Effect.Effect<boolean> = Effect.suspend(() => {
    const { session } = this.first
    const open = this.#open
    if (open === undefined || session.roundTrip < farMilliseconds) return Effect.succeed(false)
    this.#open = undefined
    const others = session.lanes.filter((lane) => lane !== session && lane.isAlive)
    return Effect.forEach(others, (lane) =>
      open(lane).pipe(
        Effect.map((handle) => void (this.#all = [...this.#all, { session: lane, handle }])),
        Effect.ignore,
        Effect.uninterruptible, // or nobody would close it
      ), { concurrency: "unbounded", discard: true }).pipe(Effect.as(true))
  })

  /** Closes all but the first one. Nothing is waited for. */
  readonly narrow: Effect.Effect<void> = Effect.sync(() => {
    const [, ...others] = this.#all
    this.#all = [this.first]
    this.#open = undefined
    for (const { session, handle } of others) {
      session.send("close", this.#path, (sftp, reply) => sftp.close(handle, reply), () => {})
    }
  })
}
