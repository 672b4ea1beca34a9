/** Two folders that meet for the first time, and what policies may do then and later. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type Policy } from "../../src/domain/Pair.ts"
import {
  backups,
  changesOn,
  fill,
  keptIn,
  type MemoryPair,
  memoryPair,
  pass,
  patiently,
  preview,
  treeOf,
} from "../support/memoryPair.ts"

const newer: Policy = { resolve: "newer", loser: "backup", againstDelete: "edit" }

const meeting = (policy: Policy): MemoryPair => {
  const both = memoryPair({ pair: { mode: "two-way", backup: backups(), conflicts: { policy, rules: [] } } })
  for (const world of [both.left, both.right]) world.put("same", "1", { modified: 1_600_000_000_000 })
  both.left.put("differs", "left's", { modified: 1_600_000_000_000 })
  both.right.put("differs", "right's, newer", { modified: 1_600_000_060_000 })
  both.left.put("kind", "a file", { modified: 1_600_000_000_000 })
  fill(both.right, { "kind/x": "in a folder", "only/right": "2" })
  fill(both.left, { "only/left": "3" })
  return both
}

describe("when both sides meet for the first time", () => {
  it.effect("each gets what only the other has, and nothing is replaced or deleted whatever the policy", () =>
    Effect.gen(function*() {
      for (const resolve of ["hold", "newer", "larger", "left", "right", "keep-both"] as const) {
        const both = meeting({ ...newer, resolve, againstDelete: "delete" })
        yield* Effect.gen(function*() {
          const { actions, conflicts, halts } = yield* preview(both)
          assert.isTrue(actions.every(({ _tag, expected }) => _tag !== "Delete" && expected === undefined), resolve)
          assert.deepStrictEqual(conflicts.map(({ path }) => path), ["differs", "kind"])
          assert.deepStrictEqual(halts, [])
          yield* patiently(pass(both))
          assert.deepStrictEqual([keptIn(both.left), keptIn(both.right)], [{}, {}])
          assert.deepStrictEqual(treeOf(both.left)["differs"], "left's")
          assert.deepStrictEqual(treeOf(both.right)["differs"], "right's, newer")
          assert.deepInclude(treeOf(both.left), { "only/left": "3", "only/right": "2" })
          assert.deepInclude(treeOf(both.right), { "only/left": "3", "only/right": "2" })
        }).pipe(Effect.provide(both.layer, { local: true }))
      }
    }))

  it.effect("the next run follows the policy, and keeps what lost", () => {
    const both = meeting(newer)
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      yield* patiently(pass(both))
      assert.strictEqual(treeOf(both.left)["differs"], "right's, newer")
      assert.deepStrictEqual(keptIn(both.left), { differs: ["left's"] })
      const { actions, conflicts } = yield* preview(both)
      assert.deepStrictEqual([actions, conflicts.map(({ path }) => path)], [[], ["kind"]])
    }).pipe(Effect.provide(both.layer))
  })
})

describe("a plan that deletes or sends more than it may", () => {
  it.effect("halts before anything at all is changed, on either side", () => {
    const limits = { deletes: { count: 1, percent: 100 }, changes: { percent: 10 }, transfer: 3 }
    const both = memoryPair({ pair: { mode: "two-way", limits } })
    fill(both.left, { "a": "1", "b": "2", "c": "3" })
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      both.steps.length = 0
      both.left.remove("a")
      both.left.remove("b")
      both.right.put("c", "3333")
      const { halts } = yield* preview(both)
      assert.deepStrictEqual(halts.map(({ reason }) => reason), ["delete-limit", "change-limit", "transfer-limit"])
      assert.deepStrictEqual([changesOn(both, "left"), changesOn(both, "right")], [[], []])
    }).pipe(Effect.provide(both.layer))
  })
})
