import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { asideName, temporaryName } from "../../src/domain/temporaries.ts"
import { memoryEndpoint } from "../../src/endpoint/memory/memoryEndpoint.ts"
import { memoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { carryOut } from "../../src/engine/carryOut.ts"
import { findLeftovers } from "../../src/engine/findLeftovers.ts"
import { prepareSaved } from "../../src/engine/preparePair.ts"
import { StateStore, type UnfinishedRun } from "../../src/state/StateStore.ts"
import { disturbedPass } from "../support/disturbances.ts"
import { at } from "../support/entries.ts"
import { denied, fill, lost, memoryPair, patiently, preview, treeOf } from "../support/memoryPair.ts"

const run = "0a1b2c3d"
const part = temporaryName(run, 1, 0)

const unfinished = (...paths: ReadonlyArray<string>): ReadonlyArray<UnfinishedRun> => [
  {
    run,
    started: 0,
    intents: new Map(paths.map((path, number) => [number, { side: "right" as const, path: at(path) }])),
  },
]

const stage = () => {
  const right = memoryWorld()
  return { right, endpoint: memoryEndpoint(right) }
}

describe("what unfinished runs left", () => {
  it.effect("is found in the folders where they meant to write, each looked at once", () =>
    Effect.gen(function*() {
      const { right, endpoint } = stage()
      fill(right, { [part]: "", [`d/${asideName(part)}`]: "", "d/users file": "", [`elsewhere/${part}`]: "" })
      let lists = 0
      right.before = (moment) => {
        if (moment === "list") lists += 1
        return undefined
      }
      const found = yield* findLeftovers(unfinished("a", "d/b", "d/c", "gone/e"), "right", endpoint)
      assert.deepStrictEqual([found.leftovers, found.unseen], [[part, `d/${asideName(part)}`].map(at), []])
      assert.strictEqual(lists, 3)
      assert.deepStrictEqual(yield* findLeftovers(unfinished("a"), "left", memoryEndpoint(memoryWorld())), {
        leftovers: [],
        unseen: [],
      })
    }))

  it.effect("is not found where nobody may look, and not without a connection", () =>
    Effect.gen(function*() {
      const { right, endpoint } = stage()
      fill(right, { [part]: "", [`d/${part}`]: "" })
      right.before = (moment, path) => moment === "list" && path === "d" ? denied : undefined
      assert.deepStrictEqual(yield* findLeftovers(unfinished("a", "d/b"), "right", endpoint), {
        leftovers: [at(part)],
        unseen: [denied],
      })
      right.before = (moment) => moment === "list" ? lost : undefined
      assert.strictEqual(yield* Effect.flip(findLeftovers(unfinished("a"), "right", endpoint)), lost)
    }))
})

it.effect("before a saved plan is carried out, what the last run left is cleared away", () => {
  const both = memoryPair({ right: { publishing: "no-replace", hasIds: false } }) // with ids, what was aside has changed
  fill(both.left, { "a": "11", "d/b": "2" })
  fill(both.right, { a: "1" })
  return Effect.gen(function*() {
    const plan = yield* preview(both)
    yield* disturbedPass(both, (number) => both.steps[number]?.moment === "publish" ? "crash" : undefined)
    assert.isUndefined(both.right.peek("a"))
    yield* patiently(
      Effect.scoped(Effect.gen(function*() {
        const prepared = yield* prepareSaved(both.pair, plan)
        assert.strictEqual(treeOf(both.right)["a"], "1")
        yield* carryOut(prepared, () => "")
      })),
    )
    assert.deepStrictEqual(treeOf(both.right), { "a": "11", "d/": "", "d/b": "2" })
    assert.deepStrictEqual((yield* (yield* StateStore).load("pair")).unfinished, [])
  }).pipe(Effect.provide(both.layer))
})
