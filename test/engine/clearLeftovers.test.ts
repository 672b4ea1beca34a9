import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type RelPath } from "../../src/domain/RelPath.ts"
import { asideName, temporaryName } from "../../src/domain/temporaries.ts"
import { memoryEndpoint } from "../../src/endpoint/memory/memoryEndpoint.ts"
import { memoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { clearLeftovers } from "../../src/engine/clearLeftovers.ts"
import { type UnfinishedRun } from "../../src/state/StateStore.ts"
import { at } from "../support/entries.ts"
import { denied, fill, treeOf } from "../support/memoryPair.ts"

const run = "0a1b2c3d"
const part = temporaryName(run, 40, 0)
const old = asideName(part)

const unfinished = (...homes: ReadonlyArray<readonly [number, string]>): ReadonlyArray<UnfinishedRun> => [
  { run, intents: new Map(homes.map(([number, path]) => [number, { side: "right" as const, path: at(path) }])) },
]

const cleared = Effect.fnUntraced(
  function*(
    tree: Readonly<Record<string, string>>,
    leftovers: ReadonlyArray<string>,
    runs: ReadonlyArray<UnfinishedRun>,
  ) {
    const [left, right] = [memoryWorld(), memoryWorld()]
    fill(right, tree)
    const sides = { left: memoryEndpoint(left), right: memoryEndpoint(right) }
    const count = yield* clearLeftovers(leftovers as ReadonlyArray<RelPath>, runs, sides)
    return [count, treeOf(right)] as const
  },
)

describe("leftovers", () => {
  it.effect("of an unfinished run are cleared away", () =>
    Effect.gen(function*() {
      const tree = { "f": "new", [part]: "half", [`d/${temporaryName(run, 41, 2)}`]: "half" }
      const runs = unfinished([40, "f"], [41, "d/g"])
      assert.deepStrictEqual(yield* cleared(tree, Object.keys(tree).slice(1), runs), [2, { "d/": "", "f": "new" }])
    }))

  it.effect("that are old versions go back where nothing is", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* cleared({ [old]: "old" }, [old], unfinished([40, "f"])), [1, { f: "old" }])
      const tree = { [old]: "old", "f": "new" }
      assert.deepStrictEqual(yield* cleared(tree, [old], unfinished([40, "f"])), [1, { f: "new" }])
    }))

  it.effect("of a run or a step that is not known are left alone", () =>
    Effect.gen(function*() {
      const tree = { [part]: "whose?" }
      assert.deepStrictEqual(yield* cleared(tree, [part], []), [0, tree])
      assert.deepStrictEqual(yield* cleared(tree, [part], unfinished([39, "f"])), [0, tree])
      const other: UnfinishedRun = { run: "ffffffff", intents: unfinished([40, "f"])[0]!.intents }
      assert.deepStrictEqual(yield* cleared(tree, [part], [other]), [0, tree])
    }))

  it.effect("that cannot be cleared are no success", () =>
    Effect.gen(function*() {
      const right = memoryWorld()
      fill(right, { [part]: "half" })
      right.before = (moment) => moment === "recover" ? denied : undefined
      const sides = { left: memoryEndpoint(memoryWorld()), right: memoryEndpoint(right) }
      assert.strictEqual(yield* Effect.flip(clearLeftovers([at(part)], unfinished([40, "f"]), sides)), denied)
    }))
})
