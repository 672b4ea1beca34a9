import { assert, describe, it } from "@effect/vitest"
import { complaintsAbout, setupOf, withPairs } from "./reading.ts"

const withFilters = (filters: string) =>
  withPairs(`  p:\n    mode: copy\n    source: ./a\n    target: ./b\n    filters: ${filters}`)
const rulesOf = (filters: string, files: Readonly<Record<string, string>> = {}) =>
  setupOf(withFilters(filters), { ignoreFiles: (path) => files[path] }).pairs[0]?.filters

describe("resolveFilters", () => {
  it("reads every kind of rule, in order", () => {
    const filters =
      "[include: \"a/**\", exclude: \"*.tmp\", \"- /b\", \"+ c\", minSize: 1B, maxSize: 1.5KiB, minAge: 90s, maxAge: 1w2d]"
    assert.deepStrictEqual(rulesOf(filters), [
      { _tag: "Include", glob: "a/**" },
      { _tag: "Exclude", glob: "*.tmp" },
      { _tag: "Exclude", glob: "/b" },
      { _tag: "Include", glob: "c" },
      { _tag: "MinSize", bytes: 1 },
      { _tag: "MaxSize", bytes: 1536 },
      { _tag: "MinAge", milliseconds: 90_000 },
      { _tag: "MaxAge", milliseconds: 777_600_000 },
    ])
  })

  it("makes one list of lists in lists", () => {
    assert.deepStrictEqual(rulesOf("[[exclude: a, [exclude: b], []], exclude: c]"), [
      { _tag: "Exclude", glob: "a" },
      { _tag: "Exclude", glob: "b" },
      { _tag: "Exclude", glob: "c" },
    ])
  })

  it("puts the rules of a file where the file is named", () => {
    const files = { "/srv/feeds/.syncignore": "# ours\n\n*.o\n+ keep\n", "/etc/ignore": "x\n" }
    assert.deepStrictEqual(
      rulesOf("[exclude: a, ignoreFile: .syncignore, ignoreFile: /etc/ignore, exclude: z]", files),
      [
        { _tag: "Exclude", glob: "a" },
        { _tag: "Exclude", glob: "*.o" },
        { _tag: "Include", glob: "keep" },
        { _tag: "Exclude", glob: "x" },
        { _tag: "Exclude", glob: "z" },
      ],
    )
  })

  it.each([
    ["a glob that does not compile", "[include: \"a{b\"]", [
      "11:24 In \"a{b\", the \"{\" is never closed at character 2: add a \"}\", or write \"\\{\" for the character itself.",
    ]],
    ["a line with such a glob", "[\"- a{b\"]", [
      "11:15 In \"a{b\", the \"{\" is never closed at character 2: add a \"}\", or write \"\\{\" for the character itself.",
    ]],
    ["a file that is not there", "[ignoreFile: .syncignore]", [
      "11:27 there is no file `.syncignore` to read rules from",
    ]],
    ["a file below ~", "[ignoreFile: ~/x]", ["11:27 `~/x` would depend on who runs the syncfile"]],
    ["sizes that no file has", "[maxSize: 1kB, exclude: a, minSize: 1KiB]", [
      "11:50 The smallest size allowed is larger than the largest, so every file would be left out.",
    ]],
    ["ages that no file has", "[[minAge: 2h], maxAge: 90m]", [
      "11:37 The lowest age allowed is higher than the highest, so every file would be left out.",
    ]],
  ])("refuses %s", (_title, filters, complaints) => {
    assert.deepStrictEqual(complaintsAbout(withFilters(filters)), complaints)
  })

  it("tells every bad line of a file of rules", () => {
    const complaints = complaintsAbout(withFilters("[ignoreFile: rules]"), { ignoreFiles: () => "a[\nfine\n+x\n" })
    assert.deepStrictEqual(complaints.map((complaint) => complaint.slice(0, 34)), [
      "11:27 line 1 of `rules`: In \"a[\", ",
      "11:27 line 3 of `rules`: \"+x\" has ",
    ])
  })

  it("judges the good rules of a list with a bad one", () => {
    assert.deepStrictEqual(complaintsAbout(withFilters("[excude: a, exclude: \"[\", minSize: 2B, maxSize: 1B]")), [
      "11:15 unknown key `excude` in pairs.p.filters[0]",
      "11:35 In \"[\", the \"[\" is never closed at character 1: add a \"]\", or write \"\\[\" for the character itself.",
      "11:62 The smallest size allowed is larger than the largest, so every file would be left out.",
    ])
  })
})
