/** The contract, kept on disk, and what only a disk can show. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { existsSync, readdirSync, renameSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { layerSqlite } from "../../src/state/layerSqlite.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { keepsContract } from "./contract.ts"
import { agreementsOf, at, beginning, ending, fileOf, intentsOf } from "./samples.ts"
import { load, runOnce } from "./sqlite/runs.ts"
import { temporaryState } from "./sqlite/temporaryState.ts"

keepsContract(Layer.unwrap(Effect.map(temporaryState, layerSqlite)))

describe("a state file", () => {
  it.effect("is not made by looking for it", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* Effect.gen(function*() {
        const state = yield* StateStore
        yield* state.load("notes")
        yield* state.loadProbe("nas")
      }).pipe(Effect.provide(layerSqlite(file)))
      assert.deepStrictEqual(readdirSync(dirname(dirname(file))), [])
    }))

  it.effect("is whole and alone once it is closed, and read by the next process", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a", "b"])
      assert.deepStrictEqual(readdirSync(dirname(file)).sort(), ["locks", "state.sqlite"])
      assert.deepStrictEqual(agreementsOf(yield* load(file)), { a: fileOf(0), b: fileOf(1) })
      assert.deepStrictEqual(readdirSync(dirname(file)).sort(), ["locks", "state.sqlite"])
    }))

  it.effect("that was moved away is an empty memory, and that was put back is remembered", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      renameSync(file, `${file}.away`)
      assert.strictEqual((yield* load(file)).baseline.size, 0)
      renameSync(`${file}.away`, file)
      assert.strictEqual((yield* load(file)).baseline.size, 1)
    }))

  it.effect("keeps thousands of paths in any script, in order of none", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      const names = ["a", "a b", "a\nb", "ä", "\uFF5E", "😀", "\u0001", "'", "%", "*"]
      const paths = Array.from({ length: 21_000 }, (_, index) => `${names[index % 10]}/${index}/${names[index % 7]}`)
      yield* runOnce(file, paths)
      const { baseline } = yield* load(file)
      assert.strictEqual(baseline.size, paths.length)
      assert.deepStrictEqual([...baseline.keys()].toSorted(), paths.toSorted())
      for (const [index, path] of paths.entries()) assert.deepStrictEqual(baseline.get(at(path)), fileOf(index))
    }), 30_000)

  it.effect("remembers the newest 200 runs of a pair", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      const ids = yield* Effect.gen(function*() {
        const state = yield* StateStore
        yield* state.lock("notes")
        return yield* Effect.forEach(
          Array.from({ length: 205 }),
          () => Effect.tap(state.begin(beginning("notes", "a")), (run) => run.finish(ending("ok", ""))),
        )
      }).pipe(Effect.scoped, Effect.provide(layerSqlite(file)))
      assert.strictEqual((yield* load(file)).lastRun?.run, ids.at(-1)?.id)
      using database = new DatabaseSync(file)
      const kept = database.prepare("SELECT id FROM run ORDER BY number").all()
      assert.deepStrictEqual(kept.map(({ id }) => id), ids.slice(-200).map(({ id }) => id))
    }), 30_000)

  it.effect("is intact after words that are no Unicode", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* Effect.gen(function*() {
        const state = yield* StateStore
        yield* state.lock("notes")
        const run = yield* state.begin({ ...beginning("notes"), scope: "\0", roots: { left: "\udc00", right: "" } })
        yield* run.finish(ending("failed", "cut in the middle of \ud83d"))
      }).pipe(Effect.scoped, Effect.provide(layerSqlite(file)))
      const memory = yield* load(file)
      assert.strictEqual(memory.lastRun?.summary, "cut in the middle of \ufffd")
      assert.strictEqual(memory.scope, "\0")
      assert.strictEqual(memory.roots.right, "")
    }))

  it.effect("is read while a run is under way in another store", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* Effect.gen(function*() {
        const state = yield* StateStore
        yield* state.lock("notes")
        const run = yield* state.begin(beginning("notes", "a", "b"))
        yield* run.settle([{ path: at("a"), agreement: fileOf(7), intent: 0 }])
        const memory = yield* load(file)
        assert.deepStrictEqual(agreementsOf(memory), { a: fileOf(7) })
        assert.deepStrictEqual(intentsOf(memory), [[[1, { side: "right", path: at("b") }]]])
      }).pipe(Effect.provide(layerSqlite(file)))
    }))

  it.effect("serves several pairs of one process at once", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      const pairs = Array.from({ length: 8 }, (_, index) => `pair-${index}`)
      yield* Effect.gen(function*() {
        const state = yield* StateStore
        yield* Effect.forEach(pairs, (pair) =>
          Effect.scoped(Effect.gen(function*() {
            yield* state.lock(pair)
            const run = yield* state.begin(beginning(pair, "a"))
            yield* Effect.forEach(
              Array.from({ length: 20 }, (_, index) => index),
              (index) => run.settle([{ path: at(`${pair}/${index}`), agreement: fileOf(index) }]),
              { concurrency: 4 },
            )
            yield* run.finish(ending("ok", pair))
          })), { concurrency: "unbounded" })
      }).pipe(Effect.provide(layerSqlite(file)))
      for (const pair of pairs) {
        const memory = yield* load(file, pair)
        assert.strictEqual(memory.baseline.size, 20)
        assert.strictEqual(memory.lastRun?.summary, pair)
      }
    }))

  it.effect("is not left behind half made: it has its name when it is whole", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, [])
      assert.isFalse(existsSync(`${file}.new`))
      assert.isAbove(statSync(file).size, 0)
      assert.isTrue(existsSync(join(dirname(file), "locks")))
    }))
})
