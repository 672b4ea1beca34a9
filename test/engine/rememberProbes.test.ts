import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Probes } from "../../src/endpoint/Probes.ts"
import { layerProbes } from "../../src/engine/rememberProbes.ts"
import { layerMemory } from "../../src/state/layerMemory.ts"
import { StateError, StateStore } from "../../src/state/StateStore.ts"

const inMemory = (keeps: boolean) => layerProbes(keeps).pipe(Layer.provideMerge(layerMemory))

describe("what a server was found to do", () => {
  it.effect("is kept in the state", () =>
    Effect.gen(function*() {
      const probes = yield* Probes
      assert.isUndefined(yield* probes.load("server"))
      yield* probes.save("server", { keepsTimes: true })
      assert.deepStrictEqual(yield* probes.load("server"), { keepsTimes: true })
      assert.deepStrictEqual(yield* (yield* StateStore).loadProbe("server"), { keepsTimes: true })
      assert.isUndefined(yield* probes.load("other"))
    }).pipe(Effect.provide(inMemory(true))))

  it.effect("is read but not kept where nothing may be changed", () =>
    Effect.gen(function*() {
      const probes = yield* Probes
      yield* (yield* StateStore).saveProbe("known", 1)
      yield* probes.save("server", 2)
      assert.deepStrictEqual([yield* probes.load("known"), yield* probes.load("server")], [1, undefined])
    }).pipe(Effect.provide(inMemory(false))))

  it.effect("is forgotten rather than in the way when the state cannot be used", () => {
    const broken = new StateError({ file: "state", reason: { _tag: "Damaged", message: "torn" } })
    const state = Layer.effect(
      StateStore,
      Effect.map(StateStore, (store) => ({
        ...store,
        loadProbe: () => Effect.fail(broken),
        saveProbe: () => Effect.fail(broken),
      })),
    ).pipe(Layer.provide(layerMemory))
    return Effect.gen(function*() {
      const probes = yield* Probes
      yield* probes.save("server", 2)
      assert.isUndefined(yield* probes.load("server"))
    }).pipe(Effect.provide(layerProbes(true).pipe(Layer.provide(state))))
  })
})
