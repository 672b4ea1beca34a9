/** What may happen to a pass at one of its steps, and passes to which it happens. */
import { Cause, Effect, Exit, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { type ApplyReport } from "../../src/domain/ApplyReport.ts"
import { Stopping, StopSignal } from "../../src/engine/Stopping.ts"
import { denied, lost, type MemoryPair, pass } from "./memoryPair.ts"

/**
 * `lost`: the connection breaks once; it comes back. `cut`: it stays away until the pass is over. `denied`: the one step is
 * refused. `stop`: the user asks to stop. `interrupt`: the user insists. `crash`: the process dies.
 */
export type Disturbance = "lost" | "cut" | "denied" | "stop" | "interrupt" | "crash"
export const disturbances = ["lost", "cut", "denied", "stop", "interrupt", "crash"] as const

/** `when` is asked before every step; `undefined`: nothing happens. */
export type When = (number: number) => Disturbance | undefined

/** Gives the report, unless the pass did not get that far. Afterwards all connections are back, and the process is new. */
export const disturbedPass = Effect.fnUntraced(function*(both: MemoryPair, when: When) {
  const stopping = new StopSignal()
  const fiber = yield* Effect.forkChild(Effect.provideService(pass(both), Stopping, stopping))
  const watch = both.before
  both.before = (step, number) => {
    const fault = watch(step, number)
    if (fault !== undefined) return fault
    switch (when(number)) {
      case "lost":
        return lost
      case "denied":
        return denied
      case "cut":
        both[step.side].freeze()
        return undefined
      case "stop":
        stopping.request()
        return undefined
      case "interrupt":
        fiber.interruptUnsafe()
        return undefined
      case "crash":
        both.left.freeze()
        both.right.freeze()
        both.isDead = true
        fiber.interruptUnsafe()
        return undefined
      case undefined:
        return undefined
    }
  }
  while (fiber.pollUnsafe() === undefined) yield* TestClock.adjust("1 second")
  const exit = yield* Fiber.await(fiber)
  both.before = watch
  both.isDead = false
  both.left.thaw()
  both.right.thaw()
  if (Exit.isFailure(exit) && Cause.hasDies(exit.cause)) return yield* Effect.die(Cause.squash(exit.cause))
  return Exit.isSuccess(exit) ? exit.value satisfies ApplyReport : undefined
})
