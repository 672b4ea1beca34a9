import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type Pair } from "../../src/domain/Pair.ts"
import { scopeOf } from "../../src/engine/scopeOf.ts"
import { pairOf } from "../support/entries.ts"
import { fill, type MemoryPair, memoryPair, pass, patiently, preview } from "../support/memoryPair.ts"

const halts = (both: MemoryPair) => Effect.map(preview(both), (plan) => plan.halts.map(({ reason }) => reason))

/** The plan of two worlds whose directories list in this order. */
const planned = (order: ReadonlyArray<string>) => {
  const both = memoryPair({ left: { hasIds: false }, right: { hasIds: false } })
  for (const name of order) {
    both.left.put(name, name, { modified: 1_000 })
    both.right.put(`${name}-old`, name, { modified: 1_000 })
    both.left.putEntry(`${name}-dark`, { _tag: "Unknown", problem: "permission denied" })
    both.right.putEntry(`${name}-link`, { _tag: "Symlink", target: "x" })
  }
  return Effect.provide(preview(both), both.layer, { local: true })
}

describe("the scope of a pair", () => {
  const pair = pairOf()
  it.each<readonly [string, Partial<Pair>]>([
    ["the source", { left: { _tag: "Local", path: "/other", written: "./left" } }],
    ["the target", { right: { _tag: "Remote", remote: "r", path: "/right", written: "r:right" } }],
    ["the mode", { mode: "copy" }],
    ["the comparison", { compare: "checksum" }],
    ["the filters", { filters: [{ _tag: "Exclude", glob: "*.tmp" }] }],
    ["the treatment of links", { symlinks: "follow" }],
  ])("changes with %s", (_what, parts) => assert.notStrictEqual(scopeOf({ ...pair, ...parts }), scopeOf(pair)))

  it("changes with the order of the filters", () => {
    const filters = [{ _tag: "Exclude", glob: "a" }, { _tag: "Include", glob: "b" }] as const
    assert.notStrictEqual(scopeOf({ ...pair, filters }), scopeOf({ ...pair, filters: filters.toReversed() }))
  })

  it("does not change with the name or the limits", () => {
    const limits = { deletes: { count: 1, percent: 1 }, changes: undefined, transfer: 5 }
    assert.strictEqual(scopeOf({ ...pair, name: "other", limits }), scopeOf(pair))
  })
})

describe("a plan of a pair", () => {
  it.effect("without a source holds nothing but the halt that says so", () => {
    const both = memoryPair()
    fill(both.left, { a: "1", b: "2" })
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      both.left.removeRoot()
      both.right.put("b", "edited")
      const plan = yield* preview(both)
      assert.deepStrictEqual(plan.halts.map(({ reason }) => reason), ["source-missing"])
      assert.deepStrictEqual([plan.actions, plan.conflicts, plan.agreed, plan.drift], [[], [], [], []])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("says whether the target has to be made", () => {
    const both = memoryPair()
    fill(both.left, { a: "1" })
    return Effect.gen(function*() {
      assert.isFalse((yield* preview(both)).makesRoot)
      both.right.removeRoot()
      const plan = yield* preview(both)
      assert.deepStrictEqual([plan.makesRoot, plan.halts], [true, []])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("is halted by roots that are not what they were", () => {
    const both = memoryPair()
    fill(both.left, { a: "1" })
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      assert.deepStrictEqual(yield* halts(both), [])
      both.right.replaceRoot()
      fill(both.right, { b: "1" })
      assert.deepStrictEqual(yield* halts(both), ["root-swapped"])
      both.right.removeRoot()
      assert.deepStrictEqual(yield* halts(both), ["target-missing"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("is halted when a side turned empty", () => {
    const both = memoryPair()
    fill(both.left, { a: "1" })
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      both.left.remove("a")
      assert.deepStrictEqual(yield* halts(both), ["root-emptied"])
      fill(both.left, { a: "1" })
      both.right.remove("a")
      assert.deepStrictEqual(yield* halts(both), ["root-emptied"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("is halted by what other filters bring into view, and hides nothing away when they narrow", () => {
    const both = memoryPair({ pair: { filters: [{ _tag: "Exclude", glob: "*.tmp" }] } })
    fill(both.left, { a: "1" })
    fill(both.right, { "a": "1", "user.tmp": "mine" })
    const open: MemoryPair = { ...both, pair: pairOf({ filters: [] }) }
    const narrow: MemoryPair = { ...both, pair: pairOf({ filters: [{ _tag: "Exclude", glob: "a" }] }) }
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      assert.deepStrictEqual(yield* halts(both), [])
      const wide = yield* preview(open)
      assert.deepStrictEqual(wide.actions.map(({ _tag, path }) => `${_tag} ${path}`), ["Delete user.tmp"])
      assert.deepStrictEqual(wide.halts.map(({ reason }) => reason), ["foreign-target"])
      both.left.remove("a")
      const { actions } = yield* preview({ ...narrow, left: both.left })
      assert.deepStrictEqual(actions.map(({ path }) => path as string), ["user.tmp"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("takes nothing for gone from the target that its filters hide by now", () => {
    const both = memoryPair()
    fill(both.left, { "a": "1", "d/b": "2", "c": "3", "e": "4" })
    const filters = [{ _tag: "Exclude", glob: "/d/**" }, { _tag: "Exclude", glob: "a" }] as const
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      both.right.remove("c")
      both.right.put("e", "edited")
      const { drift } = yield* preview({ ...both, pair: pairOf({ filters }) })
      assert.deepStrictEqual(drift.map(({ path, now }) => [path as string, now?._tag]), [["c", undefined], [
        "e",
        "File",
      ]])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("reads the same however the directories list", () =>
    Effect.gen(function*() {
      const names = ["a", "b/1", "b/2", "c/d/e", "f"]
      const plan = yield* planned(names)
      assert.strictEqual(JSON.stringify(yield* planned(names.toReversed())), JSON.stringify(plan))
      assert.deepStrictEqual([plan.problems.length, plan.skipped.length], [5, 5])
    }))
})
