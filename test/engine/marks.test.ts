/** The marks on both sides of a two-way pair: what they tell, and when they are left. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { markPrefix } from "../../src/domain/temporaries.ts"
import { type MemoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import {
  denied,
  fill,
  isMark,
  type MemoryPair,
  memoryPair,
  type MemoryPairOptions,
  pass,
  patiently,
  preview,
  textAt,
  treeOf,
} from "../support/memoryPair.ts"
import { copyOf, putBackCopy } from "./twoWay/copyOf.ts"

const twoWay = (options: MemoryPairOptions = {}) =>
  memoryPair({ ...options, pair: { mode: "two-way", ...options.pair } })

const reasonsOf = (both: MemoryPair) => Effect.map(preview(both), ({ halts }) => halts.map(({ reason }) => reason))

const load = Effect.flatMap(StateStore, (state) => state.load("pair"))

const markOn = (world: MemoryWorld): number | undefined => {
  const path = world.paths().find(isMark)
  const text = path === undefined ? undefined : textAt(world, path)
  return text === undefined ? undefined : Number(/"run":(\d+)/.exec(text)?.[1])
}

/** Two folders in step, with a past of one run. */
const inStep = Effect.fnUntraced(function*(both: MemoryPair) {
  fill(both.left, { "a": "1", "d/b": "2" })
  yield* patiently(pass(both))
})

describe("marks", () => {
  it.effect("say the number of the last run that changed anything, on both sides alike", () => {
    const both = twoWay()
    return Effect.gen(function*() {
      yield* inStep(both)
      assert.deepStrictEqual([markOn(both.left), markOn(both.right)], [1, 1])
      yield* patiently(pass(both))
      assert.deepStrictEqual([markOn(both.left), markOn(both.right)], [1, 1])
      both.right.put("c", "3")
      yield* patiently(pass(both))
      assert.deepStrictEqual([markOn(both.left), markOn(both.right)], [3, 3])
      assert.deepInclude((yield* load).mark, { least: 3, most: 3 })
      assert.deepStrictEqual(yield* reasonsOf(both), [])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("are left by two-way pairs alone", () => {
    const both = memoryPair()
    return Effect.gen(function*() {
      yield* inStep(both)
      assert.deepStrictEqual([markOn(both.left), markOn(both.right)], [undefined, undefined])
      assert.isFalse([...both.left.paths(), ...both.right.paths()].some((path) => path.startsWith(markPrefix)))
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("are the last thing that a run does: a copy that is taken in the middle of it is an older one", () => {
    const both = twoWay()
    return Effect.gen(function*() {
      yield* inStep(both)
      fill(both.left, { "new": "3", "d/new": "4" })
      both.right.remove("a")
      const marks = new Set<number | undefined>()
      both.before = ({ moment, path }) => {
        const isOfMark = path !== undefined && isMark(path)
        if (!isOfMark && moment !== "root") marks.add(markOn(both.left)).add(markOn(both.right))
        return undefined
      }
      yield* patiently(pass(both))
      assert.deepStrictEqual([...marks], [1])
      assert.deepStrictEqual([markOn(both.left), markOn(both.right)], [2, 2])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("stay as they were when nothing that was planned came about", () => {
    const both = twoWay()
    return Effect.gen(function*() {
      yield* inStep(both)
      fill(both.left, { new: "3" })
      both.before = ({ moment, path }) => moment === "write" && path === "new" ? denied : undefined
      yield* patiently(pass(both))
      assert.deepStrictEqual([markOn(both.left), markOn(both.right)], [1, 1])
      both.before = () => undefined
      yield* patiently(pass(both))
      assert.deepStrictEqual(treeOf(both.right), treeOf(both.left))
    }).pipe(Effect.provide(both.layer))
  })
})

describe("a side that is put back to yesterday's copy", () => {
  it.effect("halts the plan, whichever side it is, and nothing is lost once the state is rebuilt", () =>
    Effect.gen(function*() {
      for (const side of ["left", "right"] as const) {
        const both = twoWay()
        yield* Effect.gen(function*() {
          yield* inStep(both)
          const yesterday = copyOf(both[side])
          fill(both.left, { "since": "3", "d/since": "4" })
          yield* patiently(pass(both))
          putBackCopy(both[side], yesterday)
          assert.deepStrictEqual(yield* reasonsOf(both), ["side-restored"], side)
          yield* Effect.scoped(
            Effect.flatMap(StateStore, (state) => Effect.andThen(state.lock("pair"), state.forget("pair"))),
          )
          const plan = yield* preview(both)
          assert.deepStrictEqual(plan.halts, [])
          assert.isFalse(plan.actions.some(({ _tag, expected }) => _tag === "Delete" || expected !== undefined))
          yield* patiently(pass(both))
          assert.deepInclude(treeOf(both.left), { "since": "3", "d/since": "4", "a": "1" })
          assert.deepStrictEqual(treeOf(both.left), treeOf(both.right))
        }).pipe(Effect.provide(both.layer, { local: true }))
      }
    }))

  it.effect("halts it even when the folder is another one by now", () => {
    const both = twoWay()
    return Effect.gen(function*() {
      yield* inStep(both)
      const yesterday = copyOf(both.right)
      both.left.put("a", "edited")
      yield* patiently(pass(both))
      both.right.replaceRoot()
      putBackCopy(both.right, yesterday)
      assert.sameMembers([...yield* reasonsOf(both)], ["root-swapped", "side-restored"])
    }).pipe(Effect.provide(both.layer))
  })
})

describe("other changes of marks and roots", () => {
  it.effect("an older copy of the state halts the plan", () => {
    const both = twoWay()
    return Effect.gen(function*() {
      yield* inStep(both)
      const file = both.left.paths().find(isMark)!
      for (const world of [both.left, both.right]) world.put(file, JSON.stringify({ "run": 7 }))
      assert.deepStrictEqual(yield* reasonsOf(both), ["state-restored"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("a mark that is gone halts the plan, and so does a folder without any", () =>
    Effect.gen(function*() {
      for (const side of ["left", "right"] as const) {
        const both = twoWay()
        yield* Effect.gen(function*() {
          yield* inStep(both)
          both[side].remove(both[side].paths().find(isMark)!)
          assert.deepStrictEqual(yield* reasonsOf(both), ["mark-missing"])
          both[side].replaceRoot()
          assert.include(yield* reasonsOf(both), "mark-missing")
        }).pipe(Effect.provide(both.layer, { local: true }))
      }
    }))

  it.effect("a mark that says nothing that can be understood stops the pass", () => {
    const both = twoWay()
    return Effect.gen(function*() {
      yield* inStep(both)
      both.right.put(both.right.paths().find(isMark)!, "who wrote this?")
      const error = yield* patiently(Effect.flip(preview(both)))
      assert.deepInclude(error, { _tag: "EndpointError", operation: "read" })
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("a folder that is somewhere else by now, with the right mark in it, is the same folder", () => {
    const both = twoWay()
    return Effect.gen(function*() {
      yield* inStep(both)
      const today = copyOf(both.right)
      both.right.replaceRoot()
      putBackCopy(both.right, today)
      assert.deepStrictEqual(yield* reasonsOf(both), [])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("a pair that was forgotten meets for the first time: nothing is deleted", () => {
    const both = twoWay()
    return Effect.gen(function*() {
      yield* inStep(both)
      both.right.remove("a")
      yield* Effect.scoped(
        Effect.flatMap(StateStore, (state) => Effect.andThen(state.lock("pair"), state.forget("pair"))),
      )
      const { actions, halts } = yield* preview(both)
      assert.deepStrictEqual(actions.map(({ _tag, side, path }) => [_tag, side, path]), [["Transfer", "right", "a"]])
      assert.deepStrictEqual(halts, [])
    }).pipe(Effect.provide(both.layer))
  })
})
