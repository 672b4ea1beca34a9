import { assert, describe, it } from "@effect/vitest"
import { excerpt } from "../../src/syncfile/excerpt.ts"
import { sourceTextOf } from "../../src/syncfile/SourceText.ts"

const around = (text: string, marked: string) => {
  const start = text.indexOf(marked)
  return excerpt(sourceTextOf(text), { start, end: start + marked.length })
}

describe("excerpt", () => {
  it("shows one line before, the line, and carets under the spot", () => {
    assert.deepStrictEqual(around("a: 1\nb: two\nc: 3\n", "two"), ["  1 | a: 1", "  2 | b: two", "    |    ^^^"])
  })

  it("shows no line before the first, and no empty one", () => {
    assert.deepStrictEqual(around("a: 1\n", "1"), ["  1 | a: 1", "    |    ^"])
    assert.deepStrictEqual(around("a: 1\n\n  b: 2\n", "b"), ["  3 |   b: 2", "    |   ^"])
  })

  it("marks what spans lines on its first line only", () => {
    assert.deepStrictEqual(around("a: [x,\n y]\n", "[x,\n y]"), ["  1 | a: [x,", "    |    ^^^"])
  })

  it("marks one place where there is nothing to mark", () => {
    assert.deepStrictEqual(excerpt(sourceTextOf("a:"), { start: 2, end: 2 }), ["  1 | a:", "    |   ^"])
    assert.deepStrictEqual(excerpt(sourceTextOf(""), { start: 0, end: 0 }), ["  1 |", "    | ^"])
  })

  it("lines numbers up", () => {
    const text = `${"x: 1\n".repeat(9)}here: 2\n`
    assert.deepStrictEqual(around(text, "2"), ["   9 | x: 1", "  10 | here: 2", "     |       ^"])
  })

  it("shows control characters escaped, with the carets still under the spot", () => {
    assert.deepStrictEqual(around("a:\t\u001b[1m b\n", "b"), [
      "  1 | a:\\u{9}\\u{1b}[1m b",
      `    | ${" ".repeat(17)}^`,
    ])
  })

  it("shows a piece of a long line, with the carets still under the spot", () => {
    const [line = "", carets = "", ...more] = around(`${"x".repeat(5000)}here${"y".repeat(5000)}`, "here")
    assert.deepStrictEqual(more, [])
    assert.match(line, /^ {2}1 \| …x+here?y+…$/)
    assert.isBelow(line.length, 140)
    assert.strictEqual(line.indexOf("here"), carets.indexOf("^^^^"))
  })
})
