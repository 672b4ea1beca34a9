/** Holds up what goes over the line to one server, so that on the whole it is no more than is allowed. */
import { Clock, Effect } from "effect"
import { type Bandwidth, rateAt } from "../domain/Bandwidth.ts"

/** What may go at once after a pause: with less, the pauses between packets would be shorter than timers can tell. */
const burstMilliseconds = 100

export class Throttle {
  readonly #bandwidth: Bandwidth
  #freeAt = 0 // milliseconds since the epoch: when all that was let through will have had its time

  constructor(bandwidth: Bandwidth) {
    this.#bandwidth = bandwidth
  }

  /** Waits until so many bytes more may go. First come, first served, whichever file or connection they are for. */
  take(bytes: number): Effect.Effect<void> {
    return Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const rate = rateAt(this.#bandwidth, new Date(now))
      if (rate === undefined) return Effect.void
      this.#freeAt = Math.max(this.#freeAt, now - burstMilliseconds) + bytes / rate * 1000
      const wait = this.#freeAt - now
      return wait <= 0 ? Effect.void : Effect.sleep(wait)
    })
  }
}
