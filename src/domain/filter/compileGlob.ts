/** Compiles one glob. */
import { Result } from "effect"
import { compileRegexp } from "./compileRegexp.ts"
import { type Glob } from "./Glob.ts"
import { type GlobSyntax, hasRegexp } from "./GlobSyntax.ts"
import { makeMatcher, type Matcher } from "./makeMatcher.ts"
import { parseGlob } from "./parseGlob.ts"
import { toRegexp } from "./toRegexp.ts"

/** Fails with a sentence: what is wrong with the pattern, where in it, and what to do. */
export const compileGlob = (pattern: string): Result.Result<Glob, string> =>
  Result.flatMap(parseGlob(pattern), (syntax): Result.Result<Glob, string> => {
    if (!hasRegexp(syntax)) return Result.succeed({ pattern, syntax, proves: undefined, matches: matchesOf(syntax) })
    return Result.mapBoth(compileRegexp(toRegexp(syntax)), {
      onFailure: (message) => `In "${pattern}", the regular expressions do not go together with the rest: ${message}.`,
      onSuccess: (proves) => ({ pattern, syntax, proves, matches: proves }),
    })
  })

/** Many globs are only checked, so the matcher waits for the first path. */
const matchesOf = (syntax: GlobSyntax) => {
  let matcher: Matcher | undefined
  return (path: string): boolean => {
    matcher ??= makeMatcher([{ syntax, isExclude: false, proves: undefined }])
    return matcher.ruleForFile(path) === 0
  }
}
