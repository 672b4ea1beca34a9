/** What every state store has to tell of the past: each pair at a glance, its runs and what they did. */
import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { TestClock } from "effect/testing"
import { keptDeeds } from "../../src/state/keptRuns.ts"
import { type Deed, StateStore } from "../../src/state/StateStore.ts"
import { at, beginning, deedAt, ending, fileOf } from "./samples.ts"

export const tellsHistory = (layer: Layer.Layer<StateStore>): void => {
  it.effect("has no pairs and no history before the first run", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      assert.deepStrictEqual(yield* state.pairs, [])
      assert.deepStrictEqual(yield* state.history("notes", 10), [])
    }).pipe(Effect.provide(layer)))

  it.effect("lists the pairs by name, each as it was left", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* Effect.forEach(["notes", "Photos", "archive"], (pair) => state.lock(pair))
      const notes = yield* state.begin(beginning("notes", "a", "b"))
      yield* notes.settle(["a", "b"].map((path) => ({ path: at(path), agreement: fileOf(1) })))
      yield* notes.finish(ending("ok", "done"))
      const again = yield* state.begin(beginning("notes", "c"))
      yield* (yield* state.begin({ ...beginning("Photos"), scope: "another" })).finish(ending("failed", "full"))
      yield* (yield* state.begin(beginning("archive"))).finish(ending("ok", ""))
      yield* state.forget("archive")
      const { left, right } = beginning("notes").roots
      const lastRun = { started: 0, finished: 0, outcome: "ok", summary: "" } as const
      const pairs = yield* state.pairs
      assert.deepStrictEqual(pairs.map(({ lastRun: _, ...pair }) => pair), [
        { pair: "Photos", agreements: 0, scope: "another", roots: { left, right }, unfinished: 0 },
        { pair: "archive", agreements: 0, scope: "", roots: { left: undefined, right: undefined }, unfinished: 0 },
        { pair: "notes", agreements: 2, scope: "a scope", roots: { left, right }, unfinished: 1 },
      ])
      assert.deepInclude(pairs[0]?.lastRun, { ...lastRun, outcome: "failed", summary: "full" })
      assert.deepInclude(pairs[1]?.lastRun, lastRun)
      assert.deepStrictEqual(pairs[2]?.lastRun, {
        run: again.id,
        kind: "apply",
        started: 0,
        finished: undefined,
        outcome: undefined,
        summary: "",
      })
    }).pipe(Effect.provide(layer)))

  it.effect("tells what each run did, the newest run first, and of no more runs than asked for", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* Effect.forEach(["notes", "photos"], (pair) => state.lock(pair))
      const deeds: ReadonlyArray<Deed> = [
        { verb: "move", side: "left", path: at("b"), note: "from a" },
        { verb: "delete", side: "right", path: at("ä \u0001"), note: "" },
        { verb: "change", side: "right", path: at("c"), note: "cut \ud83d, \0, ' and \"\n" },
        { verb: "add", side: "left", path: at("a"), note: "" },
      ]
      const first = yield* state.begin(beginning("notes", "a"))
      yield* TestClock.adjust("1 second")
      yield* first.finish(ending("ok", "first", { deeds }))
      yield* (yield* state.begin(beginning("photos"))).finish(ending("ok", "", { deeds: [deedAt("z")] }))
      const second = yield* state.begin(beginning("notes"))
      yield* second.finish(ending("failed", "second"))
      const third = yield* state.begin(beginning("notes", "c"))
      const history = yield* state.history("notes", 10)
      const kind = "apply" as const
      const unfinished = {
        kind,
        started: 1000,
        finished: undefined,
        outcome: undefined,
        summary: "",
        deeds: [],
        done: 0,
      }
      assert.deepStrictEqual(history, [
        { ...unfinished, run: third.id },
        {
          run: second.id,
          kind,
          started: 1000,
          finished: 1000,
          outcome: "failed",
          summary: "second",
          deeds: [],
          done: 0,
        },
        { run: first.id, kind, started: 0, finished: 1000, outcome: "ok", summary: "first", deeds, done: 4 },
      ])
      assert.deepStrictEqual(yield* state.history("notes", 2), history.slice(0, 2))
      assert.deepStrictEqual(yield* state.history("notes", 0), [])
    }).pipe(Effect.provide(layer)))

  it.effect("knows the last apply, the last run that may have left marks, and what every run was for", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const ids: Array<string> = []
      for (const kind of ["apply", "resolve", "restore"] as const) {
        const run = yield* state.begin({ ...beginning("notes", "a"), kind })
        yield* run.finish(ending("ok", kind))
        ids.push(run.id)
      }
      const { lastApply, lastRun } = yield* state.load("notes")
      assert.deepStrictEqual([lastApply?.run, lastApply?.kind], [ids[0], "apply"])
      assert.deepStrictEqual([lastRun?.run, lastRun?.kind], [ids[1], "resolve"])
      assert.strictEqual((yield* state.pairs)[0]?.lastRun?.run, ids[1])
      const history = yield* state.history("notes", 10)
      assert.deepStrictEqual(history.map(({ run, kind }) => [run, kind]), [
        [ids[2], "restore"],
        [ids[1], "resolve"],
        [ids[0], "apply"],
      ])
    }).pipe(Effect.provide(layer)))

  it.effect("ends with a run those that died before it, but for those that stay open", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const died = yield* state.begin(beginning("notes", "a"))
      const restore = yield* state.begin({ ...beginning("notes", "b"), kind: "restore" })
      yield* restore.finish(ending("ok", "Restored b.", { open: new Set([died.id]) }))
      const { unfinished } = yield* state.load("notes")
      assert.deepStrictEqual(unfinished.map(({ run, intents }) => [run, intents.size]), [[died.id, 1]])
      yield* (yield* state.begin(beginning("notes"))).finish(ending("ok", ""))
      assert.deepStrictEqual((yield* state.load("notes")).unfinished, [])
    }).pipe(Effect.provide(layer)))

  it.effect("brings no sides together that have not met, by a run that has no scope", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      yield* state.begin({ ...beginning("notes", "a"), kind: "restore", scope: undefined })
      const { scope, roots } = yield* state.load("notes")
      assert.deepStrictEqual([scope, roots], [undefined, { left: "/left", right: undefined }])
      assert.strictEqual((yield* state.pairs)[0]?.scope, "")
    }).pipe(Effect.provide(layer)))

  it.effect("keeps the first deeds of a long run, and the number of all", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const deeds = Array.from({ length: keptDeeds + 200 }, (_, index) => deedAt(`folder/${index}`))
      yield* (yield* state.begin(beginning("notes"))).finish(ending("ok", "", { deeds }))
      const [run] = yield* state.history("notes", 1)
      assert.strictEqual(keptDeeds, 1000)
      assert.strictEqual(run?.done, 1200)
      assert.deepStrictEqual(run?.deeds, deeds.slice(0, 1000))
    }).pipe(Effect.provide(layer)))

  it.effect("keeps no deeds of a run that another has ended", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const first = yield* state.begin(beginning("notes", "a"))
      const second = yield* state.begin(beginning("notes", "b"))
      yield* second.finish(ending("ok", "done", { deeds: [deedAt("b")] }))
      yield* first.finish(ending("ok", "late", { deeds: [deedAt("a")] }))
      yield* second.finish(ending("ok", "again", { deeds: [deedAt("c"), deedAt("d")] }))
      const told = (yield* state.history("notes", 10)).map(({ run, outcome, deeds, done }) => ({
        run,
        outcome,
        deeds,
        done,
      }))
      assert.deepStrictEqual(told, [
        { run: second.id, outcome: "ok", deeds: [deedAt("b")], done: 1 },
        { run: first.id, outcome: "interrupted", deeds: [], done: 0 },
      ])
    }).pipe(Effect.provide(layer)))

  it.effect(
    "forgets the oldest runs with their deeds, and neither their mark nor what one left unfinished",
    () =>
      Effect.gen(function*() {
        const state = yield* StateStore
        yield* state.lock("notes")
        const first = yield* state.begin(beginning("notes", "a"))
        yield* first.finish(ending("ok", "", { deeds: [deedAt("a")], isMarked: true }))
        const runs = yield* Effect.forEach(Array.from({ length: 204 }), (_, index) =>
          Effect.tap(
            state.begin(beginning("notes")),
            ({ id, finish }) => finish(ending("ok", "", { deeds: [deedAt(id), deedAt(`${index}`)] })),
          ))
        const open = yield* state.begin(beginning("notes", "b"))
        const [unfinished, ...history] = yield* state.history("notes", 1000)
        assert.strictEqual(unfinished?.run, open.id)
        assert.deepStrictEqual(history.map(({ run }) => run), runs.slice(-199).map(({ id }) => id).toReversed())
        for (const { run, deeds, done } of history) assert.deepStrictEqual([deeds[0], done], [deedAt(run), 2])
        const { mark, lastRun } = yield* state.load("notes")
        assert.deepStrictEqual(mark, { id: first.mark, least: first.number, most: open.number })
        assert.strictEqual(lastRun?.run, open.id)
      }).pipe(Effect.provide(layer)),
    30_000,
  )
}
