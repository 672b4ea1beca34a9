import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { checksOf } from "../../src/domain/watch/checks.ts"
import { type Pass } from "../../src/domain/watch/Pass.ts"
import { carryOut } from "../../src/engine/carryOut.ts"
import { passOf } from "../../src/engine/passOf.ts"
import { preparePair } from "../../src/engine/preparePair.ts"
import { denied, faultOf, fill, type MemoryPair, memoryPair, patiently } from "../support/memoryPair.ts"
import { unwatched } from "../support/watching.ts"

/** One pass, and what is remembered of it. */
const passing = ({ pair }: MemoryPair) =>
  patiently(Effect.scoped(Effect.gen(function*() {
    const prepared = yield* preparePair(pair)
    const report = yield* carryOut(prepared, () => "a summary")
    return yield* passOf({ trigger: "hand", started: 0 }, prepared, report)
  })))

const errorsIn = (pass: Pass) =>
  checksOf({
    mode: "mirror",
    watch: unwatched,
    passes: [pass],
    lastGood: undefined,
    since: 0,
    resumed: undefined,
    isSuspended: false,
    now: pass.finished,
  }).find(({ name }) => name === "errors")

describe("what is remembered of a pass", () => {
  it.effect("tells why files failed, each reason once, so that the check of errors finds it", () => {
    const memory = memoryPair()
    fill(memory.left, { a: "a", b: "b", c: "c" })
    memory.before = ({ moment, path }) => moment === "write" && path !== "c" ? denied : undefined
    return Effect.gen(function*() {
      const pass = yield* passing(memory)
      assert.strictEqual(pass.outcome, "partial")
      assert.deepStrictEqual(pass.reasons, ["do it: permission denied"])
      assert.deepStrictEqual(errorsIn(pass), {
        name: "errors",
        state: "firing",
        message: "the last pass said \"permission denied\": do it: permission denied",
      })
    }).pipe(Effect.provide(memory.layer))
  })

  it.effect("tells why something could not be seen", () => {
    const memory = memoryPair()
    fill(memory.left, { "a": "a", "shut/b": "b" })
    memory.before = ({ moment, path, side }) =>
      moment === "list" && path === "shut" && side === "left" ? denied : undefined
    return Effect.gen(function*() {
      const pass = yield* passing(memory)
      assert.strictEqual(pass.outcome, "partial")
      assert.strictEqual(errorsIn(pass)?.state, "firing")
    }).pipe(Effect.provide(memory.layer))
  })

  it.effect("holds so many reasons at most, and none where all went well", () => {
    const memory = memoryPair()
    const names = Array.from({ length: 50 }, (_, number) => `file-${number}`)
    fill(memory.left, Object.fromEntries(names.map((name) => [name, name])))
    return Effect.gen(function*() {
      memory.before = ({ moment, path }) =>
        moment === "write" ? faultOf({ _tag: "Refused", message: `${path} ${"is too long ".repeat(100)}` }) : undefined
      const { reasons = [] } = yield* passing(memory)
      assert.strictEqual(reasons.length, 20)
      assert.isTrue(reasons.every(({ length }) => length <= 500))
      memory.before = () => undefined
      const pass = yield* passing(memory)
      assert.strictEqual(pass.outcome, "ok")
      assert.isUndefined(pass.reasons)
      assert.strictEqual(errorsIn(pass)?.state, "ok")
    }).pipe(Effect.provide(memory.layer))
  })
})
