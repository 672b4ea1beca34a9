/** What the matcher keeps between paths changes nothing but its speed. */
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { compileGlob } from "../../../src/domain/filter/compileGlob.ts"
import { type FilterRule } from "../../../src/domain/filter/FilterRule.ts"
import { makeMatcher, type MatcherRule } from "../../../src/domain/filter/makeMatcher.ts"
import { pathsOf, Rules } from "./randomRules.ts"

const globsOf = (rules: ReadonlyArray<FilterRule>): ReadonlyArray<MatcherRule> =>
  rules.flatMap((rule) => {
    if (rule._tag !== "Include" && rule._tag !== "Exclude") return []
    const { syntax, proves } = Result.getOrThrow(compileGlob(rule.glob))
    return [{ syntax, proves, isExclude: rule._tag === "Exclude" }]
  })

describe("makeMatcher", () => {
  const paths = pathsOf("ab", 4)

  it.prop("decides alike with room for few states and for many", [Rules], ([rules]) => {
    const ample = makeMatcher(globsOf(rules))
    const scant = makeMatcher(globsOf(rules), 0)
    for (const path of paths) {
      assert.strictEqual(scant.ruleForFile(path), ample.ruleForFile(path))
      assert.strictEqual(scant.ruleForDirectory(path), ample.ruleForDirectory(path))
      assert.strictEqual(scant.mayReachBelow(path), ample.mayReachBelow(path))
    }
  }, { arbitrary: { runs: 120, size: 12 }, timeout: 60_000 })

  it.each([
    ["looks at nothing again that it has seen", undefined, false],
    ["looks again when it had to forget, rather than hold on to what it has seen", 0, true],
  ])("%s", (_, capacity, looksAgain) => {
    const rules: ReadonlyArray<FilterRule> = [{ _tag: "Exclude", glob: "*a?*b*" }, { _tag: "Include", glob: "a/**" }]
    const matcher = makeMatcher(globsOf(rules), capacity)
    for (const path of paths) matcher.ruleForFile(path)
    const visited = matcher.visited()
    assert.isAbove(visited, 0)
    for (const path of paths) matcher.ruleForFile(path)
    assert.strictEqual(matcher.visited() > visited, looksAgain)
  })

  it("remembers what regular expressions say of directories, and forgets it when there are too many", () => {
    const matcher = makeMatcher(globsOf([{ _tag: "Exclude", glob: "{{.*[02468]}}" }]))
    const numbers = Array.from({ length: 12_000 }, (_, number) => number)
    for (const _ of [1, 2]) {
      assert.deepStrictEqual(
        numbers.filter((number) => (matcher.ruleForFile(`${number}/x`) === 0) !== (number % 2 === 0)),
        [],
      )
    }
  })

  it("stops looking below a directory when it takes too long, and says maybe", () => {
    assert.isFalse(hopeless(2).mayReachBelow("a"))
    const tooLong = hopeless(18)
    assert.isTrue(tooLong.mayReachBelow("a"))
    assert.isBelow(tooLong.visited(), 1_000_000)
  })
})

/** The include wants a "c" somewhere, which the exclude before it forbids: nothing can be in, as a thorough look shows. */
const hopeless = (length: number) =>
  makeMatcher(globsOf([
    { _tag: "Exclude", glob: "**c**" },
    { _tag: "Include", glob: `**a${"[abc]".repeat(length)}c` },
    { _tag: "Exclude", glob: "**" },
  ]))
