import { assert, describe, it } from "@effect/vitest"
import { Effect, Metric } from "effect"
import { TestClock } from "effect/testing"
import { noteMeasures } from "../../src/daemon/noteMeasures.ts"
import { fill, memoryPair } from "../support/memoryPair.ts"
import { watchingAll } from "./watching.ts"

describe("the measures of a watch", () => {
  it.effect("tell of a removed pair no more, and of it again when it is back", () => {
    const memory = memoryPair()
    fill(memory.left, { file: "text" })
    const registry: Metric.MetricRegistry = new Map()
    return Effect.gen(function*() {
      const pairs = ["stays", "goes"].map((name) => ({ ...memory.pair, name }))
      const [, gone] = yield* watchingAll(pairs)
      const { slot, world } = gone!
      yield* Effect.forkScoped(noteMeasures(world))
      const measured = Effect.map(
        Effect.andThen(TestClock.adjust("10 seconds"), Metric.snapshot),
        (all) =>
          all.filter(({ id }) => id.startsWith("syncfile_pair_")).map(({ attributes, id }) => ({
            pair: attributes?.["pair"],
            id,
          })),
      )
      const names = Effect.map(measured, (all) => [...new Set(all.map(({ pair }) => String(pair)))].sort())
      assert.deepStrictEqual(yield* names, ["goes", "stays"])
      world.slots.delete("goes")
      assert.deepStrictEqual(yield* names, ["stays"])
      world.slots.set("goes", slot)
      assert.deepStrictEqual(yield* names, ["goes", "stays"])
    }).pipe(Effect.scoped, Effect.provideService(Metric.MetricRegistry, registry), Effect.provide(memory.layer))
  })
})
