import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Result } from "effect"
import { kindsOf } from "../../src/cli/kindsOf.ts"

const read = (written: string) => Effect.runSync(Effect.result(kindsOf(Option.some(written))))

describe("kindsOf", () => {
  it("narrows nothing without a list", () => assert.isUndefined(Effect.runSync(kindsOf(Option.none()))))

  it("reads a list, spaces or not", () =>
    assert.deepStrictEqual(Result.getOrThrow(read("delete, conflict,add")), ["delete", "conflict", "add"]))

  it.each(["deletes", "", "add,,change", "moved"])("refuses %o and tells what there is", (written) => {
    const result = read(written)
    assert.isTrue(Result.isFailure(result))
    if (Result.isSuccess(result)) return
    assert.strictEqual(result.failure.code, 64)
    assert.include(result.failure.message, "add, change, replace, move, delete, conflict, problem, skipped")
  })
})
