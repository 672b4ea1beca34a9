/** Every recorded case but the whole-tree listings, run against the filters. */
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { boundsOf, contradictionIn } from "../../../src/domain/filter/bounds.ts"
import { compileGlob } from "../../../src/domain/filter/compileGlob.ts"
import { compileRegexp } from "../../../src/domain/filter/compileRegexp.ts"
import { type FilterRule } from "../../../src/domain/filter/FilterRule.ts"
import { makeFilter } from "../../../src/domain/filter/makeFilter.ts"
import { parseGlob } from "../../../src/domain/filter/parseGlob.ts"
import { parseIgnoreFile } from "../../../src/domain/filter/parseIgnoreFile.ts"
import { parseRule } from "../../../src/domain/filter/parseRule.ts"
import { toRegexp } from "../../../src/domain/filter/toRegexp.ts"
import { RelPath } from "../../../src/domain/RelPath.ts"
import { differenceOf, holdsAsListed } from "./agreement.ts"
import { absentGroups } from "./differences.ts"
import { samplePaths } from "./samplePaths.ts"
import { directoriesAbove } from "./treeWalk.ts"
import { cases, vectors } from "./vectors.ts"

const tree = Object.keys(vectors.oracleTree)
const regexp = (source: string) => Result.getOrThrowWith(compileRegexp(source), (message) => new Error(message))
const rulesOf = (lines: ReadonlyArray<string>): ReadonlyArray<FilterRule> =>
  Result.getOrThrowWith(parseIgnoreFile(lines.join("\n")), (complaints) => new Error(JSON.stringify(complaints)))

describe("globs", () => {
  it.each(cases.globs)("$name", ({ name, recorded: { mode, pattern, expectedRegex, expectedError } }) => {
    const glob = compileGlob(pattern)
    if (expectedError !== undefined) return holdsAsListed("globs", name, missingFrom(glob, expectedError))
    if (Result.isFailure(glob)) return holdsAsListed("globs", name, glob.failure)
    const expected = regexp(mode === "path" ? expectedRegex ?? "" : inPathMode(expectedRegex ?? ""))
    const paths = [...samplePaths(pattern), ...tree]
    assert.isTrue(paths.some(expected), "no path to tell a match by")
    assert.isFalse(paths.every(expected), "no path to tell a miss by")
    holdsAsListed("globs", name, differenceOf(paths.filter(glob.success.matches), paths.filter(expected)))
  })
})

const missingFrom = (glob: Result.Result<unknown, string>, expectedError: string): string | undefined => {
  if (Result.isSuccess(glob)) return "it compiles"
  return glob.failure.includes(sentences[expectedError] ?? "?") ? undefined : glob.failure
}

/** The part of our sentence that says what rclone says in its own words. */
const sentences: Readonly<Record<string, string>> = {
  "too many stars": `more than two "*"`,
  "mismatched '[' and ']'": `the "[" is never closed`,
  "mismatched ']'": `the "]" closes nothing`,
  "mismatched '{' and '}'": `close`,
  "mismatched '{{' and '}}'": `the regular expression after "{{" is never closed`,
  "bad glob pattern": `runs backwards`,
}

/** The string mode's expressions lack the anchors. */
const inPathMode = (regex: string) => regex.startsWith("/") ? `^(?:${regex.slice(1)})$` : `(^|/)(?:${regex})$`

describe("directories that an include leads to", () => {
  it.each(cases.dirGlobs)("$name", ({ name, recorded: { pattern, expected } }) => {
    const filter = makeFilter([{ _tag: "Include", glob: pattern }, { _tag: "Exclude", glob: "**" }])
    const wanted = expected.filter((glob) => glob !== "/").map((glob) =>
      regexp(toRegexp(Result.getOrThrow(parseGlob(glob))))
    )
    const directories = directoriesAbove([...samplePaths(pattern), ...tree])
    holdsAsListed(
      "dirGlobs",
      name,
      differenceOf(
        directories.filter((path) => filter.scopeOf(RelPath.make(path), true).scope !== "out"),
        directories.filter((path) => wanted.some((matches) => matches(`${path}/`))),
      ),
    )
  })
})

describe("one rule", () => {
  it.each(cases.ruleDump)("$name", ({ name, recorded }) => {
    const { include, pattern, expectedFileRules, expectedDirRules } = recorded
    const filter = makeFilter([{ _tag: include ? "Include" : "Exclude", glob: pattern }])
    const files = [...samplePaths(pattern), ...tree]
    const directories = directoriesAbove(files)
    const holds = expectedFileRules.map((rule) => regexp(rule.slice(2)))
    const closes = expectedDirRules.filter((rule) => rule.startsWith("-")).map((rule) => regexp(rule.slice(2)))
    const fileDifference = differenceOf(
      files.filter((path) => filter.scopeOf(RelPath.make(path), false).rule === 0),
      files.filter((path) => holds.some((matches) => matches(path))),
    )
    const directoryDifference = differenceOf(
      directories.filter((path) => filter.scopeOf(RelPath.make(path), true).scope === "out"),
      directories.filter((path) => closes.some((matches) => matches(`${path}/`))),
    )
    holdsAsListed("ruleDump", name, fileDifference ?? directoryDifference)
  })
})

describe("all flags together", () => {
  it.each(vectors.optionDump)("are rules in a fixed order", (dump) => {
    const lines = [
      ...[...dump.include, ...withoutComments(dump.includeFromLines)].map((glob) => `+ ${glob}`),
      ...[...dump.exclude, ...withoutComments(dump.excludeFromLines)].map((glob) => `- ${glob}`),
      ...dump.filter,
      ...withoutComments(dump.filterFromLines),
      "- /**",
    ]
    const filter = makeFilter([
      ...rulesOf(lines),
      { _tag: "MinSize", bytes: dump.minSize },
      { _tag: "MaxSize", bytes: dump.maxSize },
    ])
    const expected = dump.expectedFileRules.map((rule) => ({ sign: rule.slice(0, 1), holds: regexp(rule.slice(2)) }))
    const files = [...lines.flatMap((line) => samplePaths(line.slice(2))), ...tree]
    assert.deepStrictEqual(
      files.filter((path) => filter.scopeOf(RelPath.make(path), false).scope === "in"),
      files.filter((path) => expected.find(({ holds }) => holds(path))?.sign !== "-"),
    )
    assert.isTrue(directoriesAbove(tree).every((path) => filter.scopeOf(RelPath.make(path), true).scope === "through"))
    assert.isTrue(filter.inBounds({ size: dump.minSize, modified: 0 }, 0))
    assert.isFalse(filter.inBounds({ size: dump.maxSize + 1, modified: 0 }, 0))
  })
})

const withoutComments = (lines: ReadonlyArray<string>) => lines.filter((line) => !line.startsWith("#"))

describe("rules that let a listing pass over directories", () => {
  it.each(cases.usesDirectoryFilters)("$name", ({ name, recorded: { rules, expected } }) => {
    const filter = makeFilter(rulesOf(rules))
    const passedOver = directoriesAbove(tree).filter((path) => filter.scopeOf(RelPath.make(path), true).scope === "out")
    const disagreement = passedOver.length > 0 === expected ? undefined : `passes over ${passedOver.length}`
    holdsAsListed("usesDirectoryFilters", name, disagreement)
  })
})

describe("rules and a path", () => {
  it.each(cases.paths)("$name", ({ name, recorded }) => {
    const { rules, path, isDir, expected, options, size, modTime } = recorded
    const now = 2_000_000_000_000
    const filter = makeFilter([
      ...rulesOf(rules),
      ...only(options?.minSize, (bytes) => ({ _tag: "MinSize", bytes })),
      ...only(options?.maxSize, (bytes) => ({ _tag: "MaxSize", bytes })),
      ...only(options?.modTimeTo, (seconds) => ({ _tag: "MinAge", milliseconds: now - seconds * 1000 })),
      ...only(options?.modTimeFrom, (seconds) => ({ _tag: "MaxAge", milliseconds: now - seconds * 1000 })),
    ])
    const { scope } = filter.scopeOf(RelPath.make(path), isDir)
    const isWanted = scope !== "out" && filter.inBounds({ size: size ?? 0, modified: (modTime ?? 0) * 1000 }, now)
    holdsAsListed("paths", name, isWanted === expected ? undefined : `it is ${scope}`)
  })
})

const only = (bound: number | undefined, toRule: (bound: number) => FilterRule): ReadonlyArray<FilterRule> =>
  bound === undefined ? [] : [toRule(bound)]

describe("lines of an ignore file", () => {
  it.each(cases.lines)("$name", ({ name, recorded: { input, expected } }) => {
    const globs = Result.map(parseIgnoreFile(input), (rules) => rules.map((rule) => "glob" in rule ? rule.glob : ""))
    const disagreement = Result.isFailure(globs) ? JSON.stringify(globs.failure) : differenceOf(globs.success, expected)
    holdsAsListed("lines", name, disagreement)
  })
})

describe("mistakes", () => {
  it.each(vectors.errors)("$rule $options", ({ rule, options }) => {
    if (rule !== undefined) assert.isTrue(Result.isFailure(parseRule(rule)))
    else if (options?.["filesFrom"] !== undefined) {
      assert.isTrue(absentGroups.some(({ group }) => group === "filesFrom"))
    } else {
      assert.deepStrictEqual(options, { minAge: "3d", maxAge: "2d" })
      const bounds = boundsOf([{ _tag: "MinAge", milliseconds: 3 }, { _tag: "MaxAge", milliseconds: 2 }])
      assert.include(contradictionIn(bounds), "age")
    }
  })
})
