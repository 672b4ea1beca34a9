/** What a watch cannot go on without. */
import { Cause, Effect } from "effect"
import { printable } from "../report/escape.ts"
import { type World } from "./World.ts"

/** Marks the watch once it fails: it does not do any more what it says, and has to be started anew. */
export const vital = (world: World) => <A, E, R>(part: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.tapCause(part, (cause) =>
    Effect.sync(() => {
      if (Cause.hasInterruptsOnly(cause)) return
      world.broken ??= `part of the watch has ended: ${printable(String(Cause.squash(cause)))}`
    }))
