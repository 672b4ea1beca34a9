import { assert, describe, it } from "@effect/vitest"
import { closingMark, openingMark, replaceMarked } from "./replaceMarked.ts"

const marked = (inside: string) => `# Title\n\n${openingMark}${inside}${closingMark}\n\nMore $& text.\n`

describe("replaceMarked", () => {
  it("replaces what stands between the marks and nothing else", () => {
    assert.strictEqual(replaceMarked(marked("\nold\n"), "new $1\n"), marked("\nnew $1\n"))
  })

  it("changes nothing the second time", () => {
    const once = replaceMarked(marked(""), "| a |") ?? ""
    assert.strictEqual(replaceMarked(once, "| a |"), once)
  })

  it.each([
    ["no mark at all", "# Title\n"],
    ["an end without a beginning", `text ${closingMark}`],
    ["a beginning without an end", `${openingMark} text`],
    ["two beginnings", `${openingMark}${openingMark}${closingMark}`],
    ["two ends", `${openingMark}${closingMark}${closingMark}`],
    ["the marks the other way round", `${closingMark}${openingMark}`],
    ["an end before the pair", `${closingMark}${openingMark}${closingMark}`],
  ])("leaves a document alone that has %s", (_, document) => assert.isUndefined(replaceMarked(document, "new")))
})
