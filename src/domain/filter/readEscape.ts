/** Reads a backslash and the character after it, inside and outside brackets. */
import { Result } from "effect"
import { codeOf, codePoint, type CodePoints } from "./CodePoints.ts"
import { complain } from "./complain.ts"
import { letterClass } from "./namedClasses.ts"

/** Some characters out of a pattern, and where the pattern goes on after them. */
export interface Reading {
  readonly set: CodePoints
  readonly next: number
}

export const readEscape = (pattern: string, at: number): Result.Result<Reading, string> => {
  const escaped = pattern.codePointAt(at + 1)
  if (escaped === undefined) {
    return complain(pattern, at, `there is nothing after the "\\"`, `write "\\\\" for a backslash`)
  }
  const character = String.fromCodePoint(escaped)
  const next = at + 1 + character.length
  const named = letterClass(character)
  if (named !== undefined) return Result.succeed({ set: named, next })
  if (!/[0-9A-Za-z]/.test(character)) return Result.succeed({ set: codePoint(escaped), next })
  const remedy = `write "${character}" for the letter or digit itself; "\\d", "\\s" and "\\w" are the only classes, `
    + `and anything more belongs in a regular expression between "{{" and "}}"`
  return complain(pattern, at, `"\\${character}" has no meaning`, remedy)
}

/** One character, escaped or as it stands. There must be one at `at`. */
export const readCharacter = (pattern: string, at: number): Result.Result<Reading, string> => {
  if (pattern[at] === "\\") return readEscape(pattern, at)
  const code = codeOf(pattern.slice(at, at + 2))
  return Result.succeed({ set: codePoint(code), next: at + (code > 0xffff ? 2 : 1) })
}
