import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { printable, printableJson } from "../../src/report/escape.ts"

describe("printable", () => {
  it.each<readonly [string, string]>([
    ["plain name.txt", "plain name.txt"],
    ["\u001b]0;x\u0007", "\\u001b]0;x\\u0007"], // sets the window's title
    ["a\n::error::x", "a\\n::error::x"], // forges an annotation in CI logs
    ["a\rPlan: 0 to add", "a\\rPlan: 0 to add"],
    ["tab\there", "tab\\there"],
    ["\u009b2J", "\\u009b2J"], // clears the screen, in one C1 character
    ["del\u007f", "del\\u007f"],
    ["invoice\u202Efdp.exe", "invoice\\u202efdp.exe"], // shows as invoiceexe.pdf
    ["\u2066a\u2069\u200E\u061C", "\\u2066a\\u2069\\u200e\\u061c"],
    ["two\u2028lines\u2029", "two\\u2028lines\\u2029"],
    ["zero\u200Bwidth\u200D\uFEFF", "zero\\u200bwidth\\u200d\\ufeff"],
    ["tag\u{E0041}", "tag\\u{e0041}"],
    ["half\uD83D", "half\\ud83d"],
    ["\uFFF9", "\\ufff9"],
    ["Ärger 日本語 😀 ❤\uFE0F", "Ärger 日本語 😀 ❤\uFE0F"],
    ["back\\slash", "back\\slash"],
  ])("prints %j as %j", (text, printed) => assert.strictEqual(printable(text), printed))

  it("lets no control, separator, reordering mark or half character through", () => {
    const letThrough: Array<string> = []
    for (let code = 0; code <= 0x10FFFF; code++) {
      const isHostile = code < 0x20 || (code >= 0x7F && code <= 0x9F) || (code >= 0xD800 && code <= 0xDFFF)
        || (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E)
        || (code >= 0x2060 && code <= 0x206F)
        || code === 0xAD || code === 0x61C || code === 0xFEFF || (code >= 0xE0000 && code <= 0xE007F)
      if (isHostile && !/^[ -~]+$/.test(printable(String.fromCodePoint(code)))) letThrough.push(code.toString(16))
    }
    assert.deepStrictEqual(letThrough, [])
  })

  it.prop("may be applied twice", [Schema.String], ([text]) => {
    assert.strictEqual(printable(printable(text)), printable(text))
  }, { arbitrary: { runs: 500 } })
})

describe("printableJson", () => {
  it.each(["\u009b2J", "\u202E", "a\nb", "\u{E0041}", "\uD83D", "😀\u200D", "\u007f"])(
    "neither changes the meaning of %j nor shows it raw",
    (text) => {
      const json = printableJson(JSON.stringify(text))
      assert.strictEqual(JSON.parse(json), text)
      assert.notMatch(json, /[\p{Cc}\p{Cf}\p{Cs}]/u)
    },
  )
})
