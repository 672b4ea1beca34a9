import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { type Pass } from "../../src/domain/watch/Pass.ts"
import { type Endpoint } from "../../src/endpoint/Endpoint.ts"
import { withSignsOfLife } from "../../src/endpoint/SignOfLife.ts"
import { fill, memoryPair } from "../support/memoryPair.ts"
import { passTime, watching, watchOf } from "./watching.ts"

const noon = Date.parse("2026-11-23T12:00:00Z")

/** The first pass that compares contents, where finding their digests takes so long. */
const passWith = (digests: Endpoint["digests"]) => {
  const memory = memoryPair({
    pair: {
      compare: "checksum",
      watch: watchOf({
        schedule: { rhythm: { _tag: "Every", milliseconds: 3_600_000 }, jitter: 0, catchUp: "once", overlap: "skip" },
      }),
    },
    opened: (endpoint) => ({ ...endpoint, digests }),
  })
  for (const side of [memory.left, memory.right]) fill(side, { file: "text" })
  return Effect.gen(function*() {
    yield* TestClock.setTime(noon)
    const { passes } = yield* watching(memory)
    yield* passTime(45)
    const [pass]: ReadonlyArray<Pass> = yield* passes
    return pass
  }).pipe(Effect.scoped, Effect.provide(memory.layer))
}

describe("a pass of which nothing is heard", () => {
  it.effect("is given up", () =>
    Effect.gen(function*() {
      const pass = yield* passWith(() => Effect.as(Effect.sleep("30 minutes"), undefined))
      assert.deepStrictEqual([pass?.outcome, pass?.error], ["failed", "Stalled"])
    }))

  it.effect("but signs of life is not", () =>
    Effect.gen(function*() {
      const pass = yield* passWith(() => Effect.as(withSignsOfLife(Effect.sleep("30 minutes")), undefined))
      assert.strictEqual(pass?.outcome, "ok", pass?.message)
    }))
})
