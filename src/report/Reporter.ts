/** Where a pass says what it is doing. Whoever listens decides how it looks. */
import { Context, Effect, Layer, Ref } from "effect"
import { type SyncEvent } from "./SyncEvent.ts"

export class Reporter extends Context.Service<Reporter, {
  readonly emit: (event: SyncEvent) => Effect.Effect<void>
}>()("syncfile/report/Reporter") {
  static readonly layerSilent = Layer.succeed(Reporter, { emit: () => Effect.void })

  static readonly layerRecording = (events: Ref.Ref<ReadonlyArray<SyncEvent>>) =>
    Layer.succeed(Reporter, { emit: (event) => Ref.update(events, (all) => [...all, event]) })
}

/** Where text goes: standard output or standard error, given by whoever composes the layers. */
export type Write = (text: string) => Effect.Effect<void>
