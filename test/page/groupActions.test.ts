import { assert, describe, it } from "@effect/vitest"
import { groupActions } from "../../src/page/groupActions.ts"
import { actionOf, deletionOf, largePlan } from "./madeUpPlan.ts"

describe("groupActions", () => {
  it("puts what is lost apart from what is plain, directory by directory in tree order", () => {
    const replaced = actionOf("b/x", { verbs: ["delete", "add"] })
    const { groups, hidden } = groupActions(
      [actionOf("b.txt"), actionOf("b/c/d"), deletionOf("b/a"), actionOf("b/z"), replaced, actionOf("b-1/e")],
      500,
    )
    assert.strictEqual(hidden, 0)
    assert.deepStrictEqual(groups.map(({ directory }) => directory), ["", "b", "b/c", "b-1"])
    const [, b] = groups
    assert.deepStrictEqual(b?.losing.map(({ action, kind }) => [kind, action.path]), [["delete", "b/a"], [
      "replace",
      "b/x",
    ]])
    assert.deepStrictEqual(b?.plain.map(({ action }) => action.path), ["b/z"])
    assert.deepStrictEqual(b?.counts, [["add", 1], ["replace", 1], ["delete", 1]])
  })

  it("shows deletions before anything else when there is no room for all", () => {
    const { groups, hidden } = groupActions(largePlan(2000).actions, 500)
    assert.strictEqual(hidden, 1501)
    assert.deepStrictEqual(groups.at(-1)?.losing.map(({ action }) => action.path), ["zzz/last.txt"])
    assert.strictEqual(groups.reduce((sum, { losing, plain }) => sum + losing.length + plain.length, 0), 500)
  })

  it("counts what it does not show", () => {
    const { groups } = groupActions(largePlan(2000).actions, 41)
    assert.deepStrictEqual(groups[0]?.counts, [["add", 50]])
    assert.strictEqual(groups[0]?.plain.length, 1)
  })
})
