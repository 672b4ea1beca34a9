/** Reads a bracket expression such as `[a-z]`, `[!0-9]`, `[^[:space:]]` or `[\d_]`. */
import { Result } from "effect"
import { type CodePoints, complementOf, unionOf, withoutSlash } from "./CodePoints.ts"
import { complain } from "./complain.ts"
import { posixClass, posixNames } from "./namedClasses.ts"
import { readCharacter, type Reading } from "./readEscape.ts"

/**
 * `at` is where the "[" stands. A class is about the characters of one name: unlike rclone's, a negated one holds no
 * "/", or `- photos[!0-9]*` would take what is in `photos/` along.
 */
export const readClass = (pattern: string, at: number): Result.Result<Reading, string> => {
  const isNegated = pattern[at + 1] === "^" || pattern[at + 1] === "!"
  const start = at + (isNegated ? 2 : 1)
  const items: Array<CodePoints> = []
  let next = start
  while (pattern[next] !== "]") {
    if (next >= pattern.length) {
      return complain(pattern, at, `the "[" is never closed`, `add a "]", or write "\\[" for the character itself`)
    }
    const item = readItem(pattern, next)
    if (Result.isFailure(item)) return Result.fail(item.failure)
    items.push(item.success.set)
    next = item.success.next
  }
  if (next === start) {
    return complain(pattern, at, `the brackets hold no characters`, `list some, or write "\\]" for a "]" among them`)
  }
  const set = unionOf(items)
  return Result.succeed({ set: withoutSlash(isNegated ? complementOf(set) : set), next: next + 1 })
}

const readItem = (pattern: string, at: number): Result.Result<Reading, string> => {
  if (pattern[at] === "/") {
    return complain(pattern, at, `a "/" stands in brackets`, `brackets match one character of a name; take it out`)
  }
  const closing = pattern.startsWith("[:", at) ? pattern.indexOf(":]", at + 2) : -1
  if (closing !== -1) return readPosix(pattern, at, closing)
  const first = readCharacter(pattern, at)
  if (Result.isFailure(first)) return first
  const dash = first.success.next
  const isRange = isSingle(first.success.set) && pattern[dash] === "-" && dash + 1 < pattern.length
    && pattern[dash + 1] !== "]"
  return isRange ? readRange(pattern, at, first.success.set, dash) : first
}

const readPosix = (pattern: string, at: number, closing: number): Result.Result<Reading, string> => {
  const name = pattern.slice(at + 2, closing)
  const set = posixClass(name)
  if (set !== undefined) return Result.succeed({ set, next: closing + 2 })
  return complain(pattern, at, `there is no class "[:${name}:]"`, `the classes are ${posixNames().join(", ")}`)
}

const readRange = (pattern: string, at: number, first: CodePoints, dash: number): Result.Result<Reading, string> => {
  const last = readCharacter(pattern, dash + 1)
  if (Result.isFailure(last)) return last
  const [from] = first
  const [to] = last.success.set
  const range = pattern.slice(at, last.success.next)
  if (from === undefined || to === undefined || !isSingle(last.success.set)) {
    return complain(pattern, at, `the range "${range}" has no last character`, `write "\\-" for a "-" among others`)
  }
  if (to < from) {
    return complain(pattern, at, `the range "${range}" runs backwards`, `swap its ends, or write "\\-" for a "-"`)
  }
  return Result.succeed({ set: [from, to], next: last.success.next })
}

const isSingle = (set: CodePoints): boolean => set.length === 2 && set[0] === set[1]
