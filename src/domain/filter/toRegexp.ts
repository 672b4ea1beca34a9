/** Writes a glob as one regular expression in RE2's dialect. Only globs with `{{…}}` in them need it. */
import { type CodePoints, rangesOf } from "./CodePoints.ts"
import { type GlobSyntax, type GlobToken } from "./GlobSyntax.ts"

export const toRegexp = (glob: GlobSyntax): string =>
  `${glob.isAnchored ? "^" : "(?:^|/)"}${glob.tokens.map(tokenToRegexp).join("")}$`

const tokenToRegexp = (token: GlobToken): string => {
  switch (token._tag) {
    case "One":
      return setToRegexp(token.set)
    case "Star":
      return "[^/]*"
    case "StarStar":
      return "(?s:.*)"
    case "Open":
      return "(?:"
    case "Or":
      return "|"
    case "Close":
      return ")"
    case "Regexp":
      return `(?:${token.source})`
  }
}

const setToRegexp = (set: CodePoints): string =>
  set.length === 0
    ? String.raw`[^\x{0}-\x{10ffff}]`
    : `[${rangesOf(set).map(([first, last]) => `${codeToRegexp(first)}-${codeToRegexp(last)}`).join("")}]`

const codeToRegexp = (code: number): string => String.raw`\x{${code.toString(16)}}`
