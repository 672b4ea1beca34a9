import { assert, describe, it } from "@effect/vitest"
import { isFault, ratioTo, timeOf } from "./Figures.ts"
import { failed, figure, smallRow } from "./samples.ts"

describe("Figures", () => {
  it("count the median of a tool's runs", () => assert.strictEqual(timeOf(smallRow, "rsync"), 1.125))

  it("count nothing of a tool that failed once, or was not there", () => {
    assert.isUndefined(timeOf(smallRow, "scp"))
    assert.isUndefined(timeOf(smallRow, "lftp"))
    assert.isUndefined(ratioTo(smallRow, "scp"))
  })

  it("divide our time by the rival's", () => assert.strictEqual(ratioTo(smallRow, "rclone"), 2 / 80))

  it("hold it against a rival that it failed, unless it is open who can do the work at all", () => {
    const hard = { ...smallRow, goals: [{ of: "completion" }] as const }
    assert.isTrue(isFault(smallRow, failed("scp")))
    assert.isFalse(isFault(hard, failed("scp")))
    assert.isTrue(isFault(hard, failed("syncfile")))
    assert.isFalse(isFault(smallRow, figure("scp", 1)))
  })
})
