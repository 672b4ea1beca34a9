/** Takes an SSH connection as far as it is asked to, and closes it with the scope. */
import { Effect, Result, type Scope } from "effect"
import { type EndpointReason } from "../../EndpointError.ts"
import { type Attempt, beginAttempt, type Dial } from "./Attempt.ts"
import { type Stage } from "./connectFailure.ts"

const patienceSeconds = 20
const farewellMilliseconds = 2000

/** Reaching the server, the key exchange and the login share one deadline. */
export const openClient = Effect.fnUntraced(function*(
  dial: Dial,
  until: Extract<Stage, "logging in" | "open"> = "open",
): Effect.fn.Return<Attempt, EndpointReason, Scope.Scope> {
  const attempt = yield* Effect.acquireRelease(Effect.sync(() => beginAttempt(dial)), close)
  yield* stageReached(attempt, until).pipe(
    withPatience(patienceSeconds),
    Effect.onError(() => Effect.sync(attempt.abort)),
  )
  return attempt
})

/** Fails with `TimedOut` when nothing has come of it in time. */
export const withPatience = (seconds: number) => <A, R>(work: Effect.Effect<A, EndpointReason, R>) =>
  Effect.timeoutOrElse(work, {
    duration: `${seconds} seconds`,
    orElse: () => Effect.fail<EndpointReason>({ _tag: "TimedOut", seconds }),
  })

const stageReached = (attempt: Attempt, until: Stage): Effect.Effect<void, EndpointReason> =>
  Effect.callback((resume) => {
    attempt.onStage((stage) => {
      if (stage === until) resume(Effect.void)
    })
    attempt.lifeline.onEnd((why) => resume(Effect.fail(why)))
  })

/** Says goodbye; a server that does not hang up in turn is left after two seconds. Keeps no process alive for longer. */
const close = ({ client, lifeline, socket }: Attempt): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const broken = lifeline.hasEnded()
    lifeline.end({ _tag: "ConnectionLost", message: "the connection was closed" })
    const leave = () => {
      socket.destroy()
      resume(Effect.void)
    }
    if (broken || socket.destroyed) return leave()
    setTimeout(leave, farewellMilliseconds).unref()
    socket.once("close", leave)
    if (Result.isFailure(Result.try(() => client.end()))) leave()
  })
