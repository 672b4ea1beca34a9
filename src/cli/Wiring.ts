/** Turns a setup into the doors that commands go through. Made in main.ts, where layers meet. */
import { Context, type Layer } from "effect"
import { type Setup } from "../domain/Setup.ts"
import { type Connections } from "../endpoint/Connections.ts"
import { type Endpoints } from "../endpoint/Endpoint.ts"
import { type StateStore } from "../state/StateStore.ts"

export class Wiring extends Context.Service<Wiring, {
  readonly connections: Layer.Layer<Connections>
  readonly state: (setup: Setup) => Layer.Layer<StateStore>
  /** `keepsProbes`: what a server was found to do is written to the state, which a plan alone never touches. */
  readonly endpoints: (setup: Setup, keepsProbes: boolean) => Layer.Layer<Endpoints, never, Connections | StateStore>
}>()("syncfile/cli/Wiring") {}
