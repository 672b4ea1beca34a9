import { assert, describe, it } from "@effect/vitest"
import { millisecondsOf } from "../../src/syncfile/millisecondsOf.ts"

describe("millisecondsOf", () => {
  it.each([
    ["0s", 0],
    ["90s", 90_000],
    ["10m", 600_000],
    ["1h30m", 5_400_000],
    ["2d", 172_800_000],
    ["1w1d1h1m1s", 694_861_000],
    ["30m1h", 5_400_000],
  ])(
    "reads %s as %i milliseconds",
    (written, milliseconds) => assert.strictEqual(millisecondsOf(written), milliseconds),
  )
})
