/** How long those who are told are waited for, and what becomes of what they could not be told. */
import { Effect, Result } from "effect"
import { printable } from "../../report/escape.ts"
import { type Addressee } from "./Addressee.ts"
import { type Unsent, unsent } from "./Unsent.ts"

/** Some troubles come with time alone, and what could not be told may be told by then. In milliseconds. */
export const lookEvery = 30_000

/**
 * Gives why it was not told, if it was not, and writes that down, once for as long as it is the same. Nothing that goes
 * wrong with one message keeps the next from being told.
 */
export const unlessUnsent = <R>(
  addressee: Addressee,
  telling: Effect.Effect<void, Unsent, R>,
): Effect.Effect<Unsent | undefined, never, R> =>
  Effect.gen(function*() {
    const result = yield* Effect.result(Effect.catchDefect(telling, (defect) => Effect.fail(unsent(String(defect)))))
    const failure = Result.isFailure(result) ? result.failure : undefined
    const isNews = failure !== undefined && failure.message !== addressee.complaint
    addressee.complaint = failure?.message
    if (isNews) {
      const by = addressee.notifier._tag.toLowerCase()
      yield* Effect.logWarning(`nobody could be told by ${by}: ${printable(failure.message)}`)
    }
    return failure
  })
