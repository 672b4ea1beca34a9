import { assert, describe, it } from "@effect/vitest"
import { renderPlan } from "../../src/report/renderPlan.ts"
import { colourStyle, inAscii, plainStyle } from "../../src/report/Style.ts"
import { linesOf, look } from "./lookAtPlan.ts"
import { moveFile, moveFolder, notesPlan, planOf, range } from "./samples.ts"

describe("of a two-way pair", () => {
  const notes = [
    "notes  two-way  ./notes ↔ web:notes",
    "  comparing: size and modification time",
    "  publishing: atomic rename",
  ]
  const notesLast = "Plan: 17 to add, 2 to change, 12 to move, 2 to delete, 1 conflict. 25.9 KiB to transfer."

  it("shows on which side each change happens, moves with their old names, and why a conflict was decided so", () =>
    assert.deepStrictEqual(linesOf(notesPlan), [
      ...notes,
      "",
      "  ./",
      "    !          book.odt",
      "                   it was changed on both sides",
      "                   left: file, 4 KiB, modified Nov 14, 2023, 10:13 PM",
      "                   right: file, 4.9 KiB, modified Nov 14, 2023, 10:13 PM",
      "    ~ ← left   diary.txt                                900 B → 1 KiB",
      "    > → right  done.txt                                 1 KiB  from todo.txt",
      "    - → right  gone.txt                                 1 KiB",
      "    ~ → right  list.txt                                 10 B → 20 B",
      "                   it was changed on both sides: the left counts (newer)",
      "    - ← left   old.txt                                  1 KiB",
      "    > → right  plan.conflict-right-2026-11-22T1402.txt  1 KiB  from plan.txt, kept as a copy",
      "                   it was changed on both sides: both are kept",
      "    + ← left   plan.conflict-right-2026-11-22T1402.txt  1 KiB",
      "                   it was changed on both sides: both are kept",
      "    + → right  plan.txt                                 900 B",
      "                   it was changed on both sides: both are kept",
      "",
      "  2026/",
      "    > → right  holiday/  from holiday/, with 12 entries",
      "",
      "  img/",
      "    + ← left   8 files  16 KiB",
      "    + → right  7 files  7 KiB",
      "",
      "  mail/",
      "    > → right  9 files  from inbox/",
      "",
      "  Could not be looked at, so it is left alone on both sides, with everything below it:",
      "    right  private: permission denied",
      "",
      "  Skipped 1 link or special file:",
      "    left  link (link)",
      "",
      notesLast,
    ]))

  it("shows moves when asked for them, and counts them when not", () => {
    assert.deepStrictEqual(linesOf(notesPlan, "summary", { only: ["move"] }).slice(3), [
      "",
      "  ./",
      "    > → right  9 files                                  from inbox/",
      "    > → right  2026/holiday/                            from holiday/, with 12 entries",
      "    > → right  done.txt                                 1 KiB  from todo.txt",
      "    > → right  plan.conflict-right-2026-11-22T1402.txt  1 KiB  from plan.txt, kept as a copy",
      "                   it was changed on both sides: both are kept",
      "",
      "  Not shown: 17 to add, 2 to change, 2 to delete, 1 conflict, 1 problem, 1 skipped.",
      "",
      notesLast,
    ])
    assert.include(
      linesOf(notesPlan, "tree", { only: ["conflict"] }),
      "  Not shown: 17 to add, 2 to change, 12 to move, 2 to delete, 1 problem, 1 skipped.",
    )
  })

  it("tells how many folders the files that are moved come from", () => {
    const actions = range(9).map((index) => moveFile(index < 8 ? `inbox/${index}` : `${index}`, `mail/${index}`))
    assert.include(linesOf(planOf({ mode: "two-way", actions })), "    > → right  9 files  from 2 folders")
    assert.include(
      linesOf(planOf({ mode: "two-way", actions: range(6).map((index) => moveFile(`${index}`, `mail/${index}`)) })),
      "    > → right  6 files  from ./",
    )
  })

  it("keeps to ASCII when asked", () => {
    const text = renderPlan(notesPlan, look("tree", { style: inAscii(plainStyle) }))
    assert.match(text, /^[\n -~]+$/)
    assert.include(text, "notes  two-way  ./notes <-> web:notes\n")
    assert.include(text, "\n    - <- left   old.txt ")
    assert.include(text, "\n    > -> right  done.txt ")
  })

  it("paints moves, and dims the reasons", () => {
    const lines = linesOf(notesPlan, "tree", { style: colourStyle })
    assert.include(
      lines,
      "    \u001b[36m>\u001b[39m → right  holiday/  \u001b[36mfrom holiday/\u001b[39m, with 12 entries",
    )
    assert.include(
      lines,
      `${" ".repeat(19)}\u001b[2mit was changed on both sides: the left counts (newer)\u001b[22m`,
    )
    assert.include(
      lines,
      `    \u001b[31m-\u001b[39m ← left   \u001b[31mold.txt\u001b[39m${" ".repeat(34)}1 KiB`,
    )
  })
})

describe("of a mirror", () => {
  it("shows a move without a side", () =>
    assert.deepStrictEqual(
      linesOf(planOf({ actions: [moveFolder("old", "new", 1), moveFile("a", "b")] })).slice(3, 7),
      ["", "  ./", "    > b     1 KiB  from a", "    > new/  from old/, with 1 entry"],
    ))
})
