import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { preflight } from "../../src/engine/preflight.ts"
import { openSides } from "../../src/engine/Sides.ts"
import { at, directory } from "../support/entries.ts"
import { denied, fill, lost, type MemoryPair, memoryPair, patiently, preview } from "../support/memoryPair.ts"

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
      assert.deepStrictEqual(stale, { side: "right", path: at("old"), planned: before, found: both.right.peek("old") })
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
