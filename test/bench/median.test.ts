import { assert, describe, it } from "@effect/vitest"
import { median } from "./median.ts"

describe("median", () => {
  it("is the one in the middle, whatever the order", () => assert.strictEqual(median([9, 1, 100]), 9))
  it("is the mean of the two in the middle", () => assert.strictEqual(median([4, 1, 2, 100]), 3))
  it("is the only one", () => assert.strictEqual(median([7]), 7))
  it("compares numbers, not their spelling", () => assert.strictEqual(median([100, 20, 3]), 20))
  it("refuses none", () => assert.throws(() => median([]), RangeError))
})
