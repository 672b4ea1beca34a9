import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { isoTime, layerJson } from "../../src/report/layerJson.ts"
import { recordedWrites, reporting } from "./recordedWrites.ts"
import { addFile, planOf, reportOf } from "./samples.ts"

const pair = "website"

describe("layerJson", () => {
  it.effect("writes whole lines with the time it is given", () =>
    Effect.gen(function*() {
      const { write, taken } = recordedWrites()
      yield* reporting(layerJson(write, Effect.succeed("noon")), (emit) =>
        emit({ _tag: "Planned", plan: planOf({ actions: [addFile("a", 1), addFile("b", 1)] }) }))
      const [text = "", ...more] = taken()
      assert.deepStrictEqual(more, [])
      assert.match(text, /\n$/)
      assert.deepStrictEqual(
        text.trimEnd().split("\n").map((line) =>
          JSON.parse(line)
        ).map(({ type, time }) => [type, time]),
        [["planned_action", "noon"], ["planned_action", "noon"], ["change_summary", "noon"]],
      )
    }))

  it.effect("writes a large plan in parts", () =>
    Effect.gen(function*() {
      const { write, taken } = recordedWrites()
      const actions = Array.from({ length: 2500 }, (_, index) => addFile(`${index}`, 1))
      yield* reporting(layerJson(write), (emit) => emit({ _tag: "Planned", plan: planOf({ actions }) }))
      const texts = taken()
      assert.deepStrictEqual(texts.map((text) => text.split("\n").length - 1), [1000, 1000, 501])
    }))

  it.effect("tells progress every five seconds as long as a pair is busy, even when nothing moves", () =>
    Effect.gen(function*() {
      const { write, taken } = recordedWrites()
      const told = () => taken().map((text) => JSON.parse(text))
      yield* TestClock.setTime(Date.UTC(2026, 10, 22, 15))
      yield* reporting(layerJson(write), (emit) =>
        Effect.gen(function*() {
          yield* emit({ _tag: "Started", pair, actions: 1, bytes: 100 })
          yield* emit({ _tag: "Progress", pair, bytes: 10 })
          yield* emit({ _tag: "Progress", pair, bytes: 20 })
          yield* TestClock.adjust("10 seconds")
          assert.deepStrictEqual(told().map(({ type, time, bytes }) => [type, time, bytes]), [
            ["apply_start", "2026-11-22T15:00:00.000Z", 100],
            ["apply_progress", "2026-11-22T15:00:05.000Z", 30],
            ["apply_progress", "2026-11-22T15:00:10.000Z", 30],
          ])
          yield* emit({ _tag: "Finished", report: reportOf([]) })
          yield* TestClock.adjust("1 minute")
          assert.deepStrictEqual(told().map(({ type }) => type), ["apply_complete"])
        }))
    }))
})

describe("isoTime", () => {
  it.effect("is what the clock says, in UTC", () =>
    Effect.gen(function*() {
      yield* TestClock.setTime(1500)
      assert.strictEqual(yield* isoTime, "1970-01-01T00:00:01.500Z")
    }))
})
