/**
 * How many bytes all files of a channel may have under way together, one way, so that many large ones do not fill the memory, of
 * this machine or of the server: OpenSSH's copies all that waits for it again and again.
 */
import { Effect } from "effect"

const limitBytes = 4 * 1024 * 1024

export class Room {
  readonly #queue: Array<() => void> = []
  #taken = 0

  /** Whether more may be asked for without waiting. */
  get isLeft(): boolean {
    return this.#taken < limitBytes
  }

  take(bytes: number): void {
    this.#taken += bytes
  }

  giveBack(bytes: number): void {
    this.#taken -= bytes
    while (this.isLeft && this.#queue.length > 0) this.#queue.shift()?.()
  }

  /** Waits until something is left, first come, first served. */
  readonly wait: Effect.Effect<void> = Effect.callback<void>((resume) => {
    if (this.isLeft && this.#queue.length === 0) return resume(Effect.void)
    const go = () => resume(Effect.void)
    this.#queue.push(go)
    return Effect.sync(() => {
      const place = this.#queue.indexOf(go)
      if (place !== -1) this.#queue.splice(place, 1)
    })
  })
}
