import { assert, describe, it } from "@effect/vitest"
import { formatDuration } from "../../src/report/formatDuration.ts"

describe("formatDuration", () => {
  it.each<readonly [number, string]>([
    [0, "0s"],
    [40, "0s"],
    [400, "0.4s"],
    [1000, "1s"],
    [9949, "9.9s"],
    [9950, "10s"],
    [12_345, "12s"],
    [59_499, "59s"],
    [59_500, "1m00s"],
    [307_000, "5m07s"],
    [3_599_499, "59m59s"],
    [3_599_500, "1h00m"],
    [91 * 60_000, "1h31m"],
    [86_369_000, "23h59m"],
    [86_370_000, "1d00h"],
    [76 * 3_600_000, "3d04h"],
  ])("writes %d ms as %s", (milliseconds, text) => assert.strictEqual(formatDuration(milliseconds), text))
})
