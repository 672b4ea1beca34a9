/** Packing loses nothing. */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { type Agreement } from "../../../src/domain/Baseline.ts"
import { Entry, type File } from "../../../src/domain/Entry.ts"
import { packAgreement, unpackAgreement } from "../../../src/state/sqlite/packAgreement.ts"
import { withoutNegativeZero } from "../contract.ts"

const roundTrip = (agreement: Agreement): Agreement => unpackAgreement(packAgreement(agreement))
const withDigest = (digest: string | undefined): File => digest === undefined ? plain : { ...plain, digest }
const plain: File = { _tag: "File", size: 1, modified: 2 }

describe("packAgreement", () => {
  it.prop("gives back both sides, whatever each holds", [Entry, Entry], ([left, right]) => {
    const agreement = withoutNegativeZero({ left, right })
    assert.deepStrictEqual(roundTrip(agreement), agreement)
  }, { arbitrary: { runs: 500 } })

  it.prop("gives back every size and every time to the last bit", [Schema.Int, Schema.Finite], ([size, modified]) => {
    const { left } = roundTrip({ left: { ...plain, size, modified }, right: plain })
    assert.isTrue(left._tag === "File" && left.size === size && left.modified === modified)
  }, { arbitrary: { runs: 2000 } })

  it("gives back the largest size, the least difference of times and names that are no Unicode", () => {
    const left: File = { ...plain, size: Number.MAX_SAFE_INTEGER, modified: 1_700_000_000_000.0002, id: "\ud800\0\n" }
    const right: Entry = { _tag: "Symlink", target: "../\udfff \u2028" }
    assert.deepStrictEqual(roundTrip({ left, right }), { left, right })
  })

  const digests: ReadonlyArray<readonly [string | undefined, string | undefined]> = [
    [undefined, undefined],
    ["a", undefined],
    [undefined, "a"],
    ["a", "a"],
    ["a", "b"],
  ]
  for (const [left, right] of digests) {
    it(`tells the digests ${left} and ${right} apart from each other and from none`, () => {
      const agreement = { left: withDigest(left), right: withDigest(right) }
      assert.deepStrictEqual(roundTrip(agreement), agreement)
    })
  }

  it("writes a digest that both sides share once", () => {
    const digest = "0123456789abcdef".repeat(4)
    const both = packAgreement({ left: { ...plain, digest }, right: { ...plain, digest } })
    assert.strictEqual(both.split(digest).length, 2)
  })
})
