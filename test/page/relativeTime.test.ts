import { assert, describe, it } from "@effect/vitest"
import { isoTime, relativeTime } from "../../src/page/relativeTime.ts"

const now = 1_800_000_000_000
const second = 1000
const minute = 60 * second
const hour = 60 * minute

describe("relativeTime", () => {
  it.each([
    [0, "just now"],
    [4 * second, "just now"],
    [12 * second, "12 s ago"],
    [59.4 * second, "59 s ago"],
    [59.6 * second, "1 min ago"],
    [59.6 * minute, "1 h ago"],
    [3 * hour, "3 h ago"],
    [47 * hour, "47 h ago"],
    [72 * hour, "3 days ago"],
    [-40 * second, "in 40 s"],
    [-4 * minute, "in 4 min"],
    [-2 * second, "just now"],
  ])("calls %i milliseconds before now %s", (before, words) => {
    assert.strictEqual(relativeTime(now - before, now), words)
  })
})

describe("isoTime", () => {
  it("is what machines read", () => assert.strictEqual(isoTime(0), "1970-01-01T00:00:00.000Z"))
  it("is not told where no calendar reaches", () => {
    for (const at of [9e15, -9e15, Infinity, NaN]) assert.isUndefined(isoTime(at))
  })
})
