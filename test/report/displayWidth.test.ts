import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { cutToWidth, displayWidth } from "../../src/report/displayWidth.ts"
import { printable } from "../../src/report/escape.ts"

describe("displayWidth", () => {
  it.each<readonly [string, number]>([
    ["", 0],
    ["abc", 3],
    ["é", 1],
    ["e\u0301", 1],
    ["日本語", 6],
    ["ﾊﾝｶｸ", 4],
    ["😀", 2],
    ["한글", 4],
  ])("%j takes %d cells", (text, width) => assert.strictEqual(displayWidth(text), width))
})

describe("cutToWidth", () => {
  it.each<readonly [string, number, string]>([
    ["abcdef", 6, "abcdef"],
    ["abcdef", 5, "abcd…"],
    ["日本語日本語", 12, "日本語日本語"],
    ["日本語日本語", 7, "日本語…"],
    ["日本語日本語", 8, "日本語…"], // half of a wide character is not shown
    ["😀😀😀", 5, "😀😀…"],
    ["e\u0301e\u0301e\u0301", 2, "e\u0301…"],
    ["abc", 1, "…"],
    ["abc", 0, ""],
    ["abc", -1, ""],
  ])("%j in %d cells is %j", (text, width, cut) => assert.strictEqual(cutToWidth(text, width, "…"), cut))

  it.prop(
    "never takes more cells than there are",
    [Schema.String, Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 30 }))],
    ([text, width]) => displayWidth(cutToWidth(printable(`${text}日本${text}`), width, "…")) <= width,
    { arbitrary: { runs: 500 } },
  )
})
