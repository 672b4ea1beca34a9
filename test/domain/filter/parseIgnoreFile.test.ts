/** Ignore files: what each line means, and what is said of those that mean nothing. */
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { type FilterRule } from "../../../src/domain/filter/FilterRule.ts"
import { parseIgnoreFile } from "../../../src/domain/filter/parseIgnoreFile.ts"

const exclude = (glob: string): FilterRule => ({ _tag: "Exclude", glob })
const include = (glob: string): FilterRule => ({ _tag: "Include", glob })

describe("parseIgnoreFile", () => {
  it.each([
    ["nothing", "", []],
    ["bare globs and rules", "*.tmp\n+ keep/**\n- dir/\n", [exclude("*.tmp"), include("keep/**"), exclude("dir/")]],
    ["comments and blank lines", "# a\n\n  \t\n; b\n  # c\na#b", [exclude("a#b")]],
    ["lines with space around them", "  a b  \n\t- c\t\n", [exclude("a b"), exclude("c")]],
    ["a byte order mark and Windows line ends", "\uFEFFa\r\n- b\r\n", [exclude("a"), exclude("b")]],
    ["\"!\" as a new beginning", "a\n+ b\n ! \nc", [exclude("c")]],
    ["signs that belong to a name", "\\-a\n\\!b\n\\#c", [exclude("\\-a"), exclude("\\!b"), exclude("\\#c")]],
  ])("reads %s", (_, text, rules) => assert.deepStrictEqual(Result.getOrUndefined(parseIgnoreFile(text)), rules))

  it("tells every mistake with its line, also above a \"!\"", () => {
    const parsed = parseIgnoreFile("-*.jpg\nok\n!keep\n!\na{b\n-")
    const complaints = Result.isFailure(parsed) ? parsed.failure : []
    assert.deepStrictEqual(complaints.map(({ line }) => line), [1, 3, 5, 6])
    assert.deepStrictEqual(complaints.map(({ message }) => message), [
      "\"-*.jpg\" has no space after the \"-\": write \"- *.jpg\", or \"\\-*.jpg\" for a name that starts with \"-\".",
      "\"!keep\" does not take a name back: write \"+ keep\" above the rule that excludes it, "
      + "or \"\\!keep\" for a name that starts with \"!\".",
      "In \"a{b\", the \"{\" is never closed at character 2: add a \"}\", or write \"\\{\" for the character itself.",
      "\"-\" has no pattern: write one after \"- \", or \"\\-\" for a file of that name.",
    ])
  })
})
