/** A beat that comes again and again while something is going on, and costs nothing otherwise. */
import { type Duration, Effect, Latch, type Scope } from "effect"

export interface Pulse {
  readonly set: (isBusy: boolean) => void
}

/** The first beat comes one interval after `set(true)`. Ends with the scope. */
export const makePulse = Effect.fnUntraced(
  function*(interval: Duration.Input, beat: Effect.Effect<void>): Effect.fn.Return<Pulse, never, Scope.Scope> {
    const latch = yield* Latch.make()
    yield* latch.await.pipe(
      Effect.andThen(Effect.sleep(interval)),
      Effect.andThen(beat),
      Effect.forever,
      Effect.forkScoped,
    )
    return {
      set: (isBusy) => {
        if (isBusy) latch.openUnsafe()
        else latch.closeUnsafe()
      },
    }
  },
)
