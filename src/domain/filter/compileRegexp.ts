/**
 * Compiles a regular expression in RE2's dialect. The only file that imports `re2js`: a pure function of its text,
 * linear in what it searches, which JavaScript's own RegExp is not.
 */
import { Result } from "effect"
import { RE2JS } from "re2js"

/** Whether the expression matches somewhere in a text. */
export type Regexp = (text: string) => boolean

export const compileRegexp = (source: string): Result.Result<Regexp, string> =>
  Result.try({
    try: () => {
      const compiled = RE2JS.compile(source)
      return (text: string) => compiled.test(text)
    },
    catch: (cause) => (cause instanceof Error ? cause.message : String(cause)).replace(/^error parsing regexp: /, ""),
  })
