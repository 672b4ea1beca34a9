import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Scope } from "effect"
import { TestClock } from "effect/testing"
import { settling } from "../../src/engine/settling.ts"
import { type Run, type Settled, StateError } from "../../src/state/StateStore.ts"
import { at } from "../support/entries.ts"

const full = new StateError({ file: "state", reason: { _tag: "Unusable", message: "the disk is full" } })

/** A run that writes down its batches, and fails while it is told to. */
const recordedRun = () => {
  const batches: Array<ReadonlyArray<string>> = []
  const state = { isFull: false, batches }
  const settle = (settled: ReadonlyArray<Settled>) =>
    Effect.suspend(() => {
      if (state.isFull) return Effect.fail(full)
      batches.push(settled.map(({ path }) => path))
      return Effect.void
    })
  const run: Run = {
    id: "0a1b2c3d",
    started: 0,
    number: 1,
    mark: "",
    settle,
    blocksOf: () => Effect.undefined,
    checkpoint: () => Effect.void,
    finish: () => Effect.void,
  }
  return { run, state }
}

const paths = (from: number, count: number): ReadonlyArray<Settled> =>
  Array.from({ length: count }, (_, index) => ({ path: at(`${from + index}`), agreement: undefined }))

describe("what is settled", () => {
  it.effect("is written twice a second, together", () =>
    Effect.gen(function*() {
      const { run, state } = recordedRun()
      const journal = yield* settling(run)
      yield* TestClock.adjust("1 millis")
      yield* journal.settle(paths(0, 2))
      yield* journal.settle(paths(2, 1))
      assert.deepStrictEqual(state.batches, [])
      yield* TestClock.adjust("500 millis")
      assert.deepStrictEqual(state.batches, [["0", "1", "2"]])
      yield* TestClock.adjust("10 seconds")
      assert.strictEqual(state.batches.length, 1)
      yield* journal.settle(paths(3, 1))
      yield* TestClock.adjust("500 millis")
      assert.deepStrictEqual(state.batches.at(-1), ["3"])
    }))

  it.effect("is written at once when it is much", () =>
    Effect.gen(function*() {
      const { run, state } = recordedRun()
      const journal = yield* settling(run)
      yield* journal.settle(paths(0, 999))
      assert.deepStrictEqual(state.batches, [])
      yield* journal.settle(paths(999, 1))
      assert.deepStrictEqual(state.batches.map(({ length }) => length), [1000])
    }))

  it.effect("is written when asked to, in order, once", () =>
    Effect.gen(function*() {
      const { run, state } = recordedRun()
      const journal = yield* settling(run)
      yield* journal.flush
      yield* journal.settle(paths(0, 2))
      yield* journal.flush
      yield* journal.flush
      assert.deepStrictEqual(state.batches, [["0", "1"]])
    }))

  it.effect("is written when the scope closes, interrupted or not", () =>
    Effect.gen(function*() {
      const { run, state } = recordedRun()
      const scope = yield* Scope.make()
      const journal = yield* Scope.provide(settling(run), scope)
      yield* journal.settle(paths(0, 1))
      yield* Scope.close(scope, Exit.void)
      assert.deepStrictEqual(state.batches, [["0"]])

      const work = Effect.scoped(Effect.gen(function*() {
        yield* (yield* settling(run)).settle(paths(1, 1))
        return yield* Effect.never
      }))
      const fiber = yield* Effect.forkChild(work, { startImmediately: true })
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(state.batches, [["0"], ["1"]])
    }))

  it.effect("is not lost when the state cannot be written for a while", () =>
    Effect.gen(function*() {
      const { run, state } = recordedRun()
      const journal = yield* settling(run)
      yield* journal.settle(paths(0, 1))
      state.isFull = true
      yield* TestClock.adjust("600 millis")
      yield* journal.settle(paths(1, 1))
      assert.strictEqual(yield* Effect.flip(journal.flush), full)
      state.isFull = false
      yield* journal.flush
      assert.deepStrictEqual(state.batches, [["0", "1"]])
    }))
})
