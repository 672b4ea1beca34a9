import { assert, describe, it } from "@effect/vitest"
import { Effect, Ref } from "effect"
import { Reporter } from "../../src/report/Reporter.ts"
import { type SyncEvent } from "../../src/report/SyncEvent.ts"

const note = (message: string): SyncEvent => ({ _tag: "Note", pair: "p", message })

describe("Reporter", () => {
  it.effect("can keep what it is told", () =>
    Effect.gen(function*() {
      const events = yield* Ref.make<ReadonlyArray<SyncEvent>>([])
      yield* Reporter.use(({ emit }) => Effect.andThen(emit(note("a")), emit(note("b")))).pipe(
        Effect.provide(Reporter.layerRecording(events)),
      )
      assert.deepStrictEqual(yield* Ref.get(events), [note("a"), note("b")])
    }))

  it.effect("can keep silent", () =>
    Reporter.use(({ emit }) => emit(note("a"))).pipe(
      Effect.map((nothing) => assert.strictEqual(nothing, undefined)),
      Effect.provide(Reporter.layerSilent),
    ))
})
