/** Reads a glob in rclone's grammar, with `[!a]` negating as it does in every other tool. */
import { Result } from "effect"
import { notSlash } from "./CodePoints.ts"
import { compileRegexp } from "./compileRegexp.ts"
import { complain } from "./complain.ts"
import { type GlobSyntax, type GlobToken } from "./GlobSyntax.ts"
import { readClass } from "./readClass.ts"
import { readCharacter } from "./readEscape.ts"

/** Fails with a sentence: what is wrong, where, and what to do about it. */
export const parseGlob = (pattern: string): Result.Result<GlobSyntax, string> => {
  if (pattern === "") return Result.fail(`The pattern is empty: write "**" for everything.`)
  if (pattern === "/") return Result.fail(`The pattern "/" names the root itself: write "**" for everything in it.`)
  const isAnchored = pattern.startsWith("/")
  const tokens: Array<GlobToken> = []
  const open: Array<number> = []
  let at = isAnchored ? 1 : 0
  while (at < pattern.length) {
    const step = readToken(pattern, at, open.length > 0)
    if (Result.isFailure(step)) return Result.fail(step.failure)
    if (step.success.token._tag === "Open") open.push(at)
    if (step.success.token._tag === "Close") open.pop()
    tokens.push(step.success.token)
    at = step.success.next
  }
  const unclosed = open.at(-1)
  if (unclosed === undefined) return Result.succeed({ isAnchored, tokens })
  return complain(
    pattern,
    unclosed,
    `the "{" is never closed`,
    `add a "}", or write "\\{" for the character itself`,
  )
}

interface Step {
  readonly token: GlobToken
  readonly next: number
}

const readToken = (pattern: string, at: number, isInBraces: boolean): Result.Result<Step, string> => {
  switch (pattern[at]) {
    case "*":
      return readStars(pattern, at)
    case "?":
      return Result.succeed({ token: { _tag: "One", set: notSlash }, next: at + 1 })
    case "[":
      return Result.map(readClass(pattern, at), ({ set, next }) => ({ token: { _tag: "One", set }, next }))
    case "]":
      return complain(
        pattern,
        at,
        `the "]" closes nothing`,
        `open it with a "[", or write "\\]" for the character itself`,
      )
    case "{":
      if (pattern[at + 1] === "{") return readRegexp(pattern, at)
      return Result.succeed({ token: { _tag: "Open" }, next: at + 1 })
    case "}":
      if (isInBraces) return Result.succeed({ token: { _tag: "Close" }, next: at + 1 })
      return complain(
        pattern,
        at,
        `the "}" closes nothing`,
        `open it with a "{", or write "\\}" for the character itself`,
      )
    case ",":
      if (isInBraces) return Result.succeed({ token: { _tag: "Or" }, next: at + 1 })
  }
  return Result.map(readCharacter(pattern, at), ({ set, next }) => ({ token: { _tag: "One", set }, next }))
}

const readStars = (pattern: string, at: number): Result.Result<Step, string> => {
  if (pattern.startsWith("***", at)) {
    const remedy = `"*" stays within a name, "**" goes on through directories, and there is nothing beyond`
    return complain(pattern, at, `there are more than two "*" in a row`, remedy)
  }
  return Result.succeed(
    pattern[at + 1] === "*"
      ? { token: { _tag: "StarStar" }, next: at + 2 }
      : { token: { _tag: "Star" }, next: at + 1 },
  )
}

/** A regular expression may end in "}" itself, as `{{\d{8}}}` does: of several "}" in a row the last two close it. */
const readRegexp = (pattern: string, at: number): Result.Result<Step, string> => {
  let end = pattern.indexOf("}}", at + 2)
  if (end === -1) {
    const remedy = `add "}}", or write "{a,b}" with the nested braces last if alternatives were meant`
    return complain(pattern, at, `the regular expression after "{{" is never closed`, remedy)
  }
  while (pattern[end + 2] === "}") end++
  const source = pattern.slice(at + 2, end)
  const compiled = compileRegexp(source)
  if (Result.isFailure(compiled)) {
    const remedy = `${compiled.failure}; it is read as RE2 reads it, without look-around and back-references`
    return complain(pattern, at, `the regular expression between "{{" and "}}" is not a valid one`, remedy)
  }
  return Result.succeed({ token: { _tag: "Regexp", source }, next: end + 2 })
}
