/** What every state store keeps of large files on their way. */
import { assert, it } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { type Checkpoint, StateStore } from "../../src/state/StateStore.ts"
import { at, beginning, ending, fileOf } from "./samples.ts"

const checkpoint = (bytes: number): Checkpoint => ({
  from: at("a"),
  wanted: { _tag: "File", size: 900, modified: 1_700_000_000_123.25, mode: 0o640, id: "12.5" },
  bytes,
  digest: "ab".repeat(32),
  isSynced: bytes % 2 === 0,
})

export const keepsCheckpoints = (layer: Layer.Layer<StateStore>): void => {
  it.effect("tells the last one of each intent, until that is settled or its beginning is dropped", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const run = yield* state.begin(beginning("notes", "a", "b", "c", "d"))
      for (const bytes of [100, 300, 201]) yield* run.checkpoint(0, checkpoint(bytes))
      for (const number of [1, 2]) yield* run.checkpoint(number, checkpoint(400))
      yield* run.checkpoint(1, undefined)
      yield* run.settle([{ path: at("c"), agreement: fileOf(1), intent: 2 }])
      yield* run.checkpoint(2, checkpoint(500))
      const { unfinished } = yield* state.load("notes")
      assert.deepStrictEqual(Array.from(unfinished[0]!.intents.values(), (intent) => intent.checkpoint), [
        checkpoint(201),
        undefined,
        undefined,
      ])
      assert.notProperty(unfinished[0]!.intents.get(1), "checkpoint")
    }).pipe(Effect.provide(layer)))

  it.effect("forgets them with the run, and takes none of a run that is over", () =>
    Effect.gen(function*() {
      const state = yield* StateStore
      yield* state.lock("notes")
      const died = yield* state.begin(beginning("notes", "a"))
      yield* died.checkpoint(0, checkpoint(100))
      const next = yield* state.begin(beginning("notes", "a"))
      yield* next.finish(ending("ok", ""))
      yield* died.checkpoint(0, checkpoint(200))
      assert.deepStrictEqual((yield* state.load("notes")).unfinished, [])
      yield* (yield* state.begin(beginning("notes", "a"))).finish(ending("ok", "")) // its seal still holds
    }).pipe(Effect.provide(layer)))
}
