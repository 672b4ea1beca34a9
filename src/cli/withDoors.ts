/** Runs a command's work with the doors of its setup, and turns each pair's failure into a message and an exit code. */
import { Cause, Effect, Exit, Layer } from "effect"
import { type Setup } from "../domain/Setup.ts"
import { ExitCode } from "./ExitCode.ts"
import { type AnyError, ended, type Failure, failureOf } from "./Failure.ts"
import { remark, reporterLayer } from "./look.ts"
import { Wiring } from "./Wiring.ts"

export const withDoors = <A, E, R>(setup: Setup, keepsProbes: boolean, work: Effect.Effect<A, E, R>) =>
  Effect.flatMap(
    Wiring,
    (wiring) => {
      const doors = wiring.endpoints(setup, keepsProbes).pipe(
        Layer.provide(wiring.connections),
        Layer.provideMerge(wiring.state(setup)),
      )
      return Effect.provide(work, Layer.mergeAll(doors, reporterLayer))
    },
  )

/** One pair's trouble does not keep the others from their turn. */
export const isolated = <A, R>(work: Effect.Effect<A, AnyError, R>) =>
  Effect.gen(function*() {
    const exit = yield* Effect.exit(work)
    if (Exit.isSuccess(exit)) return { _tag: "Went" as const, value: exit.value }
    const error = Cause.findErrorOption(exit.cause)
    if (error._tag === "None") return yield* Effect.failCause(exit.cause as Cause.Cause<never>)
    const failure = failureOf(error.value)
    if (failure.message !== "") yield* remark(failure.message)
    return { _tag: "Failed" as const, code: failure.code }
  })

/** Ends a command with a code, or well. */
export const endWith = (code: ExitCode): Effect.Effect<void, Failure> =>
  code === ExitCode.success ? Effect.void : Effect.fail(ended(code))
