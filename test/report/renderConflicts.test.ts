import { assert, describe, it } from "@effect/vitest"
import { timeFormat } from "../../src/report/formatTime.ts"
import { renderConflicts } from "../../src/report/renderConflicts.ts"
import { colourStyle, inAscii, plainStyle } from "../../src/report/Style.ts"
import { planWith } from "../support/entries.ts"
import { at, busyPlan, file, notesPlan, planOf } from "./samples.ts"

const time = timeFormat("en-US", "UTC")
const render = (plans: Parameters<typeof renderConflicts>[0], style = plainStyle) =>
  renderConflicts(plans, { style, time }).split("\n")

const notes = [
  "notes  two-way  ./notes ↔ web:notes",
  "",
  "  ! book.odt",
  "      it was changed on both sides",
  "      left: file, 4 KiB, modified Nov 14, 2023, 10:13 PM",
  "      right: file, 4.9 KiB, modified Nov 14, 2023, 10:13 PM",
  "",
  "  Could not be looked at, so it is left alone on both sides, with everything below it:",
  "    right  private: permission denied",
  "",
]

describe("renderConflicts", () => {
  it("shows what each side has, and how to decide", () =>
    assert.deepStrictEqual(render([planOf({}), notesPlan]), [
      ...notes,
      "1 conflict.",
      "Decide with: syncfile conflicts resolve --keep left|right|newer|older|larger|smaller|both PATH",
    ]))

  it("promises no decision where there is none to take", () =>
    assert.deepStrictEqual(render([notesPlan, planWith(busyPlan, { problems: [], halts: [] })]).slice(notes.length), [
      "website  mirror  ./site/public → web:html",
      "",
      "  ! a/b/x.psd",
      "      the target has a folder where the source has a file, and something in that folder has to stay",
      "      source: file, 4 KiB, modified Nov 14, 2023, 10:13 PM",
      "      target: folder",
      "",
      "2 conflicts.",
      "Decide with: syncfile conflicts resolve --keep left|right|newer|older|larger|smaller|both PATH",
      "What a copy or mirror pair holds back is settled in its folders or filters.",
    ]))

  it("says that there are none, as far as could be seen", () => {
    assert.deepStrictEqual(render([]), ["No conflicts."])
    assert.deepStrictEqual(render([planOf({ mode: "two-way" })]), ["No conflicts."])
    const halts = [{ reason: "root-missing", message: "The left folder is gone.", release: "Mount it." }] as const
    assert.deepStrictEqual(render([planOf({}), planOf({ mode: "two-way", halts })]), [
      "website  two-way  ./site/public ↔ web:html",
      "",
      "  │ Halted (root-missing): The left folder is gone.",
      "  │ Mount it.",
      "",
      "No conflicts in what could be seen.",
    ])
    const partial = renderConflicts([planOf({})], { style: plainStyle, time, isPartial: true })
    assert.strictEqual(partial, "No conflicts in what could be seen.")
  })

  it("shows what was deleted on one side", () =>
    assert.includeMembers(
      render([
        planOf({ mode: "two-way", conflicts: [{ path: at("a"), left: undefined, right: file(1), reason: "r" }] }),
      ]),
      ["      left: nothing", "      right: file, 1 B, modified Nov 14, 2023, 10:13 PM"],
    ))

  it("lets no name act on the terminal, and keeps to ASCII when asked", () => {
    const hostile = "a\u001b[2J\n::error::"
    const plan = planOf({
      mode: "two-way",
      pair: hostile,
      left: hostile,
      conflicts: [{ path: at(hostile), left: undefined, right: { _tag: "Symlink", target: hostile }, reason: hostile }],
    })
    assert.match(render([plan], inAscii(plainStyle)).join("\n"), /^[\n -~]+$/)
    assert.notMatch(render([plan]).join("\n"), /^::/m)
  })

  it("paints the path", () => assert.include(render([notesPlan], colourStyle), "  \u001b[35m! book.odt\u001b[39m"))
})
