import { assert, describe, it } from "@effect/vitest"
import { makePlan } from "../../src/plan/makePlan.ts"
import { twinsIn } from "../../src/plan/twins.ts"
import { at, directory, evidence, file, pairOf, snapshot } from "../support/entries.ts"

const composed = "caf\u00e9"
const decomposed = "cafe\u0301"

describe("names that fold together", () => {
  const left = snapshot({ "README": file(1), "readme": file(1), [composed]: file(1), "plain": file(1) })
  const right = snapshot({ [decomposed]: file(1), "plain": file(1) })

  it("are found within a side and across the sides, where the target folds names", () => {
    const found = twinsIn(evidence({ left, right, foldsNames: true }))
    assert.deepStrictEqual(found, new Set(["README", "readme", composed, decomposed].map(at)))
    assert.strictEqual(twinsIn(evidence({ left, right })).size, 0)
  })

  it("are neither written nor deleted, and nothing below them is", () => {
    const seen = evidence({
      left: snapshot({ D: directory, "D/new": file(1), other: file(1) }),
      right: snapshot({ d: directory, "d/old": file(1), gone: file(1) }),
      foldsNames: true,
    })
    const { actions, conflicts } = makePlan(pairOf({ compare: "size" }), seen)
    assert.deepStrictEqual(actions.map(({ _tag, path }) => `${_tag} ${path}`), ["Transfer other", "Delete gone"])
    assert.deepStrictEqual(conflicts.map(({ path }) => path), ["D", "d"].map(at))
  })

  it("keep the folder that they lie in", () => {
    const seen = evidence({ right: snapshot({ d: directory, "d/a": file(1), "d/A": file(1) }), foldsNames: true })
    const { actions, conflicts } = makePlan(pairOf({ compare: "size" }), seen)
    assert.deepStrictEqual([actions, conflicts.length], [[], 2])
  })
})
