/** What long work gives where it has nothing else to tell, so that nobody takes it for stuck. */
import { Context, Effect } from "effect"

export const SignOfLife = Context.Reference<Effect.Effect<void>>("syncfile/endpoint/SignOfLife", {
  defaultValue: () => Effect.void,
})

export const signOfLife: Effect.Effect<void> = Effect.flatten(SignOfLife)

/** Gives signs while `work` is waited for, which must have a deadline of its own. */
export const withSignsOfLife = <A, E, R>(work: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.raceFirst(work, Effect.forever(Effect.andThen(Effect.sleep("10 seconds"), signOfLife)))
