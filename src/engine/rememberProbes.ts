/** Keeps what servers were found to do in the state. */
import { Effect, Layer } from "effect"
import { Probes } from "../endpoint/Probes.ts"
import { StateStore } from "../state/StateStore.ts"

/** A state that cannot be read is dealt with where it matters; here it only means that nothing is remembered. */
export const layerProbes = (keeps: boolean) =>
  Layer.effect(
    Probes,
    Effect.map(StateStore, (state) => ({
      load: (key) => Effect.orElseSucceed(state.loadProbe(key), () => undefined),
      save: (key, probe) => keeps ? Effect.ignore(state.saveProbe(key, probe)) : Effect.void,
    })),
  )
