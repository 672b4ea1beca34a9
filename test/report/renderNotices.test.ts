import { assert, describe, it } from "@effect/vitest"
import { type Halt } from "../../src/domain/Plan.ts"
import { renderPlan } from "../../src/report/renderPlan.ts"
import { colourStyle } from "../../src/report/Style.ts"
import { linesOf, look } from "./lookAtPlan.ts"
import { addFile, at, changeFile, planOf, remove } from "./samples.ts"

describe("renderHalts", () => {
  const halts: ReadonlyArray<Halt> = [
    { reason: "delete-limit", message: "2 entries of 3 would be deleted.", release: "--accept-deletes 2" },
    { reason: "root-swapped", message: "Another\nfolder.", release: "Mount it." },
  ]
  const halted = planOf({ actions: [remove("a"), remove("b/c"), addFile("d", 1)], halts })

  it("are a block with what would release them, and are never a match", () =>
    assert.deepStrictEqual(linesOf(planOf({ halts })).slice(3), [
      "",
      "  │ Halted (delete-limit): 2 entries of 3 would be deleted.",
      "  │ --accept-deletes 2",
      "  │ Every path that would be deleted is listed above.",
      "",
      "  │ Halted (root-swapped): Another\\nfolder.",
      "  │ Mount it.",
      "",
      "Plan: 0 to add, 0 to change, 0 to move, 0 to delete, 0 conflicts. 0 B to transfer.",
    ]))

  it("for deletions keep the deletions listed, whatever the list is narrowed to", () => {
    const shown = linesOf(halted, "summary", { only: ["add"] })
    assert.includeMembers(shown, ["    + 1 file  1 B", "    - a       1 KiB", "    - b/c     1 KiB"])
  })

  it.each(["foreign-target", "change-limit"] as const)("for %s keep every change listed", (reason) => {
    const plan = planOf({
      actions: Array.from({ length: 9 }, (_, index) => changeFile(`${index}`, 1, 1)),
      halts: [{ reason, message: "m", release: "r" }],
    })
    for (const only of [undefined, ["add" as const]]) {
      assert.lengthOf(linesOf(plan, "summary", { only }).filter((line) => line.startsWith("    ~ ")), 9)
    }
    assert.lengthOf(
      linesOf(planOf({ actions: plan.actions }), "summary").filter((line) => line.startsWith("    ~ ")),
      1,
    )
  })

  it.each(["root-missing", "mark-missing", "side-restored", "state-restored"] as const)("for %s say what to mend", (
    reason,
  ) =>
    assert.includeMembers(
      linesOf(planOf({ mode: "two-way", halts: [{ reason, message: "m", release: "Mend it." }] })),
      [
        `  │ Halted (${reason}): m`,
        "  │ Mend it.",
      ],
    ))

  it("are red", () =>
    assert.include(
      renderPlan(halted, look("tree", { style: colourStyle })),
      "  \u001b[31m│ \u001b[1mHalted (root-swapped): Another\\nfolder.\u001b[22m\u001b[39m\n"
        + "  \u001b[31m│ Mount it.\u001b[39m\n",
    ))
})

describe("problems and what is skipped", () => {
  it("name the sides of a two-way pair left and right", () =>
    assert.deepStrictEqual(
      linesOf(planOf({
        mode: "two-way",
        problems: [
          { side: "left", path: undefined, message: "the listing ended early" },
          { side: "right", path: at("a"), message: "permission denied" },
        ],
        skipped: [{ side: "left", path: at("l"), kind: "Symlink" }, { side: "right", path: at("d"), kind: "Special" }],
      })).slice(3, -4),
      [
        "",
        "  Not seen in full; nothing is deleted there whose absence is not proven by name:",
        "    left  the folder itself: the listing ended early",
        "",
        "  Could not be looked at, so it is left alone on both sides, with everything below it:",
        "    right  a: permission denied",
        "",
        "  Skipped 2 links and special files:",
        "    left  l (link)",
        "    right  d (special file)",
      ],
    ))
})
