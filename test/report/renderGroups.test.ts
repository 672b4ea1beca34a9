import { assert, describe, it } from "@effect/vitest"
import { renderPlan } from "../../src/report/renderPlan.ts"
import { colourStyle, inAscii, plainStyle } from "../../src/report/Style.ts"
import { linesOf, look } from "./lookAtPlan.ts"
import { addFile, addFolder, at, busyPlan, changeFile, file, folder, planOf, remove } from "./samples.ts"

describe("columns", () => {
  it("line up behind wide characters", () =>
    assert.deepStrictEqual(
      linesOf(planOf({ actions: [addFile("日本語.txt", 900), addFile("abc", 900)] })).slice(5, 7),
      [
        "    + abc         900 B",
        "    + 日本語.txt  900 B",
      ],
    ))

  it("say what a new file may be copied from", () => {
    const add = addFile("abc", 900)
    if (add._tag !== "Transfer") return
    const alike = { ...add, like: { path: at("old/abc"), file: file(900) } }
    assert.deepStrictEqual(linesOf(planOf({ actions: [alike] })).slice(5, 6), [
      "    + abc  900 B  copied there from old/abc, if it is the same",
    ])
  })

  it("give way to long names, which are never cut", () => {
    const long = "n".repeat(90)
    const plan = planOf({ actions: [addFile("abc", 900), addFile(long, 900)] })
    assert.deepStrictEqual(linesOf(plan, "tree", { width: 60 }).slice(5, 7), [
      `    + abc${" ".repeat(29)}  900 B`,
      `    + ${long}  900 B`,
    ])
  })

  it("need nothing but ASCII when asked", () =>
    assert.match(renderPlan(busyPlan, look("tree", { style: inAscii(plainStyle) })), /^[\n -~]+$/))
})

describe("colours", () => {
  it("are for symbols, and for the names of what is deleted or held", () => {
    const plan = planOf({
      actions: [
        addFile("add", 1),
        changeFile("change", 1, 2),
        remove("delete"),
        remove("kind", folder),
        addFolder("new"),
      ],
      conflicts: [{ path: at("held"), left: file(1), right: folder, reason: "in the way" }],
    })
    assert.deepStrictEqual(linesOf(plan, "tree", { style: colourStyle }).slice(5, 8).concat("…"), [
      "    \u001b[32m+\u001b[39m add     1 B",
      "    \u001b[33m~\u001b[39m change  1 B → 2 B",
      "    \u001b[31m-\u001b[39m \u001b[31mdelete\u001b[39m  1 KiB",
      "…",
    ])
    assert.include(linesOf(plan, "tree", { style: colourStyle }), "    \u001b[35m!\u001b[39m \u001b[35mheld\u001b[39m")
  })
})
