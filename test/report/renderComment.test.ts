import { assert, describe, it } from "@effect/vitest"
import { renderComment } from "../../src/report/renderComment.ts"
import { decided, moveFile, notesPlan, onLeft, planOf, range, remove } from "./samples.ts"

describe("renderComment", () => {
  it("shows sides, moves and decided conflicts in a block that opens", () => {
    const text = renderComment("team", [notesPlan])
    assert.deepStrictEqual(text.split("\n").slice(0, 9), [
      "<!-- syncfile:team -->",
      "**team**: Plan: 17 to add, 2 to change, 12 to move, 2 to delete, 1 conflict. 25.9 KiB to transfer.",
      "",
      "<details><summary>Plan</summary>",
      "",
      "```",
      "notes  two-way  ./notes ↔ web:notes",
      "  comparing: size and modification time",
      "  publishing: atomic rename",
    ])
    assert.include(text, "\n    - ← left   old.txt ")
    assert.include(text, "\n    > → right  holiday/  from holiday/, with 12 entries\n")
    assert.include(text, `\n${" ".repeat(19)}it was changed on both sides: the left counts (newer)\n`)
  })

  it("lets no name and no reason end the block", () => {
    const text = renderComment("team", [
      planOf({ mode: "two-way", actions: [decided(moveFile("```", "````"), "`````\n</details>")] }),
    ])
    const fence = "`".repeat(6)
    assert.lengthOf(text.split("\n").filter((line) => line.startsWith("``")), 2)
    assert.lengthOf(text.split("\n").filter((line) => line === fence), 2)
    assert.include(text, "`````\\n</details>\n")
  })

  it("says where it was cut, rather than be refused", () => {
    const actions = range(3000).map((index) => onLeft(remove(`a-long-name-of-a-file-${index}`)))
    const text = renderComment("team", [planOf({ mode: "two-way", actions })])
    assert.isAtMost(text.length, 60_000)
    assert.match(text, /\n… cut here\. .* it must not be approved from this comment\.\n`{3,}\n\n<\/details>\n$/)
  })
})
