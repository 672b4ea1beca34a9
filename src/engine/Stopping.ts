/** Whether the user asked to stop: what is under way is finished, nothing new is begun. */
import { Context, Effect } from "effect"

export class StopSignal {
  /** No action is begun from now on. */
  isRequested = false
  #busy = 0

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
