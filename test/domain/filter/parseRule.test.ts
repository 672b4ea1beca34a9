/** Rules in rclone's spelling. */
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { type FilterRule } from "../../../src/domain/filter/FilterRule.ts"
import { parseRule } from "../../../src/domain/filter/parseRule.ts"

describe("parseRule", () => {
  it.each<[string, FilterRule]>([
    ["- *.tmp", { _tag: "Exclude", glob: "*.tmp" }],
    ["+ dir/**", { _tag: "Include", glob: "dir/**" }],
    ["-  a", { _tag: "Exclude", glob: " a" }], // only one space separates
    ["+ a ", { _tag: "Include", glob: "a " }],
    ["- - a", { _tag: "Exclude", glob: "- a" }],
  ])("reads %s", (text, rule) => assert.deepStrictEqual(Result.getOrUndefined(parseRule(text)), rule))

  it.each(["", "-", "+", "*.jpg", "-*.jpg", "+*.jpg", " - a", "-\ta", "!", "# a"])("refuses %s", (text) => {
    const rule = parseRule(text)
    assert.include(Result.isFailure(rule) ? rule.failure : "", `The rule "${text}" does not start with "- " or "+ "`)
  })

  it.each(["- ", "+ a{b"])("passes on what is wrong with the glob of %s", (text) => {
    const rule = parseRule(text)
    assert.match(Result.isFailure(rule) ? rule.failure : "", /The pattern is empty|the "\{" is never closed/)
  })
})
