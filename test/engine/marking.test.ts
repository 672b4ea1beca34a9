/** Two-way runs to which something happens while they leave their marks. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { type MemoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { preparePair } from "../../src/engine/preparePair.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { disturbedPass } from "../support/disturbances.ts"
import {
  changesOn,
  denied,
  fill,
  isMark,
  leftoversIn,
  type MemoryPair,
  memoryPair,
  type MemoryPairOptions,
  pass,
  patiently,
  textAt,
  treeOf,
} from "../support/memoryPair.ts"
import { copyOf, putBackCopy } from "./twoWay/copyOf.ts"

const twoWay = (options: MemoryPairOptions = {}) =>
  memoryPair({ ...options, pair: { mode: "two-way", ...options.pair } })

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

/** A run that has something to do on both sides, and what happens while it leaves its marks. */
const whileMarking = (options: MemoryPairOptions, happen: (both: MemoryPair) => Effect.Effect<unknown, unknown>) => {
  const both = twoWay(options)
  return Effect.gen(function*() {
    yield* inStep(both)
    both.left.put("a", "newer")
    yield* happen(both) as Effect.Effect<void>
    both.before = () => undefined
    const { plan } = yield* patiently(Effect.scoped(preparePair(both.pair)))
    assert.deepStrictEqual(plan.halts, [])
    yield* patiently(pass(both))
    both.left.put("a", "newest")
    yield* patiently(pass(both))
    assert.deepStrictEqual(treeOf(both.right), { "a": "newest", "d/": "", "d/b": "2" })
    assert.deepStrictEqual([leftoversIn(both.left), leftoversIn(both.right)], [[], []])
    assert.strictEqual(markOn(both.left), markOn(both.right))
    assert.deepStrictEqual((yield* load).unfinished, [])
  }).pipe(Effect.provide(both.layer, { local: true }))
}

describe("while marks are left", () => {
  const moments = ["stat", "write", "write-chunk", "set-aside", "publish", "clear-aside", "published"] as const

  it.effect("a crash, a cut or a refusal at any step is no alarm, and leaves nothing", () =>
    Effect.gen(function*() {
      for (const publishing of ["atomic", "no-replace"] as const) {
        for (const side of ["left", "right"] as const) {
          for (const moment of moments) {
            for (const what of ["crash", "cut", "denied"] as const) {
              yield* whileMarking({ left: { publishing }, right: { publishing } }, (both) => {
                let isActing = false
                return disturbedPass(both, (number) => {
                  const step = both.steps[number]
                  isActing ||= changesOn(both, "right").some(({ path }) => path === "a")
                  const isIt = step?.side === side && step.moment === moment && isMark(step.path ?? "")
                  return isActing && isIt ? what : undefined
                }) as Effect.Effect<unknown>
              })
            }
          }
        }
      }
    }), 60_000)

  it.effect("a process that dies between the last mark and its own end is no alarm either", () =>
    whileMarking({}, (both) => {
      let count = 0
      both.before = ({ moment, path }) => {
        if (moment === "published" && isMark(path ?? "")) count += 1
        if (count === 2) both.isDead = true
        return undefined
      }
      return Effect.andThen(patiently(pass(both)), Effect.sync(() => void (both.isDead = false))) as Effect.Effect<
        unknown
      >
    }))
})

describe("a mark that was not left", () => {
  type Doors = Layer.Success<MemoryPair["layer"]>

  /** A run that changes something and then leaves no mark, a pass with nothing to do, and a side put back to what it was. */
  const isMadeUpFor = (happen: (both: MemoryPair) => Effect.Effect<unknown, unknown, Doors>) => {
    const both = twoWay()
    return Effect.gen(function*() {
      yield* inStep(both)
      const yesterday = copyOf(both.right)
      fill(both.left, { since: "3" })
      yield* Effect.orDie(happen(both))
      both.before = () => undefined
      assert.deepStrictEqual([treeOf(both.right)["since"], markOn(both.right)], ["3", 1])
      yield* patiently(pass(both))
      yield* patiently(pass(both))
      putBackCopy(both.right, yesterday)
      const { plan } = yield* patiently(Effect.scoped(preparePair(both.pair)))
      assert.deepStrictEqual(plan.halts.map(({ reason }) => reason), ["side-restored"])
    }).pipe(Effect.provide(both.layer))
  }

  it.effect("because it was refused is left by the next run, though that has nothing to do", () =>
    isMadeUpFor((both) => {
      both.before = ({ moment, path }) => moment === "write" && isMark(path ?? "") ? denied : undefined
      return Effect.gen(function*() {
        yield* patiently(pass(both))
        const [run] = yield* (yield* StateStore).history("pair", 1)
        assert.deepInclude(run, { outcome: "partial", done: 1 })
      })
    }))

  it.effect("because the process died before it is left by the next run, though that has nothing to do", () =>
    isMadeUpFor((both) =>
      disturbedPass(both, (number) => {
        const step = both.steps[number]
        return step?.moment === "stat" && isMark(step.path ?? "") && both.right.peek("since") ? "crash" : undefined
      })
    ))

  it.effect("because the folders were adopted is left by the next run, though that has nothing to do", () => {
    const both = twoWay()
    return Effect.gen(function*() {
      yield* inStep(both)
      yield* Effect.scoped(Effect.gen(function*() {
        const state = yield* StateStore
        yield* state.lock("pair")
        yield* state.adopt("pair", (yield* load).roots)
      }))
      yield* patiently(pass(both))
      assert.deepInclude((yield* load).mark, { least: 2, most: 2 })
    }).pipe(Effect.provide(both.layer))
  })
})
