import { assert, describe, it } from "@effect/vitest"
import { newestFirst } from "../../src/report/ToldRun.ts"
import { runOf, unfinishedRun } from "./toldRuns.ts"

describe("newestFirst", () => {
  it("mixes the runs of several pairs by when they began", () => {
    const old = runOf({ run: "00000001", started: 0 })
    assert.deepStrictEqual(newestFirst([old, unfinishedRun, runOf()]).map(({ run }) => run), [
      "0000ffff",
      "a1b2c3d4",
      "00000001",
    ])
  })
})
