import { assert, describe, it } from "@effect/vitest"
import { ExitCode, worst } from "../../src/cli/ExitCode.ts"

/** As the product promises them to whoever calls it from CI. */
const promised = {
  success: 0,
  failed: 1,
  changes: 2,
  partial: 3,
  conflicts: 4,
  halted: 5,
  stale: 6,
  locked: 7,
  connection: 8,
  declined: 9,
  blocked: 10,
  usage: 64,
  invalid: 78,
  interrupted: 130,
}
const worstFirst = [130, 78, 64, 5, 6, 8, 7, 1, 3, 4, 9, 10, 2, 0] as const

describe("exit codes", () => {
  it("are those that were promised", () => assert.deepStrictEqual<object>(ExitCode, promised))

  it("have a place in the order, each of them", () => assert.sameMembers([...worstFirst], Object.values(promised)))

  it("of several pairs give way to the worst, whatever their order", () => {
    for (const [rank, bad] of worstFirst.entries()) {
      for (const better of worstFirst.slice(rank)) {
        assert.strictEqual(worst([bad, better]), bad)
        assert.strictEqual(worst([better, bad]), bad)
      }
    }
  })

  it("of no pair at all are a success", () => assert.strictEqual(worst([]), 0))
})
