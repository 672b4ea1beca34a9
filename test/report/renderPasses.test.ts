import { assert, describe, it } from "@effect/vitest"
import { renderPasses } from "../../src/report/renderPasses.ts"
import { plainStyle } from "../../src/report/Style.ts"
import { passOf } from "../support/passes.ts"

const time = (milliseconds: number) => new Date(milliseconds).toISOString().slice(11, 16)

describe("renderPasses", () => {
  it("has a line for each, the newest first", () => {
    const older = passOf({ started: passOf().started - 3_600_000, trigger: "start" })
    const newer = passOf({
      run: "0123abcd",
      outcome: "partial",
      conflicts: 2,
      bytes: 2048,
      message: "Apply incomplete: \u001b[31mred",
      sides: { left: { files: 3, bytes: 1 }, right: { files: 4, bytes: 1 } },
    })
    assert.deepStrictEqual(
      renderPasses([older, newer], plainStyle, time).split("\n").map((line) => line.split(/ {2,}/)),
      [
        ["RUN", "PAIR", "WHEN", "TRIGGER", "TOOK", "OUTCOME", "FILES", "SENT", "MESSAGE"],
        [
          "0123abcd",
          "docs",
          "11:59",
          "schedule",
          "10s",
          "partial, 2 conflicts",
          "3 | 4",
          "2 KiB",
          "Apply incomplete: \\u001b[31mred",
        ],
        ["-", "docs", "10:59", "start", "1h00m", "ok", "-", "0 B", "No changes. Both sides match the syncfile."],
      ],
    )
  })

  it("says so where there are none", () => assert.strictEqual(renderPasses([], plainStyle), "No passes yet."))
})
