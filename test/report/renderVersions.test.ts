import { assert, describe, it } from "@effect/vitest"
import { timeFormat } from "../../src/report/formatTime.ts"
import { renderVersions, type VersionLook } from "../../src/report/renderVersions.ts"
import { plainStyle } from "../../src/report/Style.ts"
import { at } from "./samples.ts"
import { versionOf, versions } from "./versions.ts"

const render = (shown = versions, mode: VersionLook["mode"] = "two-way") =>
  renderVersions(shown, { mode, style: plainStyle, time: timeFormat("en-US", "UTC") }).split("\n")

describe("renderVersions", () => {
  it("has a line for each version, the latest first, and of one moment the latest modified", () =>
    assert.deepStrictEqual(render(), [
      "RUN       REPLACED                SIDE   SIZE   MODIFIED                PATH",
      "a1b2c3d4  Nov 22, 2026, 12:00 PM  right  2 KiB  Nov 21, 2026, 12:00 PM  docs/日本.txt",
      "0badcafe  Nov 21, 2026, 12:00 PM  left   2 KiB  Nov 21, 2026, 12:00 PM  docs/日本.txt",
      "00000002  Jan 1, 1970, 12:00 AM   right  2 B    Nov 14, 2026, 12:00 PM  docs/日本.txt",
      "00000001  Jan 1, 1970, 12:00 AM   right  1 B    Nov 13, 2026, 12:00 PM  docs/日本.txt",
    ]))

  it("calls the side of a mirror the target", () =>
    assert.include(render([versionOf()], "mirror")[1], "  target  2 KiB"))

  it("says that there are none", () => assert.deepStrictEqual(render([]), ["No old versions."]))

  it("survives names and times that a server made up", () => {
    const [, line] = render([versionOf({ path: at("a\u001b[2J"), file: { _tag: "File", size: 1, modified: 1e300 } })])
    assert.include(line, "at a time that no calendar has  a\\u001b[2J")
  })
})
