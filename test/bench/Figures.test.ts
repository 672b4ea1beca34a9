import { assert, describe, it } from "@effect/vitest"
import { ratioTo, timeOf, verdictsOf } from "./Figures.ts"
import { failed, figure, smallRow } from "./samples.ts"

describe("Figures", () => {
  it("count the median of a tool's runs", () => assert.strictEqual(timeOf(smallRow, "rsync"), 1.125))

  it("count nothing of a tool that failed once, or was not there", () => {
    assert.isUndefined(timeOf(smallRow, "scp"))
    assert.isUndefined(timeOf(smallRow, "lftp"))
    assert.isUndefined(ratioTo(smallRow, "scp"))
  })

  it("divide our time by the rival's", () => assert.strictEqual(ratioTo(smallRow, "rclone"), 2 / 80))

  it("meet a goal at most at its bound, and miss one that was not measured", () => {
    assert.deepStrictEqual(verdictsOf(smallRow), [
      { rival: "rclone", atMost: 0.05, ratio: 0.025, isMet: true },
      { rival: "rsync", atMost: 1.5, ratio: 2 / 1.125, isMet: false },
      { rival: "lftp", atMost: 1, ratio: undefined, isMet: false },
    ])
    const even = {
      ...smallRow,
      goals: [{ rival: "rclone", atMost: 1 }],
      figures: [figure("syncfile", 3), figure("rclone", 3)],
    }
    assert.isTrue(verdictsOf(even)[0]?.isMet)
  })

  it("meet no goal if we failed", () => {
    const row = { ...smallRow, figures: [failed("syncfile"), figure("rclone", 80), figure("rsync", 1)] }
    assert.isTrue(verdictsOf(row).every((verdict) => !verdict.isMet && verdict.ratio === undefined))
  })
})
