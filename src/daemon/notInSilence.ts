/** What goes on in the background fails in silence otherwise. */
import { Cause, Effect } from "effect"

export const notInSilence = <A, E, R>(loop: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.tapCause(
    loop,
    (cause) => Cause.hasInterruptsOnly(cause) ? Effect.void : Effect.logError("part of the watch has ended", cause),
  )
