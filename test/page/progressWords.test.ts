import { assert, describe, it } from "@effect/vitest"
import { progressWords } from "../../src/page/progressWords.ts"

const mebibyte = 1024 ** 2

describe("progressWords", () => {
  it("counts entries of both sides while looking", () => {
    const words = progressWords({ _tag: "Looking", mode: "mirror", entries: { left: 12, right: 30 } })
    assert.deepStrictEqual(words, { name: "Looking", fraction: undefined, rest: ["42 entries"] })
  })

  it("adds up what is compared", () => {
    const half = { done: 1, total: 2, bytes: mebibyte, bytesTotal: 2 * mebibyte }
    const words = progressWords({ _tag: "Comparing", mode: "mirror", files: { left: half, right: half } })
    assert.deepStrictEqual(words, { name: "Comparing", fraction: 0.5, rest: ["2 of 4 files", "2 MiB of 4 MiB"] })
  })

  it("tells speed and time left of bytes", () => {
    const words = progressWords({
      _tag: "Applying",
      actions: { settled: 3, failed: 1, total: 10 },
      bytes: { done: 10 * mebibyte, total: 40 * mebibyte },
      speed: { at: 0, bytes: 0, perSecond: 3 * mebibyte },
    })
    assert.deepStrictEqual(words, {
      name: "Applying",
      fraction: 0.25,
      rest: ["3 of 10 actions", "1 failed", "10 MiB of 40 MiB", "3 MiB/s", "10s left"],
    })
  })

  it("takes a speed for unknown that JSON left out", () => {
    const applying = { actions: { settled: 0, failed: 0, total: 1 }, bytes: { done: 0, total: 0 } }
    const words = progressWords({ _tag: "Applying", ...applying, speed: undefined })
    assert.deepStrictEqual(words, { name: "Applying", fraction: 0, rest: ["0 of 1 action"] })
  })
})
