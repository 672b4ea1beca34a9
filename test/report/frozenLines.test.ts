import { assert, describe, it } from "@effect/vitest"
import { applyLine, noChangesLine, planLine } from "../../src/report/frozenLines.ts"

const plan = { add: 53, change: 3, move: 1, delete: 2, conflicts: 1, bytes: 212 * 2 ** 30 }
const apply = {
  added: 53,
  changed: 3,
  moved: 1,
  deleted: 2,
  failed: 0,
  stale: 0,
  withheld: 0,
  interrupted: false,
  bytes: 212 * 2 ** 30,
  milliseconds: 91 * 60_000,
}

describe("frozen lines", () => {
  it("say what a plan will do", () => {
    assert.strictEqual(
      planLine(plan),
      "Plan: 53 to add, 3 to change, 1 to move, 2 to delete, 1 conflict. 212 GiB to transfer.",
    )
    assert.strictEqual(
      planLine({ add: 0, change: 0, move: 0, delete: 0, conflicts: 2, bytes: 0 }),
      "Plan: 0 to add, 0 to change, 0 to move, 0 to delete, 2 conflicts. 0 B to transfer.",
    )
    assert.include(planLine({ ...plan, conflicts: 0 }), ", 0 conflicts.")
  })

  it("say that nothing is to be done", () =>
    assert.strictEqual(noChangesLine, "No changes. Both sides match the syncfile."))

  it("say what was done", () =>
    assert.strictEqual(
      applyLine(apply),
      "Apply complete! 53 added, 3 changed, 1 moved, 2 deleted, 0 failed. 212 GiB in 1h31m.",
    ))

  it.each<Partial<typeof apply>>([{ failed: 1 }, { stale: 1 }, { withheld: 1 }, { interrupted: true }])(
    "do not call it complete with %j",
    (short) => {
      const { failed, stale, withheld } = { ...apply, ...short }
      assert.strictEqual(
        applyLine({ ...apply, ...short }),
        `Apply incomplete: 53 added, 3 changed, 1 moved, 2 deleted, ${failed} failed, ${stale} stale, `
          + `${withheld} withheld. 212 GiB in 1h31m.`,
      )
    },
  )
})
