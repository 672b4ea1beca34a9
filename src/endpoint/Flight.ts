/** How much is under way at once: found while it is, because no server tells how much it takes well. */
import { Clock, Effect } from "effect"
import { type EndpointError } from "./EndpointError.ts"

const firstLimit = 128
/** How much faster a round must be for having had twice as much under way to have paid. */
const gain = 1.1
/** How much slower one may be for having had half as much under way to have cost nothing. */
const loss = 0.9
/** How much slower one must be to tell that the server has more to do by now. */
const slump = 0.6
/** After so many rounds the server may have less to do by now. */
const roundsHeld = 16

export class Flight {
  readonly #most: number
  readonly #queue: Array<() => void> = []
  #limit: number
  #underWay = 0
  #trial: "more" | "less" | undefined = "more" // what this round is to tell about
  #before: number // the limit before the trial
  #speed = 0 // units a millisecond: of the round before the trial, or the best one without
  #rounds = 0 // since the limit was last changed
  #units = 0 // in this round
  #begun = 0 // when this round began, in milliseconds
  #isFull = false // whether anything had to wait in this round

  constructor(most: number) {
    this.#most = Math.max(1, most)
    this.#limit = Math.min(this.#most, firstLimit)
    this.#before = this.#limit
  }

  /** What may be under way now. */
  get limit(): number {
    return this.#limit
  }

  /** Counts work that is done before all of it is, so that large files tell something in good time. */
  progress(units: number): void {
    this.#units += units
  }

  /**
   * Waits for its turn, first come, first served. What a server refuses because of all that it has open already is tried
   * again with less under way; only alone it fails.
   */
  readonly through = <A, R>(work: Effect.Effect<A, EndpointError, R>): Effect.Effect<A, EndpointError, R> =>
    Effect.suspend(() => {
      let isRefused = false
      const noting = Effect.tapError(work, ({ reason }) =>
        Effect.sync(() => {
          isRefused = reason._tag === "Crowded" && this.#shrink()
        }))
      return Effect.uninterruptibleMask((restore) =>
        Effect.andThen(restore(this.#enter), Effect.ensuring(restore(noting), this.#leave))
      ).pipe(Effect.catchIf(() => isRefused, () => this.through(work)))
    })

  readonly #enter: Effect.Effect<void> = Effect.callback<void>((resume) => {
    if (this.#underWay < this.#limit && this.#queue.length === 0) {
      this.#underWay += 1
      return resume(Effect.void)
    }
    this.#isFull = true
    const go = () => resume(Effect.void)
    this.#queue.push(go)
    return Effect.sync(() => {
      const place = this.#queue.indexOf(go)
      if (place === -1) this.#give() // its turn had come
      else this.#queue.splice(place, 1)
    })
  })

  readonly #leave: Effect.Effect<void> = Effect.map(Clock.currentTimeMillis, (now) => {
    this.#units += 1
    if (this.#begun === 0) this.#begun = now
    if (this.#units >= 2 * this.#limit) this.#judge(now)
    this.#give()
  })

  #give(): void {
    this.#underWay -= 1
    while (this.#underWay < this.#limit && this.#queue.length > 0) {
      this.#underWay += 1
      this.#queue.shift()?.()
    }
  }

  /** Gives whether there was anything else under way that the refusal may be due to. */
  #shrink(): boolean {
    if (this.#underWay === 1) return false
    this.#limit = Math.max(1, Math.min(this.#limit, this.#underWay - 1))
    this.#hold(0)
    return true
  }

  /** At the end of a round: what it tells about the limit. */
  #judge(now: number): void {
    const speed = this.#units / Math.max(1, now - this.#begun)
    const isTelling = this.#isFull
    this.#units = 0
    this.#begun = now
    this.#isFull = this.#queue.length > 0
    if (!isTelling) return
    this.#rounds += 1
    if (this.#trial === "more" && speed < this.#speed * gain) this.#hold(this.#speed, this.#before)
    else if (this.#trial === "less") this.#hold(speed, speed < this.#speed * loss ? this.#before : this.#limit)
    else if (this.#trial === "more" || this.#rounds === roundsHeld) this.#try("more", speed)
    else if (speed < this.#speed * slump) this.#try("less", speed)
    else this.#speed = Math.max(this.#speed, speed)
  }

  #try(trial: "more" | "less", speed: number): void {
    const limit = trial === "more" ? Math.min(this.#most, this.#limit * 2) : Math.ceil(this.#limit / 2)
    if (limit === this.#limit) return this.#hold(speed)
    this.#trial = trial
    this.#before = this.#limit
    this.#limit = limit
    this.#speed = speed
    this.#rounds = 0
  }

  #hold(speed: number, limit = this.#limit): void {
    this.#trial = undefined
    this.#limit = limit
    this.#speed = speed
    this.#rounds = 0
  }
}
