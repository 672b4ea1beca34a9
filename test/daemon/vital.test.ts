import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger } from "effect"
import { TestClock } from "effect/testing"
import { StateStore } from "../../src/state/StateStore.ts"
import { memoryPair } from "../support/memoryPair.ts"
import { reconciling, setupOf } from "./watching.ts"

const memory = memoryPair()
const setup = setupOf([memory.pair])
const logged: Array<string> = []
const logging = Logger.make(({ message }) => void logged.push(String(message)))
const noted = Layer.merge(memory.layer, Logger.layer([logging]))

const fault = () => {
  throw new Error("a\nbug")
}
const told = "part of the watch has ended: Error: a\\nbug"

describe("a part of the watch that ends by a mistake", () => {
  it.effect("marks the watch, if it is the loop of a pair", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      const passes = { ...state.passes, last: () => Effect.sync(fault) }
      const { world } = yield* Effect.provideService(reconciling(setup), StateStore, { ...state, passes })
      assert.strictEqual(world.broken, told)
      assert.deepStrictEqual(logged, ["part of the watch has ended"])
    }).pipe(Effect.scoped, Effect.provide(noted)))

  it.effect("marks the watch, if it is what takes the syncfile", () =>
    Effect.gen(function*() {
      const { world, write } = yield* reconciling(setup)
      assert.isUndefined(world.broken)
      yield* write(Object.defineProperty({ ...setup }, "name", { get: fault }))
      assert.strictEqual(world.broken, told)
    }).pipe(Effect.scoped, Effect.provide(noted)))

  it.effect("is not one that ends with the watch", () =>
    Effect.gen(function*() {
      const { fiber, stop, world } = yield* reconciling(setup)
      stop.request()
      yield* TestClock.adjust("1 second")
      assert.isDefined(fiber.pollUnsafe())
      assert.isUndefined(world.broken)
    }).pipe(Effect.scoped, Effect.provide(noted)))
})
