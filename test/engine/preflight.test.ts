import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type MemoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { preflight } from "../../src/engine/preflight.ts"
import { openSides } from "../../src/engine/Sides.ts"
import { at, directory } from "../support/entries.ts"
import { denied, fill, lost, type MemoryPair, memoryPair, pass, patiently, preview } from "../support/memoryPair.ts"

const planned = () => {
  const both = memoryPair()
  fill(both.left, { "new": "1", "d/f": "2", "changed": "33", "kind": "4" })
  fill(both.right, { "changed": "3", "old": "5", "kind/x": "6" })
  return both
}

/** The paths that are stale after something happened to the worlds. */
const staleAfter = (happen: (both: MemoryPair) => void) => {
  const both = planned()
  return Effect.gen(function*() {
    const plan = yield* preview(both)
    happen(both)
    const stale = yield* preflight(plan, yield* openSides(both.pair))
    return stale.map(({ side, path }) => `${side} ${path}`).sort()
  }).pipe(Effect.provide(both.layer, { local: true }))
}

describe("a saved plan", () => {
  it.effect("is fresh while both sides are as it saw them", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* staleAfter(() => {}), [])
      assert.deepStrictEqual(
        yield* staleAfter(({ left, right }) => {
          left.put("unrelated", "1")
          right.put("unrelated too", "1")
        }),
        [],
      )
    }))

  it.effect("is stale where either side is not", () =>
    Effect.gen(function*() {
      const cases: ReadonlyArray<readonly [(both: MemoryPair) => void, ReadonlyArray<string>]> = [
        [({ left }) => left.put("new", "9"), ["left new"]],
        [({ left }) => left.remove("changed"), ["left changed"]],
        [({ left }) => left.put("old", "back"), ["left old"]],
        [({ left }) => left.remove("d"), ["left d", "left d/f"]],
        [({ right }) => right.put("new", "theirs"), ["right new"]],
        [({ right }) => right.put("changed", "theirs"), ["right changed"]],
        [({ right }) => right.remove("old"), ["right old"]],
        [({ right }) => right.putEntry("d", directory), ["right d"]],
        [({ right }) => right.put("kind", "a file by now"), ["right kind", "right kind/x"]],
      ]
      for (const [happen, expected] of cases) assert.deepStrictEqual(yield* staleAfter(happen), expected)
    }))

  it.effect("asks once a side for a path with two steps", () => {
    const both = planned()
    return Effect.gen(function*() {
      const plan = yield* preview(both)
      assert.strictEqual(plan.actions.filter(({ path }) => path === "kind").length, 2)
      both.steps.length = 0
      yield* preflight(plan, yield* openSides(both.pair))
      const asked = both.steps.filter(({ moment, path }) => moment === "stat" && path === "kind")
      assert.deepStrictEqual(asked.map(({ side }) => side).sort(), ["left", "right"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("tells what was planned and what is there now", () => {
    const both = planned()
    return Effect.gen(function*() {
      const plan = yield* preview(both)
      const before = both.right.peek("old")
      both.right.put("old", "theirs")
      const [stale] = yield* preflight(plan, yield* openSides(both.pair))
      assert.deepStrictEqual(stale, {
        mode: "mirror",
        side: "right",
        path: at("old"),
        planned: before,
        found: both.right.peek("old"),
      })
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("is not judged when a path cannot be asked for", () => {
    const both = planned()
    return Effect.gen(function*() {
      const plan = yield* preview(both)
      const sides = yield* openSides(both.pair)
      for (const error of [denied, lost]) {
        both.before = ({ moment, path }) => moment === "stat" && path === "old" ? error : undefined
        assert.strictEqual(yield* patiently(Effect.flip(preflight(plan, sides))), error)
      }
    }).pipe(Effect.provide(both.layer))
  })
})

/** The same for a two-way plan with a renamed file, a renamed folder and a conflict copy. */
const staleMovesAfter = (happen: (both: MemoryPair) => void) => {
  const policy = { resolve: "keep-both", loser: "keep-copy", againstDelete: "edit" } as const
  const both = memoryPair({ pair: { mode: "two-way", conflicts: { policy, rules: [] } } })
  const { left, right } = both
  fill(left, { "f": "1", "d/x": "2", "both": "3" })
  return Effect.gen(function*() {
    yield* patiently(pass(both))
    rename(left, "f", "g")
    rename(right, "d", "e")
    left.put("both", "left's")
    right.put("both", "right's", { modified: 1_600_000_000_000 })
    const plan = yield* preview(both)
    assert.deepStrictEqual(plan.actions.map(({ _tag, side, path }) => `${_tag} ${side} ${path}`), [
      "Move left e",
      `Move right ${copy}`,
      "Move right g",
      "Transfer right both",
      `Transfer left ${copy}`,
    ])
    happen(both)
    const stale = yield* preflight(plan, yield* openSides(both.pair))
    return stale.map(({ side, path }) => `${side} ${path}`).sort()
  }).pipe(Effect.provide(both.layer, { local: true }))
}

const copy = "both.conflict-right-2020-09-13T1226"

const rename = (world: MemoryWorld, from: string, to: string): void => {
  world.plant(to, world.renamed(world.find(from)!))
  world.remove(from)
}

describe("a saved plan with moves", () => {
  it.effect("is fresh while both sides are as it saw them", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* staleMovesAfter(() => {}), [])
    }))

  it.effect("is stale where what is to be moved, its new place, or the other side is not", () =>
    Effect.gen(function*() {
      const cases: ReadonlyArray<readonly [(both: MemoryPair) => void, ReadonlyArray<string>]> = [
        [({ right }) => right.put("f", "edited"), ["right f"]],
        [({ right }) => right.put("g", "taken"), ["right g"]],
        [({ left }) => left.put("g", "edited"), ["left g"]],
        [({ left }) => left.put("d", "a file by now"), ["left d"]],
        [({ left }) => left.put("e", "taken"), ["left e"]],
        [({ right }) => right.remove("e"), ["right e"]],
        [({ right }) => right.put("both", "again"), ["right both"]],
        [({ left }) => left.put("both", "again"), ["left both"]],
        [({ left }) => left.put(copy, "taken"), [`left ${copy}`]],
        [({ right }) => right.put(copy, "taken"), [`right ${copy}`]],
      ]
      for (const [happen, expected] of cases) assert.deepStrictEqual(yield* staleMovesAfter(happen), expected)
    }))
})
