/** Reads one rule in rclone's spelling: "- glob" excludes, "+ glob" includes. */
import { Result } from "effect"
import { compileGlob } from "./compileGlob.ts"
import { type FilterRule } from "./FilterRule.ts"

/** Exactly one space follows the sign; a second one belongs to the glob. */
export const parseRule = (text: string): Result.Result<FilterRule, string> => {
  const sign = text.slice(0, 2)
  if (sign !== "- " && sign !== "+ ") {
    return Result.fail(
      `The rule "${text}" does not start with "- " or "+ ": write "- " and a pattern to exclude, "+ " to include.`,
    )
  }
  return ruleOf(sign === "+ " ? "Include" : "Exclude", text.slice(2))
}

/** A rule with a glob that compiles. */
export const ruleOf = (sign: "Include" | "Exclude", glob: string): Result.Result<FilterRule, string> =>
  Result.map(compileGlob(glob), () => ({ _tag: sign, glob }))
