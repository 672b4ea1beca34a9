import { assert, describe, it } from "@effect/vitest"
import { lineOf, positionOf, sourceTextOf, withStars } from "../../src/syncfile/SourceText.ts"

const source = sourceTextOf("one\r\n\ntwö three\n")

describe("SourceText", () => {
  it.each([
    [0, 1, 1],
    [2, 1, 3],
    [4, 1, 5],
    [5, 2, 1],
    [6, 3, 1],
    [10, 3, 5],
    [16, 4, 1],
    [999, 4, 1],
    [-1, 1, 1],
  ])("puts offset %i at %i:%i", (offset, line, column) => {
    assert.deepStrictEqual(positionOf(source, offset), { line, column })
  })

  it.each([[0, ""], [1, "one"], [2, ""], [3, "twö three"], [4, ""], [5, ""]])(
    "has in line %i the text %j",
    (line, text) => {
      assert.strictEqual(lineOf(source, line), text)
    },
  )

  it("puts stars over spans, also where they overlap or span lines, and moves nothing", () => {
    const spans = [{ start: 8, end: 12 }, { start: 1, end: 7 }, { start: 2, end: 3 }]
    const starred = withStars(source, spans)
    assert.strictEqual(starred.text, "o**\r\n\n*w****ree\n")
    assert.strictEqual(starred.lineStarts, source.lineStarts)
  })
})
