/** What every state store has to know of marks: how a pair's are called, and what they may say. */
import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { TestClock } from "effect/testing"
import { StateStore } from "../../src/state/StateStore.ts"
import { beginning, ending } from "./samples.ts"

const marked = ending("ok", "", { isMarked: true })
const unmarked = ending("partial", "")

export const keepsMarks = (layer: Layer.Layer<StateStore>): void => {
  it.effect("names a pair's marks once and each pair's differently, and counts up over all runs", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* TestClock.adjust("3 seconds")
      yield* Effect.forEach(["notes", "photos"], (pair) => state.lock(pair))
      const first = yield* state.begin(beginning("notes"))
      const other = yield* state.begin(beginning("photos"))
      yield* TestClock.adjust("4 seconds")
      const second = yield* state.begin(beginning("notes"))
      assert.match(first.mark, /^[0-9a-f]{16}$/)
      assert.strictEqual(second.mark, first.mark)
      assert.notStrictEqual(other.mark, first.mark)
      assert.isAbove(first.number, 0)
      assert.isAbove(other.number, first.number)
      assert.isAbove(second.number, other.number)
      assert.deepStrictEqual([first, other, second].map(({ started }) => started), [3000, 3000, 7000])
      assert.deepStrictEqual((yield* state.load("notes")).unfinished.map(({ started }) => started), [3000, 7000])
    }).pipe(Effect.provide(layer)))

  it.effect("tells the least and the most that a mark may say, from what each run began and ended with", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      const marks = () => Effect.map(state.load("notes"), ({ mark }) => mark)
      yield* Effect.forEach(["notes", "photos"], (pair) => state.lock(pair))
      assert.isUndefined(yield* marks())
      const first = yield* state.begin(beginning("notes", "a"))
      const id = first.mark
      assert.deepStrictEqual(yield* marks(), { id, least: 0, most: first.number }, "it may have left marks")
      yield* first.finish(unmarked)
      assert.isUndefined(yield* marks(), "it has left none")
      const second = yield* state.begin(beginning("notes", "a"))
      yield* second.finish(marked)
      assert.deepStrictEqual(yield* marks(), { id, least: second.number, most: second.number })
      const other = yield* state.begin(beginning("photos", "a"))
      yield* other.finish(marked)
      assert.deepStrictEqual(yield* marks(), { id, least: second.number, most: second.number }, "another pair's run")
      const third = yield* state.begin(beginning("notes", "a"))
      assert.deepStrictEqual(yield* marks(), { id, least: second.number, most: third.number })
      const fourth = yield* state.begin(beginning("notes", "a"))
      yield* fourth.finish(unmarked)
      assert.deepStrictEqual(yield* marks(), { id, least: second.number, most: fourth.number })
      const fifth = yield* state.begin(beginning("notes", "a"))
      yield* fifth.finish(marked)
      assert.deepStrictEqual(yield* marks(), { id, least: fifth.number, most: fifth.number })
    }).pipe(Effect.provide(layer)))

  it.effect("makes no room for a run that restored, which leaves none", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      const marks = () => Effect.map(state.load("notes"), ({ mark }) => mark)
      yield* state.lock("notes")
      const restoring = { ...beginning("notes", "a"), kind: "restore" as const }
      const early = yield* state.begin(restoring)
      assert.deepStrictEqual(yield* marks(), { id: early.mark, least: 0, most: 0 })
      yield* early.finish(unmarked)
      const apply = yield* state.begin(beginning("notes"))
      yield* apply.finish(marked)
      const late = yield* state.begin(restoring)
      assert.isAbove(late.number, apply.number)
      assert.deepStrictEqual(yield* marks(), { id: apply.mark, least: apply.number, most: apply.number })
    }).pipe(Effect.provide(layer)))

  it.effect("does not go back to the mark of a run that another has ended", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const first = yield* state.begin(beginning("notes"))
      const second = yield* state.begin(beginning("notes"))
      yield* second.finish(marked)
      yield* first.finish(marked)
      yield* second.finish(unmarked)
      const { mark } = yield* state.load("notes")
      assert.deepStrictEqual(mark, { id: first.mark, least: second.number, most: second.number })
    }).pipe(Effect.provide(layer)))

  it.effect("takes no mark for the pair's that was left under a name which the pair has given up", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const first = yield* state.begin(beginning("notes"))
      yield* state.adopt("notes", { left: "/left", right: "/right" })
      assert.isUndefined((yield* state.load("notes")).mark)
      const second = yield* state.begin(beginning("notes"))
      assert.notStrictEqual(second.mark, first.mark)
      assert.deepStrictEqual((yield* state.load("notes")).mark, { id: second.mark, least: 0, most: second.number })
      yield* first.finish(marked)
      assert.isUndefined((yield* state.load("notes")).mark)
      yield* (yield* state.begin(beginning("notes"))).finish(marked)
      assert.strictEqual((yield* state.load("notes")).mark?.id, second.mark)
    }).pipe(Effect.provide(layer)))
}
