import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Exit, Layer } from "effect"
import { createHash } from "node:crypto"
import { type File } from "../../src/domain/Entry.ts"
import { carryOut } from "../../src/engine/carryOut.ts"
import { preparePair, prepareSaved } from "../../src/engine/preparePair.ts"
import { layerMemory } from "../../src/state/layerMemory.ts"
import { StateError, StateStore } from "../../src/state/StateStore.ts"
import { disturbedPass } from "../support/disturbances.ts"
import { at, directory, pairOf } from "../support/entries.ts"
import {
  denied,
  fill,
  leftoversIn,
  type MemoryPair,
  memoryPair,
  pass,
  patiently,
  preview,
  treeOf,
} from "../support/memoryPair.ts"

const memoryOf = ({ pair }: MemoryPair) => Effect.flatMap(StateStore, (state) => state.load(pair.name))
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex")

/** How a run of two transfers is remembered when some are refused. */
const outcomeWith = (...refused: ReadonlyArray<string>) => {
  const both = memoryPair()
  fill(both.left, { a: "1", b: "2" })
  both.before = ({ moment, path }) => moment === "write" && refused.includes(path ?? "") ? denied : undefined
  return Effect.gen(function*() {
    yield* patiently(pass(both))
    return (yield* memoryOf(both)).lastRun?.outcome
  }).pipe(Effect.provide(both.layer, { local: true }))
}

describe("a run", () => {
  it.effect("remembers what both sides held, each as it saw itself, and its content", () => {
    const both = memoryPair({ right: { precision: 1000 } })
    both.left.put("d/a", "text", { modified: 1_600_000_000_123 })
    fill(both.right, { old: "1" })
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      const { baseline } = yield* memoryOf(both)
      assert.deepStrictEqual([...baseline.keys()].sort(), ["d", "d/a"].map(at))
      assert.deepStrictEqual(baseline.get(at("d")), { left: directory, right: directory })
      const digest = sha256("text")
      assert.deepStrictEqual(baseline.get(at("d/a")), {
        left: { ...both.left.peek("d/a") as File, digest },
        right: { ...both.right.peek("d/a") as File, digest, modified: 1_600_000_000_000 },
      })
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("forgets what it deleted, and adopts what was the same", () => {
    const both = memoryPair()
    both.left.put("same", "1", { modified: 5_000 })
    both.right.put("same", "1", { modified: 5_000 })
    fill(both.left, { gone: "2" })
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      both.left.remove("gone")
      yield* patiently(pass(both))
      assert.deepStrictEqual([...(yield* memoryOf(both)).baseline.keys()], [at("same")])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("is remembered with its roots, its scope, how it ended and its summary", () => {
    const both = memoryPair()
    fill(both.left, { a: "1" })
    return Effect.gen(function*() {
      const { scope } = yield* preview(both)
      yield* patiently(pass(both))
      const memory = yield* memoryOf(both)
      assert.deepStrictEqual(memory.roots, { left: both.left.rootId, right: both.right.rootId })
      assert.strictEqual(memory.scope, scope)
      assert.deepInclude(memory.lastRun, { outcome: "ok", summary: "a summary" })
      assert.deepStrictEqual(memory.unfinished, [])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("ends partly or not at all well when steps fail", () =>
    Effect.gen(function*() {
      assert.strictEqual(yield* outcomeWith(), "ok")
      assert.strictEqual(yield* outcomeWith("a"), "partial")
      assert.strictEqual(yield* outcomeWith("a", "b"), "failed")
    }))

  it.effect("makes the target's folder when it is missing, and only if there is something to put into it", () => {
    const both = memoryPair()
    both.right.removeRoot()
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      assert.isUndefined(both.right.rootId)
      fill(both.left, { a: "1" })
      yield* patiently(pass(both))
      assert.deepStrictEqual(treeOf(both.right), { a: "1" })
      assert.strictEqual((yield* memoryOf(both)).roots.right, both.right.rootId)
    }).pipe(Effect.provide(both.layer))
  })
})

describe("a run that may have left something", () => {
  it.effect("stays unfinished until the next one has cleared up", () => {
    const both = memoryPair({ right: { publishing: "no-replace" } })
    fill(both.left, { a: "11" })
    fill(both.right, { a: "1" })
    both.before = ({ moment }) => {
      if (moment === "publish") both.right.freeze()
      return undefined
    }
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      assert.strictEqual((yield* memoryOf(both)).unfinished.length, 1)
      both.before = () => undefined
      both.right.thaw()
      assert.strictEqual(leftoversIn(both.right).length, 2)
      assert.isUndefined(both.right.peek("a"))
      const { method } = yield* preview(both)
      assert.deepStrictEqual(method.notes, [
        "An unfinished run left 2 temporary files on the target; apply clears them away.",
      ])
      yield* patiently(pass(both))
      assert.deepStrictEqual(treeOf(both.right), { a: "11" })
      const { unfinished, lastRun } = yield* memoryOf(both)
      assert.deepStrictEqual([unfinished, lastRun?.outcome], [[], "ok"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("stays unfinished for as long as another folder stands in the place of its own, or it cannot be cleared", () => {
    const both = memoryPair()
    fill(both.left, { a: "1" })
    return Effect.gen(function*() {
      yield* disturbedPass(both, (number) => both.steps[number]?.moment === "publish" ? "crash" : undefined)
      const dead = (yield* memoryOf(both)).unfinished
      assert.strictEqual(dead.length, 1)
      const { top } = both.right
      both.right.replaceRoot()
      yield* patiently(pass(both))
      assert.deepStrictEqual((yield* memoryOf(both)).unfinished, dead)
      both.right.top = top
      both.before = ({ moment }) => moment === "recover" ? denied : undefined
      yield* patiently(pass(both))
      assert.include(both.events.map(({ _tag }) => _tag), "Note")
      assert.deepStrictEqual((yield* memoryOf(both)).unfinished, dead)
      both.before = () => undefined
      yield* patiently(pass(both))
      assert.deepStrictEqual([leftoversIn(both.right), (yield* memoryOf(both)).unfinished], [[], []])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("is cleared up after even where the filters hide it by now", () => {
    const both = memoryPair()
    fill(both.left, { "d/a": "1" })
    return Effect.gen(function*() {
      yield* disturbedPass(both, (number) => both.steps[number]?.moment === "publish" ? "crash" : undefined)
      assert.strictEqual(leftoversIn(both.right).length, 1)
      yield* patiently(pass({ ...both, pair: pairOf({ filters: [{ _tag: "Exclude", glob: "d/**" }] }) }))
      assert.deepStrictEqual(leftoversIn(both.right), [])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("is cleared up after before anything new is planned", () => {
    const both = memoryPair({ right: { publishing: "no-replace" } })
    fill(both.left, { a: "11" })
    fill(both.right, { a: "1" })
    return Effect.gen(function*() {
      yield* disturbedPass(both, (number) => both.steps[number]?.moment === "publish" ? "crash" : undefined)
      assert.isUndefined(both.right.peek("a"))
      const { plan } = yield* Effect.scoped(preparePair(both.pair))
      assert.deepStrictEqual(treeOf(both.right), { a: "1" })
      assert.deepStrictEqual(plan.actions.map(({ expected }) => expected), [both.right.peek("a")])
    }).pipe(Effect.provide(both.layer))
  })
})

describe("a pair", () => {
  it.effect("is worked on by one at a time", () => {
    const both = memoryPair()
    return Effect.scoped(Effect.gen(function*() {
      const { plan } = yield* preparePair(both.pair)
      for (const second of [preparePair(both.pair), prepareSaved(both.pair, plan)]) {
        const error = yield* Effect.flip(second)
        assert.deepStrictEqual([error._tag, error.reason._tag], ["StateError", "Locked"])
      }
      yield* preview(both)
    })).pipe(Effect.andThen(pass(both)), patiently, Effect.provide(both.layer))
  })

  it.effect("that is only looked at is neither changed nor remembered", () => {
    const both = memoryPair()
    fill(both.left, { a: "1" })
    fill(both.right, { b: "1" })
    return Effect.gen(function*() {
      yield* preview(both)
      yield* Effect.scoped(preparePair(both.pair))
      assert.deepStrictEqual(treeOf(both.right), { b: "1" })
      const memory = yield* memoryOf(both)
      assert.deepStrictEqual([memory.scope, memory.baseline.size, memory.lastRun], [undefined, 0, undefined])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("can be applied from a plan that was made before", () => {
    const both = memoryPair()
    fill(both.left, { a: "1" })
    fill(both.right, { b: "1" })
    return Effect.gen(function*() {
      const plan = yield* preview(both)
      both.right.put("b", "edited since")
      fill(both.left, { later: "2" })
      const report = yield* patiently(
        Effect.scoped(Effect.flatMap(prepareSaved(both.pair, plan), (prepared) => carryOut(prepared, () => ""))),
      )
      assert.deepStrictEqual(report.outcomes.map(({ _tag }) => _tag), ["Done", "Stale"])
      assert.deepStrictEqual(treeOf(both.right), { a: "1", b: "edited since" })
    }).pipe(Effect.provide(both.layer))
  })
})

describe("a state that cannot be written", () => {
  const full = new StateError({ file: "state", reason: { _tag: "Unusable", message: "the disk is full" } })
  const fullState = Layer.effect(
    StateStore,
    Effect.map(StateStore, (store) => ({
      ...store,
      begin: (beginning) => Effect.map(store.begin(beginning), (run) => ({ ...run, settle: () => Effect.fail(full) })),
    })),
  ).pipe(Layer.provide(layerMemory))

  it.effect("ends the run with an error, not with a success", () => {
    const both = memoryPair()
    fill(both.left, { a: "1" })
    return Effect.gen(function*() {
      const exit = yield* patiently(Effect.exit(pass(both)))
      assert.isTrue(Exit.isFailure(exit) && Cause.squash(exit.cause) === full)
      assert.strictEqual(both.events.at(-1)?._tag, "Stopped")
      assert.strictEqual((yield* memoryOf(both)).unfinished.length, 1)
    }).pipe(Effect.provide(Layer.merge(both.layer, fullState)))
  })
})
