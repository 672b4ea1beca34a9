import { assert, describe, it } from "@effect/vitest"
import { timeFormat } from "../../src/report/formatTime.ts"
import { renderRun } from "../../src/report/renderRun.ts"
import { colourStyle, inAscii, plainStyle } from "../../src/report/Style.ts"
import { at } from "./samples.ts"
import { runOf, unfinishedRun } from "./toldRuns.ts"

const render = (run = runOf(), style = plainStyle) =>
  renderRun(run, { style, time: timeFormat("en-US", "UTC") }).split("\n")

const heading = [
  "notes  run a1b2c3d4  Nov 22, 2026, 12:00 PM, took 12s",
  "  ok: Apply complete! 1 added, 0 changed, 1 moved, 1 deleted, 0 failed. 1 KiB in 12s.",
  "",
]
const deeds = [
  "    > → right  2026/holiday       from holiday",
  "    + ← left   a.txt",
  "    - → right  old/long name.txt  kept as a1b2c3d4/old/long name.txt",
]

describe("renderRun", () => {
  it("tells what was done, in the order in which it was done", () =>
    assert.deepStrictEqual(render(), [...heading, ...deeds]))

  it("says how many steps are not kept", () => {
    assert.deepStrictEqual(render(runOf({ done: 1003 })), [...heading, ...deeds, "    … and 1000 more"])
    assert.deepStrictEqual(render(runOf({ done: 7, deeds: [] })).slice(3), ["    … and 7 more"])
  })

  it("claims nothing of a run that never said what it did", () =>
    assert.deepStrictEqual(render(unfinishedRun), [
      "website  run 0000ffff  Nov 22, 2026, 12:01 PM",
      "  unfinished",
      "",
      "  No steps are written down.",
    ]))

  it("lets nothing that was written down act on the terminal", () => {
    const hostile = "a\u001b[2J\n::error::"
    const run = runOf({
      pair: hostile,
      run: hostile,
      summary: hostile,
      deeds: [{ verb: "change", side: "left", path: at(hostile), note: hostile }],
      done: 2,
    })
    assert.match(render(run, inAscii(plainStyle)).join("\n"), /^[\n -~]+$/)
    assert.notMatch(render(run).join("\n"), /^::/m)
  })

  it("paints what was deleted, and dims notes", () =>
    assert.deepStrictEqual(render(runOf(), colourStyle).slice(3), [
      "    \u001b[36m>\u001b[39m → right  2026/holiday       \u001b[2mfrom holiday\u001b[22m",
      "    \u001b[32m+\u001b[39m ← left   a.txt",
      "    \u001b[31m-\u001b[39m → right  \u001b[31mold/long name.txt\u001b[39m  "
      + "\u001b[2mkept as a1b2c3d4/old/long name.txt\u001b[22m",
    ]))
})
