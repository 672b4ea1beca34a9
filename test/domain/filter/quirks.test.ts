/** The places where rclone surprises, and what happens here. */
import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import { makeFilter } from "../../../src/domain/filter/makeFilter.ts"
import { parseIgnoreFile } from "../../../src/domain/filter/parseIgnoreFile.ts"
import { parseRule } from "../../../src/domain/filter/parseRule.ts"
import { RelPath } from "../../../src/domain/RelPath.ts"
import { vectors } from "./vectors.ts"

const scope = (lines: string, path: string, isDirectory = false): string =>
  makeFilter(Result.getOrThrow(parseIgnoreFile(lines))).scopeOf(RelPath.make(path), isDirectory).scope

const answers: Readonly<Record<string, readonly [what: string, holds: () => boolean]>> = {
  "bang-class": ["[!a] negates", () => scope("- [!a-c].*", "d.txt") === "out" && scope("- [!a-c].*", "a.txt") === "in"],
  "unrooted-include-pruned": [
    "an include reaches nested directories",
    () => scope("+ dir/**\n- **", "x/dir/file") === "in" && scope("+ dir/**\n- **", "x", true) === "through",
  ],
  "rooted-regexp-doc": [
    "a regular expression may cross \"/\"",
    () => scope("+ /{{.*\\.jpe?g}}\n- **", "dir/file.jpg") === "in",
  ],
  "exclude-dir-without-slash": ["an exclude takes the directory along", () => scope("- dir", "dir/file") === "out"],
  "include-dir-with-slash": [
    "an included directory comes without its files",
    () => scope("+ /dir/\n- *", "dir", true) === "in" && scope("+ /dir/\n- *", "dir/file") === "out",
  ],
  "include-implies-exclude-all": ["an include alone excludes nothing", () => scope("+ a", "b") === "in"],
  "flag-group-order": ["the order is the one written", () => scope("- a*\n+ ab", "ab") === "out"],
  "no-match-included": ["what no rule matches is in", () => scope("- a", "b") === "in"],
  "duplicate-rules": ["of two equal rules the first decides", () => scope("+ a\n- **\n+ a", "a") === "in"],
  "bang-rule": ["\"!\" begins anew", () => scope("- a\n!", "a") === "in"],
  "line-handling": ["lines are trimmed, and a second space counts", () => scope("  -  a  ", " a") === "out"],
  "size-default-unit": [
    "sizes are bytes",
    () => makeFilter([{ _tag: "MinSize", bytes: 1 }]).inBounds({ size: 1, modified: 0 }, 0),
  ],
  "exclude-if-present-root": ["no marker file excludes", () => scope("- .nosync/**", ".nosync") === "in"],
  "star-semantics": ["stars are one or two", () => Result.isFailure(parseRule("- a***"))],
  "anchor-semantics": ["a leading \"/\" anchors", () => scope("- /a", "x/a") === "in" && scope("- a", "x/a") === "out"],
  "ignore-case-scope": ["case counts", () => scope("- a", "A") === "in"],
}

describe("quirks", () => {
  it.each(Object.entries(answers))("%s", (_, [what, holds]) => assert.isTrue(holds(), what))

  it("all have an answer", () =>
    assert.deepStrictEqual(Object.keys(answers).sort(), vectors.quirks.map(({ id }) => id).sort()))
})
