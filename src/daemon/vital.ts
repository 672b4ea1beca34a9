/** What a watch cannot go on without. */
import { Cause, Effect } from "effect"
import { printable } from "../report/escape.ts"
import { type World } from "./World.ts"

/**
 * Of a part that goes on in the background, or it would fail in silence. Marks the watch once it does: the watch does not do
 * any more what it says, and has to be started anew.
 */
export const vital = (world: World) => <A, E, R>(part: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.tapCause(part, (cause) => {
    if (Cause.hasInterruptsOnly(cause)) return Effect.void
    world.broken ??= `part of the watch has ended: ${printable(String(Cause.squash(cause)))}`
    return Effect.logError("part of the watch has ended", cause)
  })
