/** Connects to a host, directly or through a channel of a jump host. */
import { Effect, Exit, Scope } from "effect"
import { type EndpointError, type EndpointReason } from "../../EndpointError.ts"
import { type Attempt, type Dial } from "./Attempt.ts"
import { type Stage } from "./connectFailure.ts"
import { connectError } from "./misconfigured.ts"
import { openClient } from "./openClient.ts"
import { openJump } from "./openJump.ts"
import { type SshTarget } from "./SshTarget.ts"

export interface Reach {
  readonly target: SshTarget
  readonly jump: Attempt | undefined // the connection to `target.jump`
  readonly dial: Pick<Dial, "login" | "verifier" | "algorithms">
  readonly until: Extract<Stage, "logging in" | "open">
}

export const reachHost = ({ dial, jump, target, until }: Reach): Effect.Effect<Attempt, EndpointError, Scope.Scope> =>
  keptIfOpen(Effect.gen(function*() {
    const { host, port, user } = target
    const through = jump === undefined
      ? undefined
      : yield* Effect.mapError(openJump(jump, host, port), at(target.jump?.endpoint ?? target.endpoint))
    return yield* Effect.mapError(openClient({ ...dial, host, port, user, through }, until), at(target.endpoint))
  }))

const at = (endpoint: string) => (reason: EndpointReason): EndpointError => connectError(endpoint, reason)

/** What a failed try has opened is closed at once, not only with the scope around it. */
export const keptIfOpen = <A, E, R>(
  work: Effect.Effect<A, E, R>,
): Effect.Effect<A, E, Exclude<R, Scope.Scope> | Scope.Scope> =>
  Effect.gen(function*() {
    const scope = yield* Scope.fork(yield* Effect.scope)
    return yield* Scope.provide(work, scope).pipe(
      Effect.onError((cause) => Scope.close(scope, Exit.failCause(cause))),
    )
  })
