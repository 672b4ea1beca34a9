/** What every state store does with the blocks of large contents. */
import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { type Agreement } from "../../src/domain/Baseline.ts"
import { type Run, StateStore } from "../../src/state/StateStore.ts"
import { at, beginning, ending } from "./samples.ts"

const holding = (digest: string): Agreement => {
  const file = { _tag: "File", size: 1, modified: 1_700_000_000_000, digest } as const
  return { left: file, right: file }
}
const blocks = (...bytes: ReadonlyArray<number>) => Uint8Array.from(bytes)
const known = (run: Run, digest: string) =>
  Effect.map(run.blocksOf(digest), (found) => found === undefined ? undefined : [...found])

export const keepsBlocks = (layer: Layer.Layer<StateStore>): void => {
  it.effect("keeps them for as long as a path is in step with their content, in later runs too", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const first = yield* state.begin(beginning("notes"))
      assert.isUndefined(yield* known(first, "one"))
      yield* first.settle([
        { path: at("a"), agreement: holding("one"), blocks: blocks(1, 0, 255) },
        { path: at("b"), agreement: holding("two"), blocks: blocks(2) },
        { path: at("c"), agreement: holding("three") },
      ])
      yield* first.finish(ending("ok", ""))
      const next = yield* state.begin(beginning("notes"))
      yield* next.settle([{ path: at("a"), agreement: holding("one") }]) // still in step
      assert.deepStrictEqual(yield* known(next, "one"), [1, 0, 255])
      assert.deepStrictEqual(yield* known(next, "two"), [2])
      assert.isUndefined(yield* known(next, "three"))
      yield* next.settle([
        { path: at("a"), agreement: holding("other"), blocks: blocks(3) },
        { path: at("b"), agreement: undefined },
      ])
      assert.isUndefined(yield* known(next, "one"))
      assert.isUndefined(yield* known(next, "two"))
      assert.deepStrictEqual(yield* known(next, "other"), [3])
    }).pipe(Effect.scoped, Effect.provide(layer)))

  it.effect("lets them follow a content to another path", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const run = yield* state.begin(beginning("notes"))
      yield* run.settle([{ path: at("a"), agreement: holding("one"), blocks: blocks(1) }])
      yield* run.settle([{ path: at("b"), agreement: holding("one") }, { path: at("a"), agreement: undefined }])
      assert.deepStrictEqual(yield* known(run, "one"), [1])
      yield* run.settle([{ path: at("b"), agreement: undefined }])
      assert.isUndefined(yield* known(run, "one"))
    }).pipe(Effect.scoped, Effect.provide(layer)))

  it.effect("keeps those of pairs apart, and forgets them with their pair", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      yield* state.lock("other")
      for (const pair of ["notes", "other"]) {
        const run = yield* state.begin(beginning(pair))
        yield* run.settle([{ path: at("a"), agreement: holding(pair), blocks: blocks(1) }])
        assert.isUndefined(yield* known(run, pair === "notes" ? "other" : "notes"))
        yield* run.finish(ending("ok", ""))
      }
      yield* state.forget("notes")
      assert.isUndefined(yield* known(yield* state.begin(beginning("notes")), "notes"))
      assert.deepStrictEqual(yield* known(yield* state.begin(beginning("other")), "other"), [1])
      yield* state.remove("other")
      assert.isUndefined(yield* known(yield* state.begin(beginning("other")), "other"))
    }).pipe(Effect.scoped, Effect.provide(layer)))
}
