import { assert, describe, it } from "@effect/vitest"
import { parseYaml, writeYaml } from "../../src/syncfile/parseYaml.ts"
import { sourceTextOf } from "../../src/syncfile/SourceText.ts"
import { complaintsAbout, errorOf, hintsFor } from "./reading.ts"

const quotesNeeded = "brackets and quotes come in pairs; a value that starts with a special character needs quotes"

type Case = readonly [title: string, text: string, complaints: ReadonlyArray<string>, hint?: string]

const cases: ReadonlyArray<Case> = [
  [
    "a tab for a space",
    "name: a\npairs:\n\tp: 1\n",
    ["3:1 a tab indents this line, and YAML takes spaces only"],
    "put spaces in its place",
  ],
  [
    "a variable without quotes in a flow map",
    "name: a\nremotes: { r: { port: ${PORT} } }\nversion: 1\n",
    ["2:24 this cannot stand here"],
    "inside { } and [ ] a value with a variable needs quotes: \"${NAME}\"",
  ],
  [
    "a second document",
    "name: a\n---\nname: b\n",
    ["2:1 a second document starts here, and a syncfile is one document"],
    "remove the line `---`, or move what follows to a file of its own",
  ],
  [
    "a colon in a value",
    "name: a: b\n",
    ["1:7 no key or list can start here"],
    "a value with a colon and a space in it needs quotes",
  ],
  ["one mistake that upsets the whole line", "a: { b: } } } ] ]\n", ["1:11 this cannot stand here"], quotesNeeded],
  [
    "one mistake that makes nonsense of all lines below",
    "name: [a] ]\nversion: 1\nremotes: {}\npairs: {}\n",
    ["1:11 this cannot stand here"],
    quotesNeeded,
  ],
  ["a quote that is never closed", "name: 'a\nversion: 1\n", ["1:7 this quote is never closed"]],
  ["a double quote in a list that is never closed", "a: [\"x, y]\nversion: 1\n", ["1:5 this quote is never closed"]],
  [
    "a word that needs quotes",
    "name: @a\n",
    ["1:7 Plain value cannot start with reserved character @"],
    "a value that starts with this character needs quotes",
  ],
  [
    "a backslash that means nothing",
    "name: \"a\\d\"\n",
    ["1:9 no character is written with this backslash"],
    "in double quotes a backslash is written \\\\; in single quotes it stands for itself",
  ],
  [
    "another version of YAML",
    "%YAML 1.1\n---\nname: a\n",
    ["1:1 a syncfile is YAML 1.2"],
    "remove the line that starts with %YAML",
  ],
  ["a directive that nobody knows", "%FOO\n---\nname: a\n", ["1:1 Unknown directive %FOO"]],
  ["more than a mebibyte", `# ${"x".repeat(1024 * 1024)}`, ["1:1 longer than 1 MiB: this is no syncfile"]],
  ["more than a mebibyte of two-byte letters", `# ${"é".repeat(524_288)}`, [
    "1:1 longer than 1 MiB: this is no syncfile",
  ]],
]

describe("parseYaml", () => {
  it.each(cases.map((each) => [each[0], each] as const))("refuses %s", (_title, [, text, complaints, hint]) => {
    assert.deepStrictEqual(complaintsAbout(text), complaints)
    assert.deepStrictEqual(hintsFor(text), hint === undefined ? [] : [hint])
  })

  it("tells syntax errors of different lines together, and nothing that follows from them", () => {
    const text = "name: @a\nversion: 1\nremotes: `x\nnonsense: 1\n"
    assert.deepStrictEqual(complaintsAbout(text).map((complaint) => complaint.split(" ")[0]), ["1:7", "3:10"])
  })

  it.each([["flow lists", "["], ["block lists", "- "], ["explicit keys", "? "]])(
    "is not brought down by %s in each other, 20,000 deep",
    (_title, piece) => {
      const [complaint = ""] = complaintsAbout(`a:\n  ${piece.repeat(20_000)}`)
      assert.match(complaint, /^2:\d+ nested too deeply$/)
    },
  )

  it("does not repeat the text that it stumbled over", () => {
    const text = "remotes:\n  r: 'x' \"hunter2\"\n"
    assert.notInclude(errorOf(text).complaints.map(({ message }) => message).join(), "hunter2")
  })

  it("takes comments, an empty line and Windows line ends for what they are", () => {
    assert.deepStrictEqual(parseYaml(sourceTextOf("# a\r\n\r\nname: a # b\r\n")).mistakes, [])
  })
})

describe("writeYaml", () => {
  it("writes what occurs twice out twice", () => {
    const shared = ["a"]
    assert.strictEqual(writeYaml({ x: shared, y: shared }), "x:\n  - a\ny:\n  - a\n")
  })
})
