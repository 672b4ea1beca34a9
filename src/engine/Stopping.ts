/** Whether the user asked to stop: what is under way is finished, nothing new is begun. */
import { Context, Effect } from "effect"

export class StopSignal {
  #isRequested = false
  #busy = 0
  readonly #listeners = new Set<() => void>()

  /** No action is begun from then on. */
  get isRequested(): boolean {
    return this.#isRequested
  }

  request(): void {
    this.#isRequested = true
    for (const listener of this.#listeners) listener()
  }

  readonly whenRequested: Effect.Effect<void> = Effect.callback<void>((resume) => {
    const listener = () => resume(Effect.void)
    if (this.#isRequested) return listener()
    this.#listeners.add(listener)
    return Effect.sync(() => void this.#listeners.delete(listener))
  })

  /** Whether something is under way that is worth waiting for. */
  get isBusy(): boolean {
    return this.#busy > 0
  }

  readonly hold = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.acquireUseRelease(
      Effect.sync(() => void this.#busy++),
      () => work,
      () => Effect.sync(() => void this.#busy--),
    )
}

export const Stopping = Context.Reference<StopSignal>("syncfile/engine/Stopping", {
  defaultValue: () => new StopSignal(),
})
