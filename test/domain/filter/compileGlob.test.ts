/** What globs match, what is said of those that are wrong, and that no pattern and no name makes them slow. */
import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Result, Schema } from "effect"
import { compileGlob } from "../../../src/domain/filter/compileGlob.ts"
import { compileRegexp } from "../../../src/domain/filter/compileRegexp.ts"
import { makeMatcher } from "../../../src/domain/filter/makeMatcher.ts"
import { parseGlob } from "../../../src/domain/filter/parseGlob.ts"
import { toRegexp } from "../../../src/domain/filter/toRegexp.ts"

const matches = (pattern: string, path: string): boolean =>
  Result.getOrThrowWith(compileGlob(pattern), (message) => new Error(message)).matches(path)

describe("compileGlob", () => {
  it.each([
    ["*.jpg", "a/b.jpg", true],
    ["*.jpg", "b.jpeg", false],
    ["/*.jpg", "a/b.jpg", false],
    ["a", "ba", false],
    ["a*c", "a/c", false],
    ["a**c", "a/b/c", true],
    ["a?c", "a/c", false],
    ["a?c", "a\u{1F600}c", true],
    ["**", "a\nb", true],
    ["[a-c]", "b", true],
    ["[!a-c]", "b", false],
    ["[^a-c]", "d", true],
    ["[!a-c]", "!", true],
    ["[a!]", "!", true],
    ["[a^]", "^", true],
    ["[-a]", "-", true],
    ["[a-]", "-", true],
    ["[+-9]", "7", true],
    ["a[+-9]b", "a/b", false], // the range runs over "/"
    ["a[!b]c", "a/c", false],
    ["a\\Wc", "a/c", false],
    ["a\\Wc", "a-c", true],
    ["[[:alpha:][:digit:]]", "7", true],
    ["[[:^alpha:]]", "7", true],
    ["[[:^alpha:]]", "x", false],
    ["[[:punct:]]", "]", true],
    ["[\\d\\]]", "]", true],
    ["[\\w.]", ".", true],
    ["\\d\\s\\w", "7 _", true],
    ["\\D\\S\\W", "x_-", true],
    ["[😀-😂]", "😁", true],
    ["\\{a\\}", "{a}", true],
    ["\\😀", "😀", true],
    ["{a,b{c,d}}e", "bde", true],
    ["{a,b{c,d}}e", "be", false],
    ["a{,b}", "a", true],
    ["{a,{b/c,d}/**}", "b/c/x", true],
    ["{a/,}b", "b", true],
    ["a,b", "a,b", true],
    ["dir/", "dir", false],
    ["//a", "a", false],
    ["{{\\d{2}}}.txt", "12.txt", true],
    ["{{\\d{2}}}.txt", "x/12.txt", true],
    ["{a,{{b+}}c}d", "bbcd", true],
    ["{{a|b}}c", "ac", true],
    ["{{(?i)a}}b", "Ab", true],
    ["{{(?i)a}}b", "AB", false],
    ["[!{{]a", "{a", false],
    ["*{{.}}*[!a]\\?", "xyz?", true],
  ])("%s and %s: %s", (pattern, path, expected) => assert.strictEqual(matches(pattern, path), expected))

  it.each([
    ["", "The pattern is empty: write \"**\" for everything."],
    ["/", "The pattern \"/\" names the root itself: write \"**\" for everything in it."],
    ["a***", "more than two \"*\" in a row at character 2: \"*\" stays within a name"],
    ["ab[c", "the \"[\" is never closed at character 3: add a \"]\""],
    ["ab[", "the \"[\" is never closed at character 3"],
    ["😀]", "the \"]\" closes nothing at character 2: open it with a \"[\""],
    ["[]a]", "the brackets hold no characters at character 1"],
    ["[!]", "the brackets hold no characters at character 1"],
    ["[a/]", "a \"/\" stands in brackets at character 3"],
    ["[z-a]", "the range \"z-a\" runs backwards at character 2"],
    ["[a-\\d]", "the range \"a-\\d\" has no last character at character 2"],
    ["[[:letter:]]", "there is no class \"[:letter:]\" at character 2: the classes are alnum, alpha"],
    ["{a", "the \"{\" is never closed at character 1"],
    ["{a,{b}", "the \"{\" is never closed at character 1"],
    ["a}", "the \"}\" closes nothing at character 2"],
    ["a\\", "there is nothing after the \"\\\" at character 2"],
    ["a\\q", "\"\\q\" has no meaning at character 2: write \"q\""],
    ["[\\b]", "\"\\b\" has no meaning at character 2"],
    ["a{{b", "the regular expression after \"{{\" is never closed at character 2"],
    ["a{{(b}}", "is not a valid one at character 2: missing closing )"],
    ["a{{(?=b)}}", "is not a valid one at character 2: invalid or unsupported Perl syntax"],
    ["{{a)|(b}}", "is not a valid one at character 1: unexpected )"],
    ["{{\\Qa}}b", "do not go together with the rest: missing closing )"],
  ])("says of %s: %s", (pattern, sentence) => {
    const compiled = compileGlob(pattern)
    assert.include(Result.isFailure(compiled) ? compiled.failure : "nothing", sentence)
    assert.match(Result.isFailure(compiled) ? compiled.failure : "", /\.$/)
  })

  it("keeps braces of any depth, and names of any length, off the stack", () => {
    const depth = 50_000
    assert.isTrue(matches(`${"{a,".repeat(depth)}b${"}".repeat(depth)}`, "b"))
    assert.isTrue(matches("**b", `${"a/".repeat(depth)}b`))
  })
})

describe("hostile names and patterns", () => {
  const pieces = ["a", "a", "b", "-", "*", "*", "**", "?", "{", ",", "}", "[!a]", "[a-b]", "/", "\\*", "😀", "\n"]
  const Pattern = textOf(pieces, 255)
  const groups = ["a", "a", "b", "*", "*", "**", "?", "[!a]", "[a-b]", "/", "{a,b}", "{,a*}", "{a,{b/,**}}", "😀", "\n"]
  const WellFormed = Arbitrary.filter(textOf(groups, 255), (pattern) => Result.isSuccess(parseGlob(pattern)))
  const Name = textOf(["a", "a", "a", "b", "-", "😀", "\n", "/"], 255)

  it.prop("get a matcher or a sentence", [Schema.String, Pattern], ([any, likely]) => {
    for (const pattern of [any, likely]) {
      const compiled = compileGlob(pattern)
      if (Result.isFailure(compiled)) assert.include(compiled.failure, pattern === "" ? "empty" : pattern)
      else assert.isBoolean(compiled.success.matches(pattern))
    }
  }, { arbitrary: { runs: 1000, size: 60 }, timeout: 60_000 })

  it.prop("are matched as RE2 matches them", [WellFormed, Name], ([pattern, name]) => {
    const syntax = Result.getOrThrow(parseGlob(pattern))
    const matchesToo = Result.getOrThrow(compileRegexp(toRegexp(syntax)))
    for (const path of [name, pattern, pattern.replaceAll(/[*{},]/g, ""), pattern.replaceAll("?", "b"), `${name}a`]) {
      assert.strictEqual(matches(pattern, path), matchesToo(path), path)
    }
  }, { arbitrary: { runs: 1500, size: 10 }, timeout: 60_000 })

  it.prop(
    "cost no more than the name's length times the pattern's",
    [WellFormed, Name, Name],
    ([pattern, one, other]) => {
      const syntax = Result.getOrThrow(parseGlob(pattern))
      const matcher = makeMatcher([{ syntax, isExclude: true, proves: undefined }])
      for (const path of [one, `${one}${other}`, `${one}${other}`.repeat(4)]) {
        const before = matcher.visited()
        matcher.ruleForFile(path)
        const most = (path.length + 2) * (2 * pattern.length + 6)
        assert.isAtMost(matcher.visited() - before, 2 * most)
      }
    },
    { arbitrary: { runs: 500, size: 60 }, timeout: 60_000 },
  )

  it.each([
    "*-*-*-*-*-*-*-*.bak",
    `${"*a".repeat(100)}b`,
    `${"**a".repeat(80)}b`,
    `${"{a,aa}".repeat(40)}b`,
    `${"{,a}".repeat(60)}b`,
    `{${"*a,".repeat(60)}*b}*b`,
    `**a${"?".repeat(250)}b`,
    "{{(a+)+b}}",
    "{{(a|aa)+b}}*{{(a*)*}}b",
  ])("meet %s, over which a backtracking matcher would sit for years", (pattern) => {
    const start = performance.now()
    for (const letter of ["a", "-", "ab", "aab"]) {
      const name = letter.repeat(255).slice(0, 255)
      matches(pattern, name)
      matches(pattern, `${name}/`.repeat(15) + name)
    }
    assert.isBelow(performance.now() - start, 10_000)
  }, 60_000)
})

/** Pieces one after the other, as many of them as fit. Three stars in a row become two, which is well formed. */
function textOf(pieces: ReadonlyArray<string>, longest: number): Arbitrary.Arbitrary<string> {
  return Arbitrary.array(Arbitrary.schema(Schema.Literals(pieces)), { minLength: 1, maxLength: longest }).pipe(
    Arbitrary.map((chosen) =>
      chosen.reduce((text, piece) => {
        const longer = (text + piece).replace(/\*{3,}/, "**")
        return longer.length <= longest ? longer : text
      })
    ),
  )
}
