/** A place to write to that remembers every write. */
import { Effect, type Layer, type Scope } from "effect"
import { Reporter, type Write } from "../../src/report/Reporter.ts"
import { type SyncEvent } from "../../src/report/SyncEvent.ts"

export interface Recording {
  readonly write: Write
  /** What was written since the last call. */
  readonly taken: () => ReadonlyArray<string>
}

export const recordedWrites = (): Recording => {
  let texts: Array<string> = []
  return {
    write: (text) => Effect.sync(() => void texts.push(text)),
    taken: () => {
      const all = texts
      texts = []
      return all
    },
  }
}

/** Runs in a scope of its own, so that what is written at the end can be seen after it. */
export const reporting = <A, E>(
  layer: Layer.Layer<Reporter>,
  body: (emit: (event: SyncEvent) => Effect.Effect<void>) => Effect.Effect<A, E, Scope.Scope>,
): Effect.Effect<A, E> =>
  Reporter.use(({ emit }) => Effect.scoped(body(emit))).pipe(Effect.provide(layer, { local: true }))
