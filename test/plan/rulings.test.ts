import { assert, describe, it } from "@effect/vitest"
import { type Conflicts, type Policy } from "../../src/domain/Pair.ts"
import { type Decisions } from "../../src/plan/makePlan.ts"
import { makeRulings } from "../../src/plan/rulings.ts"
import { at, baseline, evidence, file } from "../support/entries.ts"

const policyOf = (resolve: Policy["resolve"]): Policy => ({ resolve, loser: "backup", againstDelete: "edit" })
const conflicts: Conflicts = {
  policy: policyOf("hold"),
  rules: [{ match: "*.log", policy: policyOf("newer") }, { match: "docs/**", policy: policyOf("left") }, {
    match: "**",
    policy: policyOf("larger"),
  }],
}
const decisions: Decisions = new Map([[at("docs/a.log"), policyOf("right")]])

describe("a ruling", () => {
  const past = evidence({ baseline: baseline({ a: file(1) }) })
  const ruled = (path: string, from = conflicts) => {
    const { policy, isDecision, isFirstContact } = makeRulings(from, past, decisions)(at(path))
    return [policy.resolve, isDecision, isFirstContact]
  }

  it.each<readonly [string, Policy["resolve"]]>([["x.log", "newer"], ["docs/x.log", "newer"], ["docs/x", "left"], [
    "x",
    "larger",
  ]])(
    "is the first rule that matches: %s",
    (path, expected) => assert.deepStrictEqual(ruled(path), [expected, false, false]),
  )

  it("is the policy of the pair where no rule matches", () => {
    assert.deepStrictEqual(ruled("x", { ...conflicts, rules: conflicts.rules.slice(0, 2) }), ["hold", false, false])
    assert.deepStrictEqual(ruled("x", { ...conflicts, rules: [] }), ["hold", false, false])
  })

  it("is what somebody decided for the very path before all else", () => {
    assert.deepStrictEqual(ruled("docs/a.log"), ["right", true, false])
  })

  it("tells of a first contact", () => {
    assert.isTrue(makeRulings(conflicts, evidence(), decisions)(at("x")).isFirstContact)
  })
})
