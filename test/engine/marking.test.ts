/** Two-way runs to which something happens while they leave their marks. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type MemoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { preparePair } from "../../src/engine/preparePair.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { disturbedPass } from "../support/disturbances.ts"
import {
  changesOn,
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
