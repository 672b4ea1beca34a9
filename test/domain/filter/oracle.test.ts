/** Whole-tree listings recorded from a real rclone, against a walk of the same tree. */
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { type FilterRule } from "../../../src/domain/filter/FilterRule.ts"
import { makeFilter } from "../../../src/domain/filter/makeFilter.ts"
import { parseIgnoreFile } from "../../../src/domain/filter/parseIgnoreFile.ts"
import { differenceOf, holdsAsListed } from "./agreement.ts"
import { directoriesAbove, treeWalk } from "./treeWalk.ts"
import { cases, vectors } from "./vectors.ts"

type Flags = ReadonlyArray<ReadonlyArray<string>>

describe("a listed tree", () => {
  it.each(cases.oracle)("$name", ({ name, recorded: { flags, expectedFiles, expectedDirs } }) => {
    const filter = makeFilter([...rulesOf(flags), ...boundsOf(flags)])
    const files = Object.keys(vectors.oracleTree)
    const directories = directoriesAbove([...files, ...vectors.oracleTreeEmptyDirs.map((path) => `${path}/x`)])
    const listed = treeWalk(filter, files, directories)
    const inBounds = (path: string) => filter.inBounds({ size: vectors.oracleTree[path] ?? 0, modified: 0 }, 0)
    const expected = expectedDirs.map((path) => path.slice(0, -1))
    holdsAsListed(
      "oracle",
      name,
      differenceOf(listed.files.filter(inBounds), expectedFiles) ?? differenceOf(listed.directories, expected),
    )
  })

  it("translates every flag but those that a difference is listed for", () => {
    const flags = new Set(vectors.oracle.flatMap((recorded) => recorded.flags.map(([flag]) => flag ?? "")))
    assert.deepStrictEqual([...flags].sort(), [...translated, ...untranslated].sort())
  })
})

const translated = ["--exclude", "--filter", "--include", "--max-size", "--min-size"]
const untranslated = ["--exclude-if-present", "--ignore-case", "--max-depth"]

/** rclone's order: all includes, then all excludes, then the filters; any include excludes what is left over. */
const rulesOf = (flags: Flags): ReadonlyArray<FilterRule> => {
  const valuesOf = (wanted: string) => flags.filter(([flag]) => flag === wanted).map(([, value = ""]) => value)
  const includes = valuesOf("--include").map((glob) => `+ ${glob}`)
  const excludes = valuesOf("--exclude").map((glob) => `- ${glob}`)
  const lines = [...includes, ...excludes, ...valuesOf("--filter"), ...includes.length > 0 ? ["- /**"] : []]
  return Result.getOrThrowWith(parseIgnoreFile(lines.join("\n")), (complaints) => new Error(JSON.stringify(complaints)))
}

const boundsOf = (flags: Flags): ReadonlyArray<FilterRule> =>
  flags.flatMap(([flag, value = ""]): ReadonlyArray<FilterRule> => {
    const bytes = Number.parseInt(value, 10) * (value.endsWith("K") ? 1024 : 1)
    if (flag === "--min-size") return [{ _tag: "MinSize", bytes }]
    return flag === "--max-size" ? [{ _tag: "MaxSize", bytes }] : []
  })
