/** A process killed in the middle of a run leaves what it had settled, and what it still meant to do. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { layerSqlite } from "../../../src/state/layerSqlite.ts"
import { StateStore } from "../../../src/state/StateStore.ts"
import { agreementsOf, at, beginning, ending, fileOf, intentsOf } from "../samples.ts"
import { load } from "./runs.ts"
import { startChild } from "./startChild.ts"
import { temporaryState } from "./temporaryState.ts"

describe("a process killed in the middle of a run", () => {
  it.effect(
    "leaves its agreements, its intents, its scope and its roots to the next one",
    () =>
      Effect.gen(function*() {
        const file = yield* temporaryState
        const child = yield* startChild(["crash", file])
        const id = yield* child.hears
        yield* child.kill
        const memory = yield* load(file)
        assert.deepStrictEqual(agreementsOf(memory), { a: fileOf(0), b: fileOf(1) })
        assert.deepStrictEqual(memory.unfinished.map(({ run }) => run), [id])
        assert.deepStrictEqual(intentsOf(memory), [
          [[2, { side: "right", path: at("c") }], [3, { side: "right", path: at("d") }]],
        ])
        assert.strictEqual(memory.scope, "a scope")
        assert.strictEqual(memory.roots.left, "/left")
        yield* Effect.gen(function*() {
          const state = yield* StateStore
          yield* state.lock("notes")
          const run = yield* state.begin(beginning("notes", "c"))
          yield* run.finish(ending("ok", "mended"))
        }).pipe(Effect.scoped, Effect.provide(layerSqlite(file)))
        const after = yield* load(file)
        assert.deepStrictEqual(after.unfinished, [])
        assert.strictEqual(after.lastRun?.summary, "mended")
      }),
    30_000,
  )

  it.effect(
    "has settled all that it said it had, and of each path both the agreement and the intent or neither",
    () =>
      Effect.gen(function*() {
        const file = yield* temporaryState
        const child = yield* startChild(["settle", file])
        let said = -1
        while (said < 40) said = Number(yield* child.hears)
        yield* child.kill
        const memory = yield* load(file)
        const intents = memory.unfinished[0]?.intents ?? new Map()
        assert.isAtLeast(memory.baseline.size, said + 1)
        for (let number = 0; number < 5000; number++) {
          const isSettled = memory.baseline.get(at(`path-${number}`)) !== undefined
          assert.notStrictEqual(isSettled, intents.has(number), `path-${number}`)
          if (number <= said) assert.isTrue(isSettled)
        }
      }),
    30_000,
  )

  it.effect("has lost nothing that it said it had settled when the disk took no more", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      const child = yield* startChild(["settle", file], { limit: "ulimit -f 2000" })
      let said = -1
      let line = yield* child.hears
      for (; /^\d+$/.test(line); line = yield* child.hears) said = Number(line)
      assert.match(line, /^failed StateError: .*(full|I\/O error)/)
      const memory = yield* load(file)
      assert.strictEqual(memory.baseline.size, said + 1)
      assert.strictEqual(memory.unfinished[0]?.intents.size, 5000 - said - 1)
    }), 60_000)
})
