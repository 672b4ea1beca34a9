import { assert, describe, it } from "@effect/vitest"
import { isComplete, summarizeReports } from "../../src/report/ApplySummary.ts"
import { addFile, addFolder, changeFile, done, folder, moveFile, moveFolder, remove, reportOf } from "./samples.ts"

describe("summarizeReports", () => {
  it("counts outcomes over all pairs, directories like files, a change of kind as the two steps it is", () =>
    assert.deepStrictEqual(
      summarizeReports([
        reportOf([done(addFile("a", 1)), done(addFolder("d")), done(remove("k", folder)), done(addFile("k", 2))], {
          bytes: 3,
          milliseconds: 1500,
        }),
        reportOf([
          done(changeFile("c", 1, 2)),
          { _tag: "Failed", action: addFile("f", 9), message: "no space left" },
          { _tag: "Stale", action: remove("s"), message: "changed" },
          { _tag: "Withheld", action: remove("w"), message: "its folder could not be made" },
          { _tag: "Withheld", action: remove("v"), message: "its folder could not be made" },
        ], { bytes: 2, milliseconds: 500, interrupted: true }),
      ]),
      {
        added: 3,
        changed: 1,
        moved: 0,
        deleted: 1,
        failed: 1,
        stale: 1,
        withheld: 2,
        interrupted: true,
        bytes: 5,
        copied: 0,
        resumed: 0,
        milliseconds: 2000,
      },
    ))

  it("counts a move once, whatever it takes along", () =>
    assert.deepInclude(summarizeReports([reportOf([done(moveFolder("a", "b", 9)), done(moveFile("c", "d"))])]), {
      added: 0,
      moved: 2,
      deleted: 0,
    }))

  it("is complete when there was nothing to do", () => assert.isTrue(isComplete(summarizeReports([reportOf([])]))))
})
