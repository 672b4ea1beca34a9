/** Reads a file that a pair's `ignoreFile` names: a rule in rclone's spelling or a bare glob, an exclude, on each line. */
import { Result } from "effect"
import { type FilterRule } from "./FilterRule.ts"
import { parseRule, ruleOf } from "./parseRule.ts"

export interface LineComplaint {
  readonly line: number // from 1
  readonly message: string
}

/** Lines are trimmed; empty ones and those that start with "#" or ";" mean nothing; "!" takes back all rules before it. */
export const parseIgnoreFile = (
  text: string,
): Result.Result<ReadonlyArray<FilterRule>, ReadonlyArray<LineComplaint>> => {
  let rules: ReadonlyArray<FilterRule> = []
  const complaints: Array<LineComplaint> = []
  for (const [index, untrimmed] of text.split("\n").entries()) {
    const line = untrimmed.trim()
    if (line === "!") rules = []
    if (line === "" || line === "!" || line.startsWith("#") || line.startsWith(";")) continue
    const rule = parseLine(line)
    if (Result.isSuccess(rule)) rules = [...rules, rule.success]
    else complaints.push({ line: index + 1, message: rule.failure })
  }
  return complaints.length === 0 ? Result.succeed(rules) : Result.fail(complaints)
}

const parseLine = (line: string): Result.Result<FilterRule, string> => {
  const sign = line.charAt(0)
  if (line === "-" || line === "+") {
    return Result.fail(`"${sign}" has no pattern: write one after "${sign} ", or "\\${sign}" for a file of that name.`)
  }
  if (line.startsWith("- ") || line.startsWith("+ ")) return parseRule(line)
  if (sign === "-" || sign === "+") {
    return Result.fail(
      `"${line}" has no space after the "${sign}": write "${sign} ${line.slice(1)}", `
        + `or "\\${line}" for a name that starts with "${sign}".`,
    )
  }
  if (sign === "!") {
    return Result.fail(
      `"${line}" does not take a name back: write "+ ${line.slice(1)}" above the rule that excludes it, `
        + `or "\\${line}" for a name that starts with "!".`,
    )
  }
  return ruleOf("Exclude", line)
}
