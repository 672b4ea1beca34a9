import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { formatBytes } from "../../src/report/formatBytes.ts"

describe("formatBytes", () => {
  it.each<readonly [number, string]>([
    [0, "0 B"],
    [1, "1 B"],
    [900, "900 B"],
    [999, "999 B"],
    [1000, "1 KiB"],
    [1024, "1 KiB"],
    [1536, "1.5 KiB"],
    [12_700, "12.4 KiB"],
    [102_348, "99.9 KiB"],
    [102_350, "100 KiB"],
    [1_022_976, "999 KiB"],
    [1_023_488, "1 MiB"],
    [4.1 * 2 ** 20, "4.1 MiB"],
    [212 * 2 ** 30, "212 GiB"],
    [3 * 2 ** 40, "3 TiB"],
    [Number.MAX_SAFE_INTEGER, "8 PiB"],
  ])("writes %d as %s", (bytes, text) => assert.strictEqual(formatBytes(bytes), text))

  it.prop(
    "never takes more than three digits",
    [Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }))],
    ([bytes]) => assert.match(formatBytes(bytes), /^(\d{1,3}|\d{1,2}\.\d) (B|[KMGTP]iB)$/),
    { arbitrary: { runs: 2000 } },
  )
})
