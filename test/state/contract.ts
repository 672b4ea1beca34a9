/** What every state store has to do: the same laws for the one on disk and the one in memory. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { TestClock } from "effect/testing"
import { Agreement } from "../../src/domain/Baseline.ts"
import { type Entry } from "../../src/domain/Entry.ts"
import { RelPath } from "../../src/domain/RelPath.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { directory, file } from "../support/entries.ts"
import { keepsBlocks } from "./contractOfBlocks.ts"
import { keepsCheckpoints } from "./contractOfCheckpoints.ts"
import { tellsHistory } from "./contractOfHistory.ts"
import { keepsMarks } from "./contractOfMarks.ts"
import { keepsPasses } from "./contractOfPasses.ts"
import { changesPasts } from "./contractOfPasts.ts"
import { diedOf } from "./diedOf.ts"
import { agreementsOf, at, beginning, ending, fileOf, intentsOf, moveRight } from "./samples.ts"

export const keepsContract = (layer: Layer.Layer<StateStore>): void => {
  describe("remembering", () => remembers(layer))
  describe("runs that do not finish", () => recovers(layer))
  describe("locking", () => locks(layer))
  describe("checkpoints", () => keepsCheckpoints(layer))
  describe("marks", () => keepsMarks(layer))
  describe("history", () => tellsHistory(layer))
  changesPasts(layer)
  describe("blocks", () => keepsBlocks(layer))
  describe("passes", () => keepsPasses(layer))
  describe("probes", () => keepsProbes(layer))
}

const remembers = (layer: Layer.Layer<StateStore>): void => {
  it.effect("knows nothing of a pair that never ran", () =>
    Effect.gen(function*() {
      const memory = yield* (yield* StateStore).load("notes")
      assert.deepStrictEqual(agreementsOf(memory), {})
      assert.strictEqual(memory.baseline.size, 0)
      assert.strictEqual(memory.scope, undefined)
      assert.deepStrictEqual(memory.roots, { left: undefined, right: undefined })
      assert.deepStrictEqual(memory.unfinished, [])
      assert.strictEqual(memory.lastRun, undefined)
      assert.strictEqual(memory.mark, undefined)
    }).pipe(Effect.provide(layer)))

  it.effect("remembers what a run settled, and how it ended", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* TestClock.adjust("5 seconds")
      yield* state.lock("notes")
      const run = yield* state.begin(beginning("notes", "a", "b/c", "d"))
      yield* run.settle([{ path: at("a"), agreement: fileOf(1), intent: 0 }])
      yield* run.settle([
        { path: at("b/c"), agreement: fileOf(2), intent: 1 },
        { path: at("adopted"), agreement: fileOf(3) },
      ])
      yield* TestClock.adjust("2 seconds")
      yield* run.finish(ending("partial", "Apply complete!"))
      const memory = yield* state.load("notes")
      assert.deepStrictEqual(agreementsOf(memory), { a: fileOf(1), adopted: fileOf(3), "b/c": fileOf(2) })
      assert.strictEqual(memory.baseline.size, 3)
      assert.strictEqual(memory.baseline.get(at("d")), undefined)
      assert.strictEqual(memory.scope, "a scope")
      assert.deepStrictEqual(memory.roots, { left: "/left", right: undefined })
      assert.deepStrictEqual(memory.unfinished, [])
      assert.deepStrictEqual(memory.lastRun, {
        run: run.id,
        kind: "apply",
        started: 5000,
        finished: 7000,
        outcome: "partial",
        summary: "Apply complete!",
      })
    }).pipe(Effect.provide(layer)))

  it.effect("forgets a path that is gone from both sides, and believes the last word on a path", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const first = yield* state.begin(beginning("notes"))
      yield* first.settle(["a", "b", "c"].map((path) => ({ path: at(path), agreement: fileOf(1) })))
      yield* first.finish(ending("ok", ""))
      const second = yield* state.begin(beginning("notes"))
      yield* second.settle([
        { path: at("a"), agreement: undefined },
        { path: at("b"), agreement: fileOf(2) },
        { path: at("b"), agreement: fileOf(3) },
        { path: at("c"), agreement: fileOf(4) },
        { path: at("c"), agreement: undefined },
        { path: at("never there"), agreement: undefined },
      ])
      assert.deepStrictEqual(agreementsOf(yield* state.load("notes")), { b: fileOf(3) })
    }).pipe(Effect.provide(layer)))

  it.effect("keeps pairs apart", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* Effect.forEach(["notes", "photos"], (pair) => state.lock(pair))
      const notes = yield* state.begin(beginning("notes", "a"))
      const photos = yield* state.begin({ ...beginning("photos", "b"), scope: "another" })
      yield* notes.settle([{ path: at("a"), agreement: fileOf(1), intent: 0 }])
      yield* photos.settle([{ path: at("a"), agreement: fileOf(2) }])
      yield* notes.finish(ending("ok", ""))
      const memory = yield* state.load("photos")
      assert.deepStrictEqual(agreementsOf(memory), { a: fileOf(2) })
      assert.strictEqual(memory.scope, "another")
      assert.deepStrictEqual(intentsOf(memory), [[[0, { side: "right", path: at("b") }]]])
    }).pipe(Effect.provide(layer)))

  it.effect("tells of a move where it began", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      yield* state.begin({ ...beginning("notes"), actions: [moveRight("a", "b")] })
      const memory = yield* state.load("notes")
      assert.deepStrictEqual(intentsOf(memory), [[[0, { side: "right", path: at("b"), from: at("a") }]]])
    }).pipe(Effect.provide(layer)))

  it.effect("hands out a memory that later runs do not change", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const run = yield* state.begin(beginning("notes", "a"))
      const before = yield* state.load("notes")
      yield* run.settle([{ path: at("a"), agreement: fileOf(1), intent: 0 }])
      yield* run.finish(ending("ok", ""))
      assert.deepStrictEqual(agreementsOf(before), {})
      assert.deepStrictEqual(intentsOf(before), [[[0, { side: "right", path: at("a") }]]])
    }).pipe(Effect.provide(layer)))

  it.effect.prop(
    "gives back any agreement exactly",
    [Agreement, RelPath],
    ([agreement, path]) =>
      Effect.gen(function*() {
        const state = yield* StateStore
        yield* state.lock("notes")
        const run = yield* state.begin(beginning("notes"))
        yield* run.settle([{ path, agreement: withoutNegativeZero(agreement) }])
        const { baseline } = yield* state.load("notes")
        assert.deepStrictEqual(baseline.get(path), withoutNegativeZero(agreement))
      }).pipe(Effect.scoped, Effect.provide(layer)),
    { arbitrary: { runs: 15 } },
  )
}

const recovers = (layer: Layer.Layer<StateStore>): void => {
  it.effect("shows what a run that began still meant to do", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* Effect.scoped(Effect.gen(function*() {
        yield* state.lock("notes")
        const run = yield* state.begin(beginning("notes", "a", "b", "c"))
        yield* run.settle([{ path: at("b"), agreement: fileOf(1), intent: 1 }])
      }))
      const memory = yield* state.load("notes")
      assert.deepStrictEqual(intentsOf(memory), [
        [[0, { side: "right", path: at("a") }], [2, { side: "right", path: at("c") }]],
      ])
      assert.strictEqual(memory.lastRun?.run, memory.unfinished[0]?.run)
      assert.strictEqual(memory.lastRun?.finished, undefined)
      assert.strictEqual(memory.lastRun?.outcome, undefined)
      assert.strictEqual(memory.scope, "a scope")
      assert.deepStrictEqual(memory.roots, { left: "/left", right: undefined })
    }).pipe(Effect.provide(layer)))

  it.effect("keeps every intent of a long run until it is settled", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const paths = Array.from({ length: 2500 }, (_, index) => `folder/${index}`)
      const run = yield* state.begin(beginning("notes", ...paths))
      const settled = paths.map((path, intent) => ({ path: at(path), agreement: fileOf(intent), intent }))
      yield* run.settle(settled.filter(({ intent }) => intent % 3 === 0))
      yield* run.settle(settled.filter(({ intent }) => intent % 3 === 1))
      const left = settled.filter(({ intent }) => intent % 3 === 2)
      assert.deepStrictEqual(intentsOf(yield* state.load("notes")), [
        left.map(({ intent, path }) => [intent, { side: "right", path }]),
      ])
    }).pipe(Effect.provide(layer)))

  it.effect("tells of each intent which file was to give way to it", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const left = file(3, 1_700_000_000_123.25, { mode: 0o640, id: "3:1" })
      const right = file(3, 1_700_000_000_000)
      const digest = "ab".repeat(32)
      const step = { _tag: "Delete", side: "right", path: at("a"), wanted: undefined } as const
      const versions = [left, right, { ...right, digest }, directory, undefined]
      yield* state.begin({ ...beginning("notes"), actions: versions.map((expected) => ({ ...step, expected })) })
      assert.deepStrictEqual(intentsOf(yield* state.load("notes")), [
        [
          [0, { side: "right", path: at("a"), expected: left }],
          [1, { side: "right", path: at("a"), expected: right }],
          [2, { side: "right", path: at("a"), expected: { ...right, digest } }],
          [3, { side: "right", path: at("a") }],
          [4, { side: "right", path: at("a") }],
        ],
      ])
    }).pipe(Effect.provide(layer)))

  it.effect("leaves those runs unfinished that are told to stay so", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const first = yield* state.begin(beginning("notes", "a"))
      yield* state.begin(beginning("notes", "b"))
      yield* (yield* state.begin(beginning("notes"))).finish(ending("ok", "", { open: new Set([first.id]) }))
      const { unfinished, lastRun } = yield* state.load("notes")
      assert.deepStrictEqual(unfinished.map(({ run }) => run), [first.id])
      assert.strictEqual(lastRun?.outcome, "ok")
      yield* (yield* state.begin(beginning("notes"))).finish(ending("ok", ""))
      assert.deepStrictEqual((yield* state.load("notes")).unfinished, [])
    }).pipe(Effect.provide(layer)))

  it.effect("lets the run that finishes strike out what the runs before it left", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const first = yield* state.begin(beginning("notes", "a"))
      const second = yield* state.begin(beginning("notes", "b"))
      assert.deepStrictEqual((yield* state.load("notes")).unfinished.map(({ run }) => run), [first.id, second.id])
      yield* second.finish(ending("ok", "done"))
      const memory = yield* state.load("notes")
      assert.deepStrictEqual(memory.unfinished, [])
      assert.deepInclude(memory.lastRun, { run: second.id, outcome: "ok", summary: "done" })
    }).pipe(Effect.provide(layer)))

  it.effect("takes what is settled after the end of its run, and leaves the end as it was", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const first = yield* state.begin(beginning("notes", "a"))
      const second = yield* state.begin(beginning("notes", "b"))
      yield* second.finish(ending("ok", "done"))
      yield* first.settle([{ path: at("a"), agreement: fileOf(1), intent: 0 }])
      yield* second.settle([{ path: at("b"), agreement: fileOf(2), intent: 0 }])
      yield* second.finish(ending("failed", "again"))
      const memory = yield* state.load("notes")
      assert.deepStrictEqual(agreementsOf(memory), { a: fileOf(1), b: fileOf(2) })
      assert.deepStrictEqual(memory.unfinished, [])
      assert.deepInclude(memory.lastRun, { outcome: "ok", summary: "done" })
    }).pipe(Effect.provide(layer)))

  it.effect("names every run by 8 hexadecimal digits of its own", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const runs = yield* Effect.forEach(Array.from({ length: 20 }), () => state.begin(beginning("notes", "a")))
      for (const { id } of runs) assert.match(id, /^[0-9a-f]{8}$/)
      assert.strictEqual(new Set(runs.map(({ id }) => id)).size, 20)
      assert.lengthOf((yield* state.load("notes")).unfinished, 20)
    }).pipe(Effect.provide(layer)))
}

const locks = (layer: Layer.Layer<StateStore>): void => {
  it.effect("lets one hold a pair at a time, and says who does", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* Effect.scoped(Effect.gen(function*() {
        yield* state.lock("notes")
        yield* state.lock("photos")
        const refusal = yield* Effect.flip(Effect.scoped(state.lock("notes")))
        assert.strictEqual(refusal.pair, "notes")
        assert.strictEqual(refusal.reason._tag, "Locked")
        assert.match(refusal.message, /pair "notes" is held by .*process/)
        yield* state.load("notes")
      }))
      yield* Effect.scoped(state.lock("notes"))
      yield* Effect.scoped(state.lock("notes"))
    }).pipe(Effect.provide(layer)))

  it.effect("tells who holds a pair, without holding it or letting go of it", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      assert.isUndefined(yield* state.holder("notes"))
      yield* Effect.scoped(Effect.gen(function*() {
        yield* state.lock("notes")
        assert.match((yield* state.holder("notes")) ?? "", /process/)
        assert.isUndefined(yield* state.holder("photos"))
        assert.strictEqual((yield* Effect.flip(Effect.scoped(state.lock("notes")))).reason._tag, "Locked")
        yield* state.begin(beginning("notes"))
      }))
      assert.isUndefined(yield* state.holder("notes"))
      yield* Effect.scoped(state.lock("notes"))
    }).pipe(Effect.provide(layer)))

  it.effect("takes writing without the lock for a mistake in the code", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      assert.isTrue(diedOf(yield* Effect.exit(state.begin(beginning("notes"))), /"notes" is not locked/))
      const run = yield* Effect.scoped(Effect.andThen(state.lock("notes"), state.begin(beginning("notes"))))
      assert.isTrue(diedOf(yield* Effect.exit(run.settle([])), /not locked/))
      assert.isTrue(diedOf(yield* Effect.exit(run.finish(ending("ok", ""))), /not locked/))
    }).pipe(Effect.provide(layer)))
}

const keepsProbes = (layer: Layer.Layer<StateStore>): void => {
  it.effect("keeps the latest probe of each key", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      assert.strictEqual(yield* state.loadProbe("nas"), undefined)
      yield* state.saveProbe("nas", { rename: true })
      yield* state.saveProbe("nas", { rename: false, limits: [1, null, "2"] })
      yield* state.saveProbe("partner", null)
      assert.deepStrictEqual(yield* state.loadProbe("nas"), { rename: false, limits: [1, null, "2"] })
      assert.strictEqual(yield* state.loadProbe("partner"), null)
    }).pipe(Effect.provide(layer)))
}

/** JSON knows one zero. */
export const withoutNegativeZero = ({ left, right }: Agreement): Agreement => ({
  left: withOneZero(left),
  right: withOneZero(right),
})

const withOneZero = (entry: Entry): Entry =>
  entry._tag === "File" ? { ...entry, size: entry.size + 0, modified: entry.modified + 0 } : entry
