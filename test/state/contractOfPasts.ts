/** What every state store has to do when a person changes a pair's past: forget, adopt, rename or remove it. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { type Memory, type StateError, StateStore } from "../../src/state/StateStore.ts"
import { diedOf } from "./diedOf.ts"
import { agreementsOf, at, beginning, deedAt, ending, fileOf, intentsOf } from "./samples.ts"

type Store = Effect.Success<typeof StateStore>

const roots = { left: "/new/left", right: "/new/right" }

const changes: ReadonlyArray<readonly [string, (state: Store, pair: string) => Effect.Effect<void, StateError>]> = [
  ["forget", (state, pair) => state.forget(pair)],
  ["adopt", (state, pair) => state.adopt(pair, roots)],
  ["rename", (state, pair) => state.rename(pair, "renamed")],
  ["remove", (state, pair) => state.remove(pair)],
]

/** A past with all there is to one: a run that left marks and did something, and one that never finished. */
const live = Effect.fnUntraced(function*(state: Store, pair: string) {
  const whole = yield* state.begin(beginning(pair, "a", "b"))
  yield* whole.settle(["a", "b"].map((path, intent) => ({ path: at(path), agreement: fileOf(intent), intent })))
  yield* whole.finish(ending("ok", pair, { deeds: [deedAt("a"), deedAt("b")], isMarked: true }))
  const half = yield* state.begin(beginning(pair, "c", "d"))
  yield* half.settle([{ path: at("c"), agreement: fileOf(3), intent: 0 }])
  return { whole, half }
})

const allOf = Effect.fnUntraced(function*(state: Store, pair: string) {
  const memory = yield* state.load(pair)
  const { scope, roots, unfinished, lastRun, mark } = memory
  const history = yield* state.history(pair, 10)
  return { agreements: agreementsOf(memory), scope, roots, unfinished, lastRun, mark, history }
})

export const changesPasts = (layer: Layer.Layer<StateStore>): void => {
  describe.each(changes)("%s", (name, change) => {
    it.effect("takes doing it without the lock for a mistake in the code", () =>
      Effect.gen(function*() {
        const state = yield* StateStore
        assert.isTrue(diedOf(yield* Effect.exit(change(state, "notes")), /not locked/))
        yield* Effect.scoped(Effect.andThen(state.lock("notes"), live(state, "notes")))
        const before = yield* allOf(state, "notes")
        yield* state.lock("photos")
        assert.isTrue(diedOf(yield* Effect.exit(change(state, "notes")), /not locked/))
        assert.deepStrictEqual(yield* allOf(state, "notes"), before)
      }).pipe(Effect.provide(layer)))

    it.effect("leaves every other pair as it was", () =>
      Effect.gen(function*() {
        const state = yield* StateStore
        yield* Effect.forEach(["archive", "notes", "photos", "renamed"], (pair) => state.lock(pair))
        yield* Effect.forEach(["archive", "notes", "photos"], (pair) => live(state, pair))
        const before = yield* Effect.forEach(["archive", "photos"], (pair) => allOf(state, pair))
        yield* change(state, "notes")
        assert.deepStrictEqual(yield* Effect.forEach(["archive", "photos"], (pair) => allOf(state, pair)), before)
      }).pipe(Effect.provide(layer)))

    if (name !== "rename") {
      it.effect("changes nothing where there is no past", () =>
        Effect.gen(function*() {
          const state = yield* StateStore
          yield* Effect.forEach(["notes", "photos"], (pair) => state.lock(pair))
          yield* change(state, "notes")
          assert.deepStrictEqual(yield* state.pairs, [])
          yield* live(state, "photos")
          yield* change(state, "notes")
          assert.deepStrictEqual((yield* state.pairs).map(({ pair }) => pair), ["photos"])
          assert.isUndefined((yield* state.load("notes")).lastRun)
        }).pipe(Effect.provide(layer)))
    }
  })

  describe("a past", () => {
    it.effect("that is forgotten leaves its history, and pairs that meet for the first time", () => forgets(layer))
    it.effect("that takes new roots keeps all but its mark", () => adopts(layer))
    it.effect("that is renamed is the other pair's, and goes on there", () => renames(layer))
    it.effect("is not renamed over another, nor made out of nothing", () => refusesToRename(layer))
    it.effect("that is removed has never been", () => removes(layer))
  })
}

const forgets = (layer: Layer.Layer<StateStore>) =>
  Effect.gen(function*() {
    const state = yield* StateStore
    yield* state.lock("notes")
    const { whole, half } = yield* live(state, "notes")
    const before = yield* state.history("notes", 10)
    yield* state.forget("notes")
    const memory = yield* state.load("notes")
    assertForgotten(memory)
    assert.deepInclude(memory.lastRun, { run: half.id, outcome: "interrupted" })
    const [ended, ...others] = yield* state.history("notes", 10)
    assert.deepInclude(ended, { ...before[0], finished: 0, outcome: "interrupted", summary: ended?.summary ?? "" })
    assert.deepInclude(ended, { run: half.id, deeds: [], done: 0 })
    assert.deepStrictEqual(others, before.slice(1))
    yield* state.forget("notes")
    assertForgotten(yield* state.load("notes"))
    const next = yield* state.begin(beginning("notes", "e"))
    assert.notStrictEqual(next.mark, whole.mark)
    assert.isAbove(next.number, half.number)
    const after = yield* state.load("notes")
    assert.strictEqual(after.scope, "a scope")
    assert.deepStrictEqual(after.mark, { id: next.mark, least: 0, most: next.number })
    assert.deepStrictEqual(intentsOf(after), [[[0, { side: "right", path: at("e") }]]])
  }).pipe(Effect.provide(layer))

const assertForgotten = (memory: Memory): void => {
  assert.deepStrictEqual(agreementsOf(memory), {})
  assert.strictEqual(memory.baseline.size, 0)
  assert.isUndefined(memory.scope)
  assert.deepStrictEqual(memory.roots, { left: undefined, right: undefined })
  assert.deepStrictEqual(memory.unfinished, [])
  assert.isUndefined(memory.mark)
}

const adopts = (layer: Layer.Layer<StateStore>) =>
  Effect.gen(function*() {
    const state = yield* StateStore
    yield* state.lock("notes")
    const { whole } = yield* live(state, "notes")
    const before = yield* allOf(state, "notes")
    yield* state.adopt("notes", roots)
    assert.deepStrictEqual(yield* allOf(state, "notes"), { ...before, roots, mark: undefined })
    yield* state.adopt("notes", { left: undefined, right: "/right" })
    assert.deepStrictEqual((yield* state.load("notes")).roots, { left: undefined, right: "/right" })
    const next = yield* state.begin(beginning("notes"))
    assert.notStrictEqual(next.mark, whole.mark)
  }).pipe(Effect.provide(layer))

const renames = (layer: Layer.Layer<StateStore>) =>
  Effect.gen(function*() {
    const state = yield* StateStore
    yield* Effect.forEach(["notes", "diary"], (pair) => state.lock(pair))
    const { whole, half } = yield* live(state, "notes")
    const before = yield* allOf(state, "notes")
    yield* state.rename("notes", "diary")
    assert.deepStrictEqual(yield* allOf(state, "diary"), before)
    assert.deepStrictEqual((yield* state.pairs).map(({ pair }) => pair), ["diary"])
    assert.isUndefined((yield* state.load("notes")).scope)
    const next = yield* state.begin(beginning("diary"))
    assert.strictEqual(next.mark, whole.mark)
    yield* next.finish(ending("ok", "", { isMarked: true }))
    const { mark, baseline } = yield* state.load("diary")
    assert.deepStrictEqual(mark, { id: whole.mark, least: next.number, most: next.number })
    assert.isAbove(next.number, half.number)
    assert.strictEqual(baseline.size, 3)
  }).pipe(Effect.provide(layer))

const refusesToRename = (layer: Layer.Layer<StateStore>) =>
  Effect.gen(function*() {
    const state = yield* StateStore
    yield* Effect.forEach(["notes", "diary"], (pair) => state.lock(pair))
    const refusal = (pair: string, name: string) => Effect.flip(state.rename(pair, name))
    const missing = /nothing is remembered of pair "notes", so that "diary" cannot take it over/
    assert.match((yield* refusal("notes", "diary")).message, missing)
    yield* live(state, "diary")
    assert.match((yield* refusal("notes", "diary")).message, missing)
    yield* live(state, "notes")
    yield* state.forget("diary") // its history is a past too
    const before = yield* Effect.forEach(["notes", "diary"], (pair) => allOf(state, pair))
    const { reason, message } = yield* refusal("notes", "diary")
    assert.strictEqual(reason._tag, "Unusable")
    assert.match(message, /pair "diary" has a past of its own, which that of "notes" must not replace/)
    assert.match((yield* refusal("notes", "notes")).message, /pair "notes" has a past of its own/)
    assert.deepStrictEqual(yield* Effect.forEach(["notes", "diary"], (pair) => allOf(state, pair)), before)
    const exit = yield* Effect.exit(state.rename("notes", "elsewhere"))
    assert.isTrue(diedOf(exit, /"elsewhere" is not locked/))
  }).pipe(Effect.provide(layer))

const removes = (layer: Layer.Layer<StateStore>) =>
  Effect.gen(function*() {
    const state = yield* StateStore
    yield* state.lock("notes")
    const never = yield* allOf(state, "notes")
    const { whole } = yield* live(state, "notes")
    yield* state.remove("notes")
    assert.deepStrictEqual(yield* allOf(state, "notes"), never)
    assert.deepStrictEqual(yield* state.pairs, [])
    const next = yield* state.begin(beginning("notes", "x"))
    assert.notStrictEqual(next.mark, whole.mark)
    yield* next.finish(ending("ok", ""))
    assert.lengthOf(yield* state.history("notes", 10), 1)
    assert.deepStrictEqual(agreementsOf(yield* state.load("notes")), {})
  }).pipe(Effect.provide(layer))
