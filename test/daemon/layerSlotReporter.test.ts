import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { layerSlotReporter } from "../../src/daemon/layerSlotReporter.ts"
import { makeSlot } from "../../src/daemon/Slot.ts"
import { Reporter } from "../../src/report/Reporter.ts"
import { pairOf } from "../support/entries.ts"

/** What is kept of so many lines. */
const kept = (lines: number) => {
  const slot = makeSlot(pairOf({}))
  return Effect.gen(function*() {
    const { emit } = yield* Reporter
    for (let line = 1; line <= lines; line++) yield* emit({ _tag: "Note", pair: "pair", message: `line ${line}` })
    return slot.log
  }).pipe(Effect.provide(layerSlotReporter(slot)))
}

describe("what is said of a pass", () => {
  it.effect("is kept, as far as it is a hundred lines", () =>
    Effect.gen(function*() {
      const lines = yield* kept(100)
      assert.deepStrictEqual([lines.length, lines.at(-1)], [100, "pair: line 100"])
    }))

  it.effect("is counted from there on: the last line says how many there were", () =>
    Effect.gen(function*() {
      for (const [said, more] of [[101, 2], [5000, 4901]] as const) {
        const lines = yield* kept(said)
        assert.strictEqual(lines.length, 100)
        assert.deepStrictEqual(lines.slice(-2), [
          "pair: line 99",
          `… and ${more} more lines, which only the log of the watch has`,
        ])
      }
    }))
})
