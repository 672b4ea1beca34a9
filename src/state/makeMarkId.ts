/** Names the marks of a pair: 16 hexadecimal digits, so that no two states call theirs by the same. */
import { Effect } from "effect"
import { randomDigits } from "./randomDigits.ts"

export const makeMarkId: Effect.Effect<string> = Effect.zipWith(randomDigits, randomDigits, (one, two) => one + two)
