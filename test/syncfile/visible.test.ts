import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { visible } from "../../src/syncfile/visible.ts"

describe("visible", () => {
  it.each([
    ["plain text, ünïcode, 🎉 and 漢字", "plain text, ünïcode, 🎉 and 漢字"],
    ["\u001b]0;x\u0007", "\\u{1b}]0;x\\u{7}"],
    ["a\nb\tc\r", "a\\u{a}b\\u{9}c\\u{d}"],
    ["\u0085\u009b", "\\u{85}\\u{9b}"],
    ["\u202eabc\u2066\u200f", "\\u{202e}abc\\u{2066}\\u{200f}"],
    ["\u2028\u2029\ufeff", "\\u{2028}\\u{2029}\\u{feff}"],
    ["\ud800", "\\u{d800}"],
    ["\u{e0041}", "\\u{e0041}"],
  ])("shows %j as %s", (text, shown) => {
    assert.strictEqual(visible(text), shown)
  })

  it.prop(
    "leaves nothing that could act on the terminal",
    [Schema.String],
    ([text]) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(visible(text)),
    { arbitrary: { runs: 1000, size: 40 } },
  )
})
