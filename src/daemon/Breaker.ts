/** Keeps passes from a server that cannot be reached, for a while, and from one that refuses us, until somebody mends it. */

export type BreakerState =
  | { readonly _tag: "Closed" }
  /** A pass may try again from then on; one at a time. */
  | { readonly _tag: "Open"; readonly until: number; readonly failures: number; readonly why: string }
  /** Trying again would only be refused again. */
  | { readonly _tag: "Stopped"; readonly since: number; readonly why: string }

const first = 5000
const longest = 5 * 60_000
/** Fewer than what makes servers lock a user out. */
const mostDoubts = 2

export class Breaker {
  #state: BreakerState = { _tag: "Closed" }
  #isTried = false
  #doubts = 0 // in a row

  get state(): BreakerState {
    return this.#state
  }

  /** From when on a pass may begin; `undefined`: not before somebody has mended it. In milliseconds since the epoch. */
  opensAt(now: number): number | undefined {
    if (this.#state._tag === "Stopped") return undefined
    if (this.#state._tag === "Closed") return now
    return this.#isTried ? Math.max(this.#state.until, now + first) : this.#state.until
  }

  /** Of a server that was not to be reached, the pass that begins now finds out for all. */
  begin(): void {
    this.#isTried = this.#state._tag === "Open"
  }

  /** The pass that began is over, whatever became of it. */
  end(): void {
    this.#isTried = false
  }

  succeed(): void {
    this.#doubts = 0
    if (this.#state._tag !== "Closed") this.#state = { _tag: "Closed" }
  }

  /** `random`: from 0 to 1, so that not all come back at once. */
  fail(why: string, now: number, random: number): void {
    const failures = this.#state._tag === "Open" ? this.#state.failures + 1 : 1
    const wait = Math.min(longest, first * 2 ** (failures - 1)) * (0.75 + random / 2)
    this.#state = { _tag: "Open", until: now + wait, failures, why }
  }

  /** It hung up on a login: it may have refused us, or died at that moment. It is asked again, but seldom, and not for ever. */
  doubt(why: string, now: number, random: number): void {
    if (this.#doubts === mostDoubts) return this.stop(why, now)
    this.#doubts += 1
    this.#state = { _tag: "Open", until: now + longest * (0.75 + random / 2), failures: this.#doubts, why }
  }

  stop(why: string, now: number): void {
    this.#state = { _tag: "Stopped", since: this.#state._tag === "Stopped" ? this.#state.since : now, why }
  }

  /** Somebody says that it is mended, or wants to know. */
  reset(): void {
    this.succeed()
    this.#isTried = false
  }
}
