import { assert, describe, it } from "@effect/vitest"
import { colourStyle, inAscii, plainStyle } from "../../src/report/Style.ts"

describe("Style", () => {
  it("has a colour for everything that can happen", () =>
    assert.deepStrictEqual(
      [
        colourStyle.added("+"),
        colourStyle.changed("~"),
        colourStyle.removed("-"),
        colourStyle.moved(">"),
        colourStyle.conflict("!"),
        colourStyle.dim("d"),
        colourStyle.bold("b"),
      ],
      [
        "\u001b[32m+\u001b[39m",
        "\u001b[33m~\u001b[39m",
        "\u001b[31m-\u001b[39m",
        "\u001b[36m>\u001b[39m",
        "\u001b[35m!\u001b[39m",
        "\u001b[2md\u001b[22m",
        "\u001b[1mb\u001b[22m",
      ],
    ))
  it("paints nothing where there is nothing", () => assert.strictEqual(colourStyle.added(""), ""))
  it("can do without colours", () => assert.strictEqual(plainStyle.bold(plainStyle.removed("-")), "-"))
  it("can do without anything but ASCII", () => {
    const { arrow, backArrow, bothArrows, ellipsis, rule, bar } = inAscii(colourStyle)
    assert.deepStrictEqual([arrow, backArrow, bothArrows], ["->", "<-", "<->"])
    assert.match([arrow, ellipsis, rule, bar.full, bar.empty].join(""), /^[ -~]+$/)
    assert.strictEqual(inAscii(colourStyle).added, colourStyle.added)
  })
})
