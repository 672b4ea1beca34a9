/** Remembers what a server was found to be able to do, so that it is tried out once and not in every run. */
import { Context, Effect, Layer } from "effect"

export class Probes extends Context.Service<Probes, {
  /** Any JSON value, or `undefined` when nothing is remembered. */
  readonly load: (key: string) => Effect.Effect<unknown>
  readonly save: (key: string, probe: unknown) => Effect.Effect<void>
}>()("syncfile/endpoint/Probes") {
  static readonly layerForgetful = Layer.succeed(Probes, {
    load: () => Effect.succeed(undefined),
    save: () => Effect.void,
  })
}
