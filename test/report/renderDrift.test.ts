import { assert, describe, it } from "@effect/vitest"
import { renderDrift } from "../../src/report/renderDrift.ts"
import { plainStyle } from "../../src/report/Style.ts"
import { at, file, folder, notesPlan, planOf } from "./samples.ts"

const render = (...plans: Parameters<typeof renderDrift>[0]) => renderDrift(plans, plainStyle).split("\n")
const noneInNotes = [
  "notes  two-way  ./notes ↔ web:notes",
  "  What changes on either side of a two-way pair is in its plan, and no drift.",
  "",
]

describe("renderDrift", () => {
  it("lists what changed on targets", () =>
    assert.deepStrictEqual(
      render(planOf({
        drift: [
          { path: at("a"), before: file(1), now: undefined },
          { path: at("b"), before: file(1), now: file(1) },
          { path: at("c"), before: file(1), now: folder },
        ],
      })),
      [
        "website  web:html",
        "  - a: was file, 1 B, is nothing",
        "  ~ b: was file, 1 B, is file, 1 B of another time",
        "  -/+ c: was file, 1 B, is folder",
        "",
        "Drift: 3 paths changed on the target since the last run.",
      ],
    ))

  it("does not claim that a two-way pair has none", () => {
    assert.deepStrictEqual(render(notesPlan), [...noneInNotes, "No pair here has a target that could drift."])
    assert.deepStrictEqual(render(notesPlan, planOf({})), [
      ...noneInNotes,
      "No drift. Every target is as the last run left it.",
    ])
    assert.deepStrictEqual(render(planOf({})), ["No drift. Every target is as the last run left it."])
  })
})
