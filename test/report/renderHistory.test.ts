import { assert, describe, it } from "@effect/vitest"
import { timeFormat } from "../../src/report/formatTime.ts"
import { renderHistory } from "../../src/report/renderHistory.ts"
import { plainStyle } from "../../src/report/Style.ts"
import { runOf, unfinishedRun } from "./toldRuns.ts"

const render = (...runs: Parameters<typeof renderHistory>[0]) =>
  renderHistory(runs, { style: plainStyle, time: timeFormat("en-US", "UTC") }).split("\n")

describe("renderHistory", () => {
  it("has a line for each run, the newest first", () =>
    assert.deepStrictEqual(render(runOf(), unfinishedRun), [
      "RUN       PAIR     WHEN                    KIND   OUTCOME     SUMMARY",
      "0000ffff  website  Nov 22, 2026, 12:01 PM  apply  unfinished",
      "a1b2c3d4  notes    Nov 22, 2026, 12:00 PM  apply  ok          "
      + "Apply complete! 1 added, 0 changed, 1 moved, 1 deleted, 0 failed. 1 KiB in 12s.",
    ]))

  it("says that there were none", () => assert.deepStrictEqual(render(), ["No runs yet."]))

  it("lets no summary act on the terminal", () =>
    assert.include(render(runOf({ summary: "web: no\u001b[2J\nanswer" }))[1], "web: no\\u001b[2J\\nanswer"))
})
