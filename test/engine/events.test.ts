/** What a pass says while it runs. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { denied, fill, lost, memoryPair, pass, patiently } from "../support/memoryPair.ts"

describe("what is told", () => {
  it.effect("is the beginning, every byte, every step and the end", () => {
    const both = memoryPair({ left: { chunk: 2 } })
    fill(both.left, { "a": "12345", "d/b": "6" })
    return Effect.gen(function*() {
      const report = yield* patiently(pass(both))
      const told = both.events.filter(({ _tag }) => _tag !== "Scanning")
      assert.deepStrictEqual(told.map(({ _tag }) => _tag).filter((tag) => tag !== "Progress"), [
        "Planned",
        "Started",
        "Settled",
        "Settled",
        "Settled",
        "Finished",
      ])
      assert.deepInclude(told[1], { actions: 3, bytes: 6 })
      const bytes = told.flatMap((event) => event._tag === "Progress" ? [event.bytes] : [])
      assert.deepStrictEqual(bytes.toSorted((a, b) => a - b), [1, 1, 2, 2])
      assert.strictEqual(report.bytes, 6)
      const settled = told.flatMap((event) => event._tag === "Settled" ? [event.outcome] : [])
      assert.deepStrictEqual(settled, report.outcomes)
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("ends with a word when the pass breaks off", () => {
    const both = memoryPair()
    fill(both.left, { a: "1" })
    both.before = ({ moment }) => moment === "list" ? denied : undefined
    return Effect.gen(function*() {
      assert.strictEqual(yield* patiently(Effect.flip(pass(both))), denied)
      assert.deepStrictEqual(both.events.at(-1), { _tag: "Stopped", pair: "pair" })
      assert.isUndefined(both.right.peek("a"))
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("counts the time that it took", () => {
    const both = memoryPair()
    fill(both.left, { a: "1" })
    let failures = 0
    both.before = ({ moment }) => (moment === "write" || moment === "stat") && failures++ < 2 ? lost : undefined
    return Effect.gen(function*() {
      const { milliseconds, outcomes } = yield* patiently(pass(both))
      assert.deepStrictEqual(outcomes.map(({ _tag }) => _tag), ["Done"])
      assert.isAbove(milliseconds, 100) // the pause before it asked again
      assert.isBelow(milliseconds, 1000)
    }).pipe(Effect.provide(both.layer))
  })
})
