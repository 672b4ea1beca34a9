import { assert, describe, it } from "@effect/vitest"
import { formatRatio, formatSeconds, formatShare } from "./formatFigure.ts"

describe("formatFigure", () => {
  it.each([
    [0.004, "0.00 s"],
    [1.624, "1.62 s"],
    [9.994, "9.99 s"],
    [9.996, "10.0 s"],
    [81.25, "81.3 s"],
    [99.96, "100 s"],
    [156.4, "156 s"],
  ])("writes %d seconds as %s", (seconds, text) => assert.strictEqual(formatSeconds(seconds), text))

  it.each([
    [0.0104, "0.010"],
    [0.0996, "0.10"],
    [0.864, "0.86"],
    [1.296, "1.30"],
    [9.96, "10"],
    [31.7, "32"],
  ])("writes the ratio %d as %s", (ratio, text) => assert.strictEqual(formatRatio(ratio), text))

  it.each([
    [0.03, "3 %"],
    [0.01234, "1.23 %"],
    [1.0042, "100 %"],
    [0.00021, "0.021 %"],
  ])("writes the share %d as %s", (share, text) => assert.strictEqual(formatShare(share), text))
})
