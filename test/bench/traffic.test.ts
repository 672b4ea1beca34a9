import { assert, describe, it } from "@effect/vitest"
import { rateOf, since } from "./traffic.ts"

describe("traffic", () => {
  it("is told as what was added", () =>
    assert.deepStrictEqual(since({ up: 5, down: 7 }, { up: 15, down: 8 }), { up: 10, down: 1 }))

  it("has the rate of its middle: logging in, what a cap lets through at once, and finishing are left out", () => {
    const steady = Array.from({ length: 101 }, (_, index) => ({ seconds: 5 + index, up: 2000 + 100 * index }))
    const samples = [{ seconds: 0, up: 1000 }, { seconds: 4.9, up: 1010 }, ...steady, { seconds: 500, up: 12_000 }]
    assert.approximately(rateOf(samples) ?? 0, 100, 0.001)
  })

  it("has no rate when it was over at once, or nothing was seen", () => {
    assert.isUndefined(rateOf([]))
    assert.isUndefined(rateOf([{ seconds: 1, up: 0 }, { seconds: 2, up: 1000 }]))
  })
})
