import { assert, describe, it } from "@effect/vitest"
import { barHeight, chartOf } from "../../src/page/chartOf.ts"
import { passesOf, passOf } from "./madeUpDocuments.ts"

const now = 1_800_000_000_000
const passes = passesOf("catalogue", now, [])

describe("chartOf", () => {
  it("stands every pass in its place, the newest last, none past the edge", () => {
    const { bars } = chartOf(passes, 1000)
    assert.strictEqual(bars.length, 50)
    assert.strictEqual(bars.at(-1)?.pass, passes[0])
    for (const { bytes, middle, took, width } of bars) {
      assert.isAtLeast(middle - width / 2, 0)
      assert.isAtMost(middle + width / 2, 1000)
      assert.isAtMost(took, barHeight)
      assert.isAtMost(bytes, barHeight)
    }
  })

  it("leaves out the oldest where there is no room", () => {
    const { bars } = chartOf(passes, 300)
    assert.strictEqual(bars.length, 30)
    assert.strictEqual(bars.at(-1)?.pass, passes[0])
  })

  it("shows the least of bytes, and nothing where there were none", () => {
    const { bars, mostBytes } = chartOf(
      [passOf("a", 1, { bytes: 1 }), passOf("a", 2, { bytes: 1e12 }), passOf("a", 3)],
      300,
    )
    assert.strictEqual(mostBytes, 1e12)
    assert.deepStrictEqual(bars.map(({ bytes }) => bytes), [0, barHeight, 2])
  })

  it("draws nothing of nothing", () => assert.deepStrictEqual(chartOf([], 300).bars, []))
})
