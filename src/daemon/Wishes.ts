/** What a pair is asked for while it waits or is busy: many wishes become one pass. */
import { Clock, Effect } from "effect"
import { type Trigger } from "../domain/watch/Pass.ts"

/** Weakest first: what a person asks for counts before what the clock says. */
const strength: ReadonlyArray<Trigger> = ["retry", "rescan", "start", "schedule", "change", "hand"]

/** Clocks are set, and machines sleep: nobody waits for longer than this without looking at the clock. In milliseconds. */
const longestNap = 30_000

export class Wishes {
  #wanted: Trigger | undefined
  #wake: (() => void) | undefined

  /** Also wakes whoever waits. */
  ask(trigger: Trigger): void {
    if (this.#wanted === undefined || strength.indexOf(trigger) > strength.indexOf(this.#wanted)) this.#wanted = trigger
    this.wake()
  }

  /** Something changed that whoever waits has to look at. */
  wake(): void {
    this.#wake?.()
  }

  get wanted(): Trigger | undefined {
    return this.#wanted
  }

  /** Gives what was asked for and forgets it. */
  take(): Trigger | undefined {
    const wanted = this.#wanted
    this.#wanted = undefined
    return wanted
  }

  /** Waits until that instant, or until it is woken, whichever comes first; for no longer than a nap. */
  readonly nap = (until: number | undefined): Effect.Effect<void> =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const left = Math.min(longestNap, (until ?? Number.POSITIVE_INFINITY) - now)
      return left <= 0 ? Effect.void : Effect.timeoutOrElse(this.#woken, { duration: left, orElse: () => Effect.void })
    })

  readonly #woken: Effect.Effect<void> = Effect.callback<void>((resume) => {
    this.#wake = () => resume(Effect.void)
    return Effect.sync(() => void (this.#wake = undefined))
  })
}
