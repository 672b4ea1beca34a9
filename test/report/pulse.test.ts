import { assert, describe, it } from "@effect/vitest"
import { Effect, Ref, Scope } from "effect"
import { TestClock } from "effect/testing"
import { makePulse } from "../../src/report/pulse.ts"

describe("makePulse", () => {
  it.effect("beats while something is going on, and not otherwise", () =>
    Effect.gen(function*() {
      const beats = yield* Ref.make(0)
      const pulse = yield* makePulse("1 second", Ref.update(beats, (count) => count + 1))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* Ref.get(beats), 0)

      pulse.set(true)
      yield* TestClock.adjust("3500 millis")
      pulse.set(true)
      assert.strictEqual(yield* Ref.get(beats), 3)

      pulse.set(false)
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* Ref.get(beats), 4) // the one that was on its way
    }))

  it.effect("ends with its scope", () =>
    Effect.gen(function*() {
      const beats = yield* Ref.make(0)
      const scope = yield* Scope.make()
      const pulse = yield* makePulse("1 second", Ref.update(beats, (count) => count + 1)).pipe(Scope.provide(scope))
      pulse.set(true)
      yield* TestClock.adjust("2 seconds")
      yield* Scope.close(scope, yield* Effect.exit(Effect.void))
      yield* TestClock.adjust("1 minute")
      assert.strictEqual(yield* Ref.get(beats), 2)
    }))
})
