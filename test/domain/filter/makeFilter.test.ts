/** What filters let in, what they pass over, and the laws that hold for any rules. */
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { type FilterRule } from "../../../src/domain/filter/FilterRule.ts"
import { makeFilter, type Verdict } from "../../../src/domain/filter/makeFilter.ts"
import { parseRule } from "../../../src/domain/filter/parseRule.ts"
import { RelPath } from "../../../src/domain/RelPath.ts"
import { plainlyIn, plainRule } from "./plainFilter.ts"
import { pathsOf, Rules, ShortRules } from "./randomRules.ts"
import { directoriesAbove, treeWalk } from "./treeWalk.ts"

const rulesOf = (...lines: ReadonlyArray<string>): ReadonlyArray<FilterRule> =>
  lines.map((line) => Result.getOrThrowWith(parseRule(line), (message) => new Error(message)))

/** A path with a "/" at its end is a directory's. */
const verdict = (rules: ReadonlyArray<FilterRule>, path: string): Verdict =>
  makeFilter(rules).scopeOf(RelPath.make(path.replace(/\/$/, "")), path.endsWith("/"))

const said = (rules: ReadonlyArray<FilterRule>, path: string): string => {
  const { scope, rule } = verdict(rules, path)
  return rule === undefined ? scope : `${scope} ${rule}`
}

describe("scopeOf", () => {
  it.each([
    { lines: [], path: "a", expected: "in" },
    { lines: [], path: "a/", expected: "in" },
    { lines: ["- *.tmp"], path: "x/a.tmp", expected: "out 0" },
    { lines: ["- *.tmp"], path: "x/a.txt", expected: "in" },
    // An exclude takes along the directory that it matches, and what is in it.
    { lines: ["- dir"], path: "dir", expected: "out 0" },
    { lines: ["- dir"], path: "dir/", expected: "out 0" },
    { lines: ["- dir"], path: "x/dir/y/z", expected: "out 0" },
    { lines: ["- dir/"], path: "dir", expected: "in" },
    { lines: ["- dir/"], path: "dir/", expected: "out 0" },
    { lines: ["- dir/"], path: "x/dir/y/z", expected: "out 0" },
    { lines: ["- /dir"], path: "x/dir/", expected: "in" },
    { lines: ["- dir/**"], path: "dir/", expected: "out 0" },
    { lines: ["- dir/*"], path: "dir/", expected: "in" },
    { lines: ["- dir/*"], path: "dir/sub/", expected: "out 0" },
    { lines: ["- dir/*"], path: "dir/sub/x", expected: "out 0" },
    { lines: ["- {,x}"], path: "dir/", expected: "in" },
    { lines: ["- dir[!0-9]*"], path: "dir/", expected: "in" },
    { lines: ["- dir[!0-9]*"], path: "dir/x", expected: "in" },
    { lines: ["- dir[!0-9]*"], path: "directory/", expected: "out 0" },
    { lines: ["- dir\\W*"], path: "dir/x", expected: "in" },
    // An include is about files, unless it names directories.
    { lines: ["+ dir", "- **"], path: "dir", expected: "in 0" },
    { lines: ["+ /dir", "- **"], path: "dir/", expected: "out 1" },
    { lines: ["+ /dir", "- **"], path: "dir/x", expected: "out 1" },
    { lines: ["+ /dir/", "- **"], path: "dir/", expected: "in 0" },
    { lines: ["+ /dir/", "- **"], path: "dir/x", expected: "out 1" },
    { lines: ["+ /dir/", "- dir"], path: "dir/x", expected: "out 1" },
    { lines: ["+ /dir/**", "- **"], path: "dir/", expected: "in 0" },
    { lines: ["+ /dir/**", "- **"], path: "dir/sub/", expected: "in 0" },
    { lines: ["+ /dir/*", "- **"], path: "dir/", expected: "through 1" },
    { lines: ["+ /dir/*", "- **"], path: "dir/sub/", expected: "out 1" },
    { lines: ["+ /*", "- **"], path: "dir/", expected: "out 1" },
    // Includes that are not anchored reach nested directories.
    { lines: ["+ dir/**", "- **"], path: "x/y/dir/z/file", expected: "in 0" },
    { lines: ["+ dir/**", "- **"], path: "x/", expected: "through 1" },
    { lines: ["+ dir/**", "- **"], path: "x/y/", expected: "through 1" },
    // What an earlier include reaches is not hidden by an exclude of the directory above it; what a later one does is.
    { lines: ["+ /dir/keep.txt", "- dir"], path: "dir/", expected: "through 1" },
    { lines: ["+ /dir/keep.txt", "- dir"], path: "dir/keep.txt", expected: "in 0" },
    { lines: ["+ /dir/keep.txt", "- dir"], path: "dir/other.txt", expected: "out 1" },
    { lines: ["+ /dir/keep.txt", "- dir"], path: "dir/sub/", expected: "out 1" },
    { lines: ["- dir", "+ /dir/keep.txt"], path: "dir/", expected: "out 0" },
    { lines: ["- dir", "+ /dir/keep.txt"], path: "dir/keep.txt", expected: "out 0" },
    { lines: ["- *.txt", "+ /dir/*.txt", "- **"], path: "dir/", expected: "out 2" },
    { lines: ["- [!a]*", "+ b**", "- **"], path: "a/", expected: "out 2" },
    // Regular expressions.
    { lines: ["- {{.*cache}}"], path: "x/mycache/", expected: "out 0" },
    { lines: ["- {{.*cache}}"], path: "x/mycache/y/z", expected: "out 0" },
    { lines: ["- {{.*cache$}}"], path: "x/mycache/y/z", expected: "out 0" },
    { lines: ["- {{.*cache}}"], path: "x/mycaches/", expected: "in" },
    { lines: ["+ {{\\d+}}.txt", "- {{.*cache}}"], path: "x/mycache/", expected: "through 1" },
    { lines: ["+ {{\\d+}}.txt", "- {{.*cache}}"], path: "x/mycache/12.txt", expected: "in 0" },
    { lines: ["+ {{\\d+}}.txt", "- {{.*cache}}"], path: "x/mycache/a.txt", expected: "out 1" },
    { lines: ["+ /a/{{\\d+}}/x", "- **"], path: "b/", expected: "out 1" },
    { lines: ["+ /a/{{\\d+}}/x", "- **"], path: "a/12/", expected: "through 1" },
    { lines: ["- {{[ab]}}/"], path: "a/", expected: "out 0" },
    { lines: ["- {{[ab]}}/"], path: "a", expected: "in" },
    { lines: ["- {{[ab]}}/**"], path: "a/x", expected: "out 0" },
    // Names that a line-wise tool would trip over.
    { lines: ["- **"], path: "a\nb", expected: "out 0" },
    { lines: ["- a?b"], path: "a\u{1F600}b", expected: "out 0" },
    { lines: ["- __proto__"], path: "constructor", expected: "in" },
  ])(
    "$lines says of $path: $expected",
    ({ lines, path, expected }) => assert.strictEqual(said(rulesOf(...lines), path), expected),
  )

  it("counts bounds among the rules, and leaves them to inBounds", () => {
    const rules: ReadonlyArray<FilterRule> = [{ _tag: "MinSize", bytes: 10 }, ...rulesOf("- *.tmp", "+ a", "- a")]
    assert.strictEqual(said(rules, "x.tmp"), "out 1")
    assert.strictEqual(said(rules, "a"), "in 2")
    assert.strictEqual(said(rules, "b"), "in")
  })

  it("takes a glob that does not compile for a defect", () =>
    assert.throws(() => makeFilter([{ _tag: "Exclude", glob: "a{b" }]), `"{" is never closed`))
})

describe("the laws of filters", () => {
  const paths = pathsOf("ab", 5)
  const directories = directoriesAbove(paths)
  const files = paths.filter((path) => !directories.includes(path))

  it.prop("decide by the first rule that holds", [Rules], ([rules]) => {
    const filter = makeFilter(rules)
    const wrong = paths.filter((path) =>
      [true, false].some((isDirectory) =>
        filter.scopeOf(RelPath.make(path), isDirectory).rule !== plainRule(rules, path, isDirectory)
      )
    )
    assert.deepStrictEqual(wrong, [])
  }, { arbitrary: { runs: 600, size: 12 }, timeout: 60_000 })

  it.prop("pass over no directory with anything that is in", [Rules], ([rules]) => {
    const filter = makeFilter(rules)
    const unpruned = files.filter((path) => filter.scopeOf(RelPath.make(path), false).scope === "in")
    assert.deepStrictEqual(treeWalk(filter, files, directories).files, unpruned)
    for (const directory of directories) {
      if (filter.scopeOf(RelPath.make(directory), true).scope !== "out") continue
      assert.isFalse(
        paths.some((path) =>
          path.startsWith(`${directory}/`) && filter.scopeOf(RelPath.make(path), true).scope === "in"
        ),
      )
    }
  }, { arbitrary: { runs: 600, size: 12 }, timeout: 60_000 })

  const below = pathsOf("abc", 7)

  it.prop("go through a directory only when something below it can be in", [ShortRules], ([rules]) => {
    const filter = makeFilter(rules)
    for (const directory of ["a", "b", "ab", "a/a"]) {
      if (filter.scopeOf(RelPath.make(directory), true).scope !== "through") continue
      const reachable = below.find((path) =>
        plainlyIn(rules, `${directory}/${path}`, false) || plainlyIn(rules, `${directory}/${path}`, true)
      )
      assert.isDefined(reachable, directory)
    }
  }, { arbitrary: { runs: 500, size: 12 }, timeout: 60_000 })

  it.prop("answer the same whatever was asked before", [Rules], ([rules]) => {
    const asked = makeFilter(rules)
    for (const path of paths.toReversed()) asked.scopeOf(RelPath.make(path), true)
    for (const path of directories.slice(0, 20)) {
      const fresh = makeFilter(rules).scopeOf(RelPath.make(path), true)
      assert.deepStrictEqual(asked.scopeOf(RelPath.make(path), true), fresh)
    }
  }, { arbitrary: { runs: 100, size: 12 }, timeout: 60_000 })
})
