import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { displayWidth } from "../../src/report/displayWidth.ts"
import { layerTerminal } from "../../src/report/layerTerminal.ts"
import { plainStyle } from "../../src/report/Style.ts"
import { type SyncEvent } from "../../src/report/SyncEvent.ts"
import { recordedWrites, reporting } from "./recordedWrites.ts"
import { addFile, done, planOf, remove, reportOf } from "./samples.ts"

const pair = "website"
const mode = "mirror"
const MiB = 2 ** 20
const started = { _tag: "Started", pair, actions: 4, bytes: 10 * MiB } satisfies SyncEvent
const moved = (bytes: number) => ({ _tag: "Progress", pair, bytes }) satisfies SyncEvent
const settled: SyncEvent = { _tag: "Settled", pair, mode, outcome: done(addFile("a", 1)) }
const failed: SyncEvent = {
  _tag: "Settled",
  pair,
  mode,
  outcome: { _tag: "Failed", action: remove("b"), message: "no" },
}
const erase = "\r\u001b[J"
const live = (text: string) => `\r${text}\u001b[K`

const screen = (columns = 80) => {
  const { write, taken } = recordedWrites()
  return { layer: layerTerminal({ write, columns: Effect.sync(() => columns), style: plainStyle }), taken }
}

describe("layerTerminal", () => {
  it.effect("shows one line, brings it up to date, and takes it away at the end", () =>
    Effect.gen(function*() {
      const { layer, taken } = screen()
      yield* reporting(layer, (emit) =>
        Effect.gen(function*() {
          yield* emit({ _tag: "Scanning", pair, mode, side: "left", entries: 5 })
          yield* TestClock.adjust("100 millis")
          assert.deepStrictEqual(taken(), [live("website  looking  source 5 entries")])

          yield* emit({ _tag: "Planned", plan: planOf({}) })
          assert.deepStrictEqual(taken(), [erase])

          yield* emit(started)
          yield* emit(settled)
          yield* TestClock.adjust("100 millis")
          yield* emit(moved(5 * MiB))
          yield* TestClock.adjust("1 second")
          assert.deepStrictEqual(taken(), [
            live("website  ──────────────────────────────  0%  0 B/10 MiB  1/4 actions"),
            live("website  ━━━━━━━━━━━━━━━───────────────  50%  5 MiB/10 MiB  1/4 actions"),
            live("website  ━━━━━━━━━──────────  50%  5 MiB/10 MiB  1/4 actions  10 MiB/s  1s left"),
            live("website  ━━━━━━━━━━──────────  50%  5 MiB/10 MiB  1/4 actions  9 MiB/s  1s left"),
          ])

          yield* emit({ _tag: "Finished", report: reportOf([]) })
          assert.deepStrictEqual(taken(), [erase])
        }))
      assert.deepStrictEqual(taken(), [])
    }))

  it.effect("draws at most ten times a second, however much is reported", () =>
    Effect.gen(function*() {
      const { layer, taken } = screen()
      yield* reporting(layer, (emit) =>
        Effect.gen(function*() {
          yield* emit(started)
          for (let chunk = 0; chunk < 1000; chunk++) {
            yield* emit(moved(1024))
            yield* TestClock.adjust("1 millis")
          }
          assert.lengthOf(taken(), 10)
        }))
    }))

  it.effect("draws nothing anew when nothing changed", () =>
    Effect.gen(function*() {
      const { layer, taken } = screen()
      yield* reporting(layer, (emit) =>
        Effect.gen(function*() {
          yield* emit({ _tag: "Scanning", pair, mode, side: "left", entries: 5 })
          yield* TestClock.adjust("1 minute")
          assert.lengthOf(taken(), 1)
        }))
    }))

  it.effect("keeps failures and notes above the line", () =>
    Effect.gen(function*() {
      const { layer, taken } = screen()
      yield* reporting(layer, (emit) =>
        Effect.gen(function*() {
          yield* emit(started)
          yield* emit(failed)
          assert.deepStrictEqual(taken(), ["website: failed - b: no\n"])
          yield* TestClock.adjust("100 millis")
          const line = "website  ──────────────────────────────  0%  0 B/10 MiB  1/4 actions  1 failed"
          assert.deepStrictEqual(taken(), [live(line)])
          yield* emit({ _tag: "Note", pair, message: "slow\u001b[2J" })
          assert.deepStrictEqual(taken(), [`${erase}website: slow\\u001b[2J\n${line}`])
          yield* emit({ _tag: "Stopped", pair })
          yield* emit({ _tag: "Note", pair, message: "over" })
          assert.deepStrictEqual(taken(), [erase, "website: over\n"])
        }))
    }))

  it.effect("takes the line away when it is interrupted", () =>
    Effect.gen(function*() {
      const { layer, taken } = screen()
      const fiber = yield* Effect.forkChild(
        reporting(layer, (emit) => Effect.andThen(emit(started), Effect.never)),
        { startImmediately: true },
      )
      yield* TestClock.adjust("100 millis")
      assert.lengthOf(taken(), 1)
      yield* Fiber.interrupt(fiber)
      assert.deepStrictEqual(taken(), [erase])
      yield* TestClock.adjust("1 minute")
      assert.deepStrictEqual(taken(), [])
    }))

  it.effect("never reaches the end of the line, even in a window that shrinks", () =>
    Effect.gen(function*() {
      const { write, taken } = recordedWrites()
      let columns = 120
      const layer = layerTerminal({ write, columns: Effect.sync(() => columns), style: plainStyle })
      yield* reporting(layer, (emit) =>
        Effect.gen(function*() {
          yield* emit({ ...started, pair: "日本語" })
          for (columns = 120; columns > 0; columns--) {
            yield* emit({ ...moved(1024), pair: "日本語" })
            yield* TestClock.adjust("100 millis")
            const widths = taken().map((text) => displayWidth(text.replace("\r", "").replace("\u001b[K", "")))
            for (const width of widths) assert.isBelow(width, columns)
          }
        }))
    }))

  it.effect("tells of several pairs in one line", () =>
    Effect.gen(function*() {
      const { layer, taken } = screen(100)
      yield* reporting(layer, (emit) =>
        Effect.gen(function*() {
          yield* emit(started)
          yield* emit({ ...started, pair: "other" })
          yield* emit({ _tag: "Scanning", pair: "third", mode, side: "right", entries: 5 })
          yield* TestClock.adjust("100 millis")
          assert.deepStrictEqual(taken(), [
            live("2 pairs  ──────────────────────────────  0%  0 B/20 MiB  0/8 actions  and 1 more pair"),
          ])
        }))
    }))
})
