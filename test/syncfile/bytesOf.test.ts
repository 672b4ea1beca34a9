import { assert, describe, it } from "@effect/vitest"
import { bytesOf } from "../../src/syncfile/bytesOf.ts"

describe("bytesOf", () => {
  it.each([
    ["0B", 0],
    ["1B", 1],
    ["2kB", 2000],
    ["2KiB", 2048],
    ["3MB", 3_000_000],
    ["3MiB", 3_145_728],
    ["1.5GB", 1_500_000_000],
    ["1.5GiB", 1_610_612_736],
    ["2TB", 2e12],
    ["2TiB", 2_199_023_255_552],
    ["0.0001KiB", 0],
  ])("reads %s as %i bytes", (written, bytes) => assert.strictEqual(bytesOf(written), bytes))
})
