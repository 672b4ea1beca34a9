import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Result } from "effect"
import { approvalsOf } from "../../src/cli/approvals.ts"
import { unreleasable } from "../../src/domain/Plan.ts"

const read = (deletes: number | undefined, accept: string | undefined) =>
  Effect.runSync(Effect.result(approvalsOf(Option.fromUndefinedOr(deletes), Option.fromUndefinedOr(accept))))

const mend = (reason: string) => `nothing releases ${reason}: the plan says what to mend first.`
const released = [
  ...[...unreleasable].map((reason) => [reason, mend(reason)] as const),
  ["delete-limit", "--accept does not release delete-limit: say how many, --accept-deletes N."] as const,
]

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

  it.each(["all", "", "root-swapped,", "Root-Swapped"])(
    "refuses %o and tells what there is",
    (accept) => {
      const result = read(undefined, accept)
      assert.isTrue(Result.isFailure(result))
      if (Result.isSuccess(result)) return
      assert.strictEqual(result.failure.code, 64)
      assert.include(result.failure.message, "target-missing, root-swapped, root-emptied")
      for (const { 0: never } of released) assert.notInclude(result.failure.message, never)
    },
  )

  it.each(released)("refuses %o and tells what there is to do", (reason, advice) => {
    const result = Result.getOrThrow(Result.flip(read(undefined, `foreign-target,${reason}`)))
    assert.deepStrictEqual([result.code, result.message], [64, `Error: ${advice}`])
  })
})
