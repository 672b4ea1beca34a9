/** A seal changes with every change. */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { mixPath, sealOf, sealOfAgreement, sealOfAll } from "../../../src/state/sqlite/sealOf.ts"

describe("sealOf", () => {
  it.prop("changes with any one character", [Schema.NonEmptyString, Schema.Int, Schema.Int], ([text, place, other]) => {
    const index = Math.abs(place) % text.length
    const code = Math.abs(other) % 0xd800
    if (code === text.charCodeAt(index)) return
    const changed = text.slice(0, index) + String.fromCharCode(code) + text.slice(index + 1)
    assert.notStrictEqual(sealOfAgreement(mixPath("a"), changed), sealOfAgreement(mixPath("a"), text))
    assert.notStrictEqual(mixPath(changed), mixPath(text))
  }, { arbitrary: { runs: 1000 } })

  it("is the same for rows in any order, and for a string as SQLite gives it back", () => {
    assert.strictEqual(sealOfAll([[1, "a"], [2, null]]), sealOfAll([[2, null], [1, "a"]]))
    assert.strictEqual(sealOf(["cut \ud83d"]), sealOf(["cut \ufffd"]))
  })
})
