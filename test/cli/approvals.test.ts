import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Result } from "effect"
import { approvalsOf } from "../../src/cli/approvals.ts"

const read = (deletes: number | undefined, accept: string | undefined) =>
  Effect.runSync(Effect.result(approvalsOf(Option.fromUndefinedOr(deletes), Option.fromUndefinedOr(accept))))

describe("approvalsOf", () => {
  it("approves nothing that was not said", () => {
    const approvals = Result.getOrThrow(read(undefined, undefined))
    assert.isUndefined(approvals.deletes)
    assert.strictEqual(approvals.accepted.size, 0)
  })

  it("reads a number of deletes and a list of reasons", () => {
    const approvals = Result.getOrThrow(read(0, "foreign-target, root-swapped"))
    assert.strictEqual(approvals.deletes, 0)
    assert.deepStrictEqual([...approvals.accepted], ["foreign-target", "root-swapped"])
  })

  it.each(["source-missing", "delete-limit", "all", "", "root-swapped,", "Root-Swapped"])(
    "refuses %o and tells what there is",
    (accept) => {
      const result = read(undefined, accept)
      assert.isTrue(Result.isFailure(result))
      if (Result.isSuccess(result)) return
      assert.strictEqual(result.failure.code, 64)
      assert.include(result.failure.message, "target-missing, root-swapped, root-emptied")
      assert.notInclude(result.failure.message, "source-missing,")
    },
  )
})
