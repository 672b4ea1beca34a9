/** What a text of the syncfile stands for, if it is a secret. */
import { Effect, Redacted } from "effect"
import { type Value } from "../../domain/watch/Notifier.ts"
import { Secrets } from "../../endpoint/Secrets.ts"
import { type Unsent, unsent } from "./Unsent.ts"

export const valueOf = (value: Value): Effect.Effect<string, Unsent, Secrets> =>
  typeof value === "string"
    ? Effect.succeed(value)
    : Effect.flatMap(Secrets, (secrets) => secrets.read(value)).pipe(
      Effect.map(Redacted.value),
      Effect.mapError(({ message }) => unsent(message)),
    )
