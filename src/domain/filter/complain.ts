/** How a mistake in a pattern is told: what is wrong, at which character, and what to write instead. */
import { Result } from "effect"

/** `at` is an index into the pattern; people count characters, from 1. */
export const complain = (
  pattern: string,
  at: number,
  what: string,
  remedy: string,
): Result.Result<never, string> =>
  Result.fail(`In "${pattern}", ${what} at character ${Array.from(pattern.slice(0, at)).length + 1}: ${remedy}.`)
