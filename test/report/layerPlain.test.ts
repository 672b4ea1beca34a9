import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { layerPlain } from "../../src/report/layerPlain.ts"
import { type SyncEvent } from "../../src/report/SyncEvent.ts"
import { recordedWrites, reporting } from "./recordedWrites.ts"
import { addFile, done, planOf, remove, reportOf } from "./samples.ts"

const pair = "website"
const mode = "mirror"
const started: SyncEvent = { _tag: "Started", pair, actions: 2, bytes: 2048 }
const settled: SyncEvent = { _tag: "Settled", pair, mode, outcome: done(addFile("a", 2048)) }
const failed = {
  _tag: "Settled",
  pair,
  mode,
  outcome: { _tag: "Failed", action: remove("b\n"), message: "no\r" },
} satisfies SyncEvent

describe("layerPlain", () => {
  it.effect("says when a pair starts and what fails, each on a line", () =>
    Effect.gen(function*() {
      const { write, taken } = recordedWrites()
      yield* reporting(layerPlain({ write }), (emit) =>
        Effect.forEach([started, settled, failed, { _tag: "Note", pair, message: "slow\nserver" }] as const, emit))
      assert.deepStrictEqual(taken(), [
        "website: started, 2 actions, 2 KiB to transfer\n",
        "website: failed - b\\n: no\\r\n",
        "website: slow\\nserver\n",
      ])
    }))

  it.effect("says every outcome when asked to", () =>
    Effect.gen(function*() {
      const { write, taken } = recordedWrites()
      yield* reporting(layerPlain({ write, isVerbose: true }), (emit) => Effect.forEach([settled, failed], emit))
      assert.deepStrictEqual(taken(), ["website: done + a\n", "website: failed - b\\n: no\\r\n"])
    }))

  it.effect("names the side of what fails in a two-way pair", () =>
    Effect.gen(function*() {
      const { write, taken } = recordedWrites()
      yield* reporting(layerPlain({ write }), (emit) => emit({ ...failed, mode: "two-way" }))
      assert.deepStrictEqual(taken(), ["website: failed - b\\n (on the right): no\\r\n"])
    }))

  it.effect("says how far each pair is, once in ten seconds, and only while something goes on", () =>
    Effect.gen(function*() {
      const { write, taken } = recordedWrites()
      yield* reporting(layerPlain({ write }), (emit) =>
        Effect.gen(function*() {
          yield* emit({ _tag: "Scanning", pair, mode, side: "left", entries: 70 })
          yield* TestClock.adjust("9 seconds")
          assert.deepStrictEqual(taken(), [])
          yield* TestClock.adjust("1 second")
          assert.deepStrictEqual(taken(), ["website: looking, source 70 entries\n"])

          yield* emit({ _tag: "Planned", plan: planOf({}) })
          yield* TestClock.adjust("1 minute")
          assert.deepStrictEqual(taken(), [])

          yield* emit(started)
          taken()
          for (let chunk = 0; chunk < 16; chunk++) {
            yield* emit({ _tag: "Progress", pair, bytes: 64 })
            yield* TestClock.adjust("1 second")
          }
          yield* TestClock.adjust("4 seconds")
          assert.deepStrictEqual(taken(), [
            "website: 31%, 640 B/2 KiB, 0/2 actions\n",
            "website: 50%, 1 KiB/2 KiB, 0/2 actions, 38 B/s, 27s left\n",
          ])

          yield* emit({ _tag: "Finished", report: reportOf([]) })
          yield* TestClock.adjust("1 hour")
          assert.deepStrictEqual(taken(), [])
        }))
    }))
})
