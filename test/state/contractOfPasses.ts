/** What every state store remembers of passes, of suspensions and of what people were told. */
import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { TestClock } from "effect/testing"
import { type Pass } from "../../src/domain/watch/Pass.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { passOf } from "../support/passes.ts"
import { beginning } from "./samples.ts"

const kept = { keep: 1000, passes: 3 }
const ended = (finished: number, parts: Partial<Pass> = {}) => passOf({ started: 0, finished, ...parts })
const whole: Pass = passOf({
  due: 5,
  run: "01234567",
  error: "Unreachable",
  reasons: ["write: permission denied"],
  log: ["docs: a note"],
  sides: { left: { files: 1, bytes: 2, free: 3, capacity: 4 } },
})

export const keepsPasses = (layer: Layer.Layer<StateStore>): void => {
  it.effect("gives back what was noted, the newest first, of pairs that never met, too", () =>
    Effect.gen(function*() {
      const { passes } = yield* StateStore
      assert.deepStrictEqual(yield* passes.last("docs", 9), [])
      yield* passes.note(whole, { keep: 1e15, passes: 9 })
      yield* passes.note(passOf({ trigger: "change" }), { keep: 1e15, passes: 9 })
      yield* passes.note(passOf({ pair: "other" }), { keep: 1e15, passes: 9 })
      assert.deepStrictEqual(yield* passes.last("docs", 9), [passOf({ trigger: "change" }), whole])
      assert.deepStrictEqual(yield* passes.last("docs", 1), [passOf({ trigger: "change" })])
    }).pipe(Effect.provide(layer)))

  it.effect("forgets passes that are too many, or too old, of that pair alone", () =>
    Effect.gen(function*() {
      const { passes } = yield* StateStore
      const finished = (pair: string) => Effect.map(passes.last(pair, 99), (all) => all.map((pass) => pass.finished))
      yield* passes.note(ended(1, { pair: "other" }), kept)
      for (const at of [10, 20, 30, 40]) yield* passes.note(ended(at), kept)
      assert.deepStrictEqual(yield* finished("docs"), [40, 30, 20])
      yield* passes.note(ended(1025), kept)
      assert.deepStrictEqual(yield* finished("docs"), [1025, 40, 30])
      yield* passes.note(ended(1040), kept)
      assert.deepStrictEqual(yield* finished("docs"), [1040, 1025])
      assert.deepStrictEqual(yield* finished("other"), [1])
    }).pipe(Effect.provide(layer)))

  it.effect("keeps pairs suspended until they are resumed, or their time is over", () =>
    Effect.gen(function*() {
      const { passes } = yield* StateStore
      const names = Effect.map(passes.suspended, (all) => [...all.keys()].toSorted())
      assert.deepStrictEqual(yield* names, [])
      yield* passes.suspend("docs", { since: 0, until: 60_000, reason: "a new disk", by: "ada" })
      yield* passes.suspend("pictures", { since: 0, reason: "", by: "ada" })
      assert.deepStrictEqual(yield* names, ["docs", "pictures"])
      assert.strictEqual((yield* passes.suspended).get("docs")?.reason, "a new disk")
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(yield* names, ["pictures"])
      yield* passes.suspend("pictures", undefined)
      assert.deepStrictEqual(yield* names, [])
    }).pipe(Effect.provide(layer)))

  it.effect("knows what each was told of each pair, until they are told that all is well", () =>
    Effect.gen(function*() {
      const { passes } = yield* StateStore
      assert.strictEqual((yield* passes.told("ada")).size, 0)
      yield* passes.noteTold("ada", "docs", { concerns: ["failed"], at: 1 })
      yield* passes.noteTold("ada", "", { concerns: ["config"], at: 2 })
      yield* passes.noteTold("bob", "docs", { concerns: ["failed"], at: 3 })
      yield* passes.noteTold("ada", "docs", { concerns: ["conflicts", "failed"], at: 4 })
      assert.deepStrictEqual(
        yield* passes.told("ada"),
        new Map([["docs", { concerns: ["conflicts", "failed"], at: 4 }], ["", { concerns: ["config"], at: 2 }]]),
      )
      yield* passes.noteTold("ada", "docs", undefined)
      assert.deepStrictEqual([...(yield* passes.told("ada")).keys()], [""])
      assert.deepStrictEqual([...(yield* passes.told("bob")).keys()], ["docs"])
    }).pipe(Effect.provide(layer)))

  it.effect("goes with a pair that is called otherwise, and is forgotten with one that is removed", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      const { passes } = state
      yield* Effect.forEach(["docs", "papers"], (pair) => state.lock(pair))
      yield* state.begin(beginning("docs"))
      yield* passes.note(ended(1), kept)
      yield* passes.note(ended(2, { pair: "papers" }), kept)
      yield* passes.suspend("docs", { since: 0, reason: "", by: "ada" })
      yield* passes.noteTold("ada", "docs", { concerns: ["failed"], at: 1 })
      yield* passes.noteTold("bob", "papers", { concerns: ["failed"], at: 1 })
      yield* state.rename("docs", "papers")
      assert.deepStrictEqual(yield* passes.last("docs", 9), [])
      assert.deepStrictEqual(yield* passes.last("papers", 9), [ended(1, { pair: "papers" })])
      assert.deepStrictEqual([...(yield* passes.suspended).keys()], ["papers"])
      assert.deepStrictEqual([...(yield* passes.told("ada")).keys()], ["papers"])
      assert.strictEqual((yield* passes.told("bob")).size, 0)
      yield* state.remove("papers")
      assert.deepStrictEqual(yield* passes.last("papers", 9), [])
      assert.strictEqual((yield* passes.suspended).size, 0)
      assert.strictEqual((yield* passes.told("ada")).size, 0)
    }).pipe(Effect.scoped, Effect.provide(layer)))
}
