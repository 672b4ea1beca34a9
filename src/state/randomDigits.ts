/** Eight hexadecimal digits that nothing else is likely to be called by. */
import { Effect, Random } from "effect"

export const randomDigits: Effect.Effect<string> = Effect.map(
  Random.nextIntBetween(0, 0xffffffff),
  (number) => number.toString(16).padStart(8, "0"),
)
