/** A call to node:fs that is worth waiting for elsewhere, as an effect. */
import { Effect } from "effect"
import { type EndpointReason } from "../EndpointError.ts"
import { reasonOf } from "./reasonOf.ts"

/** Not to be interrupted: until it is over, the system uses the descriptor and the buffer it was given. */
export const diskCall = <A>(
  call: (done: (error: Error | null, value: A) => void) => void,
): Effect.Effect<A, EndpointReason> =>
  Effect.uninterruptible(
    Effect.callback((resume) =>
      call((error, value) => resume(error === null ? Effect.succeed(value) : Effect.fail(reasonOf(error))))
    ),
  )
