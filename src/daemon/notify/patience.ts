/** How long those who are told are waited for, and what becomes of what they could not be told. */
import { Cause, Effect } from "effect"
import { type Notifier } from "../../domain/watch/Notifier.ts"
import { printable } from "../../report/escape.ts"
import { type Unsent, unsent } from "./Unsent.ts"

/** Some troubles come with time alone, and what could not be told may be told by then. In milliseconds. */
export const lookEvery = 30_000

/** Gives why it was not told, if it was not, and writes it down. Nothing that goes wrong with one message keeps the next from being told. */
export const unlessUnsent = <R>(
  { _tag }: Notifier,
  telling: Effect.Effect<void, Unsent, R>,
): Effect.Effect<Unsent | undefined, never, R> =>
  telling.pipe(
    Effect.catchDefect((defect) =>
      Effect.fail(unsent(`this should not have happened: ${Cause.pretty(Cause.die(defect))}`))
    ),
    Effect.matchEffect({
      onSuccess: () => Effect.undefined,
      onFailure: (failure) =>
        Effect.as(
          Effect.logWarning(`nobody could be told by ${_tag.toLowerCase()}: ${printable(failure.message)}`),
          failure,
        ),
    }),
  )
