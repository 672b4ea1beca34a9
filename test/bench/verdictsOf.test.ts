import { assert, describe, it } from "@effect/vitest"
import { type Figure, type Figures } from "./Figures.ts"
import { type Goal } from "./Goal.ts"
import { deltaRow, failed, figure, smallRow } from "./samples.ts"
import { describeVerdict, verdictsOf } from "./verdictsOf.ts"

/** What is said of one goal, and of what ours did. */
const said = (goal: Goal, mine: Partial<Figure> = {}, others: ReadonlyArray<Figures> = []) => {
  const row = { ...smallRow, goals: [goal], figures: [{ ...figure("syncfile", 2), ...mine }, figure("rclone", 4)] }
  return verdictsOf(row, [row, ...others]).map(describeVerdict).join()
}

describe("verdictsOf", () => {
  it.each<[string, Goal, Partial<Figure>]>([
    ["rclone at most 0.5: met (0.50)", { of: "ratio", rival: "rclone", atMost: 0.5 }, {}],
    ["rclone at most 0.4: not met (0.50)", { of: "ratio", rival: "rclone", atMost: 0.4 }, {}],
    ["rsync at most 1: not measured", { of: "ratio", rival: "rsync", atMost: 1 }, {}],
    ["at most 20 s: not met (21.0 s)", { of: "seconds", atMost: 20 }, { seconds: [21] }],
    ["at most 20 s: met (20.0 s)", { of: "seconds", atMost: 20 }, { seconds: [20] }],
    ["memory at most 512 MiB: met (50 MiB)", { of: "memory", atMost: 512 << 20 }, {}],
    ["memory at most 49 MiB: not met (50 MiB)", { of: "memory", atMost: 49 << 20 }, {}],
    ["sent at most 25 % of the file: met (25 %)", { of: "sent", bytes: 160 << 20, atMost: 0.25 }, {}],
    ["on the wire at most 25 % of the file: not met (26.9 %)", { of: "wire", bytes: 160 << 20, atMost: 0.25 }, {
      wire: { up: 40 << 20, down: 3 << 20 },
    }],
    ["on the wire at most 3 % of the file: not measured", { of: "wire", bytes: 100, atMost: 0.03 }, {
      wire: undefined,
    }],
    ["no error: met (2.00 s)", { of: "completion" }, {}],
    ["no error: not met", { of: "completion" }, failed("syncfile")],
    ["memory at most 512 MiB: not met", { of: "memory", atMost: 512 << 20 }, failed("syncfile")],
  ])("says %s", (text, goal, mine) => assert.strictEqual(said(goal, mine), text))

  it.each([
    [9.4, "not met"],
    [9.6, "met"],
    [10.4, "met"],
    [10.6, "not met"],
  ])("holds a rate of %d to a cap of 10 in both directions: %s", (rate, outcome) => {
    const goal = { of: "rate", bytesPerSecond: 10 << 20, within: 0.05 } as const
    assert.strictEqual(
      said(goal, { bytesPerSecond: rate * (1 << 20) }),
      `10 MiB/s within 5 %: ${outcome} (${rate} MiB/s)`,
    )
  })

  it("compares our time with that in another row, if that was measured", () => {
    const goal = { of: "growth", row: "noop", atMost: 10 } as const
    const noop = { ...smallRow, row: "noop", figures: [figure("syncfile", 0.25)] }
    assert.strictEqual(said(goal, {}, [noop]), "at most 10 × noop: met (8.00)")
    assert.strictEqual(said(goal, { seconds: [2.6] }, [noop]), "at most 10 × noop: not met (10)")
    assert.strictEqual(said(goal), "at most 10 × noop: not measured")
  })

  it("tells each goal of a row", () => {
    assert.deepStrictEqual(verdictsOf(smallRow, [smallRow]).map(({ outcome }) => outcome), [
      "met",
      "not met",
      "not measured",
    ])
    assert.deepStrictEqual(verdictsOf(deltaRow, [deltaRow]).map(describeVerdict), [
      "on the wire at most 3 % of the file: met (1.07 %)",
    ])
  })
})
