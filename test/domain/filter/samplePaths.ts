/** Paths that a glob should match, and close misses. */
import { Result } from "effect"
import { type GlobToken } from "../../../src/domain/filter/GlobSyntax.ts"
import { parseGlob } from "../../../src/domain/filter/parseGlob.ts"
import { isName } from "../../../src/domain/RelPath.ts"

/** From the glob's own tokens, then with every character left out, replaced, doubled, and with more around it. */
export const samplePaths = (pattern: string): ReadonlyArray<string> => {
  const syntax = parseGlob(pattern)
  const exact = Result.isSuccess(syntax) ? expand(syntax.success.tokens) : [pattern]
  const near = exact.flatMap((path) =>
    Array.from(path).flatMap((_, at) =>
      ["", "/", "q", "A", "a", path.charAt(at).repeat(2)].map((other) => path.slice(0, at) + other + path.slice(at + 1))
    )
  )
  const all = [...exact, ...near].flatMap((path) => [path, `x/${path}`, `x${path}`, `${path}/x`, `${path}x`])
  return [...new Set(all)].filter((path) => path.split("/").every(isName))
}

/** Some texts for each token, alternatives one after the other as if each stood alone: enough to meet every branch. */
const expand = (tokens: ReadonlyArray<GlobToken>): ReadonlyArray<string> => {
  let done: ReadonlyArray<string> = [""]
  const open: Array<{ readonly before: ReadonlyArray<string>; readonly alternatives: Array<string> }> = []
  for (const token of tokens) {
    const braces = open.at(-1)
    if (token._tag === "Open") open.push({ before: done, alternatives: [] })
    else if (token._tag === "Or" || token._tag === "Close") {
      braces?.alternatives.push(...done)
      done = token._tag === "Or" ? braces?.before ?? [] : braces?.alternatives ?? []
      if (token._tag === "Close") open.pop()
    } else done = done.flatMap((text) => textsOf(token).map((more) => text + more)).slice(0, 60)
  }
  return done
}

const textsOf = (token: GlobToken): ReadonlyArray<string> => {
  if (token._tag === "One") return token.set.slice(0, 4).map((code) => String.fromCodePoint(code))
  if (token._tag === "Star") return ["", "y", ".y"]
  if (token._tag === "StarStar") return ["", "z", "y/z"]
  return ["regexp", "ReGeXp", "12345678", "1234567", "}", "y/z"]
}
