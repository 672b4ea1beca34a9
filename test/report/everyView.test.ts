import { assert, describe, it } from "@effect/vitest"
import { printable } from "../../src/report/escape.ts"
import { views } from "../../src/report/renderPlan.ts"
import { linesOf } from "./lookAtPlan.ts"
import { planFrom, Sketch } from "./randomPlan.ts"

describe("in every view", () => {
  it.prop("deletions, changes of kind and conflicts stand on lines of their own", [Sketch], ([sketch]) => {
    const plan = planFrom(sketch)
    const made = new Set(plan.actions.filter(({ _tag }) => _tag !== "Delete").map(({ path }) => path))
    const expected = [
      ...plan.actions.flatMap((action) =>
        action._tag !== "Delete"
          ? []
          : made.has(action.path)
          ? [`-/+ ${printable(action.path)}`]
          : [`- ${printable(action.path)}${action.expected?._tag === "Directory" ? "/" : ""}`]
      ),
      ...plan.conflicts.map(({ path }) => `! ${printable(path)}`),
    ]
    for (const view of views) assert.sameMembers(loudLines(linesOf(plan, view)), expected, view)
  }, { arbitrary: { runs: 150, size: 60 } })
})

/** Reads back which whole paths a rendered plan lists as deleted, replaced or held. */
const loudLines = (rendered: ReadonlyArray<string>): Array<string> => {
  let directory = ""
  return rendered.flatMap((line) => {
    const opened = /^ {2}(\S.*)\/$/.exec(line)?.[1]
    if (opened !== undefined) directory = opened === "." ? "" : `${opened}/`
    const [, symbol, name] = /^ {2,4}(-|-\/\+|!) (.+?)(?: {2,}.*)?$/.exec(line) ?? []
    return symbol === undefined ? [] : [`${symbol} ${directory}${name}`]
  })
}
