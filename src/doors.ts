/** The real endpoints and the real state, loaded when the first command needs them: `--help` does not, and comes sooner. */
import { Layer } from "effect"
import { type Wiring } from "./cli/Wiring.ts"
import { Connections } from "./endpoint/Connections.ts"
import { layerEndpoints } from "./endpoint/openEndpoints.ts"
import { layerSecrets } from "./endpoint/readSecret.ts"
import { layerProbes } from "./engine/rememberProbes.ts"
import { layerSqlite } from "./state/layerSqlite.ts"

export const doors: typeof Wiring.Service = {
  connections: Layer.provide(Connections.layer, layerSecrets),
  state: (setup) => layerSqlite(setup.state),
  endpoints: (setup, keepsProbes) => Layer.provide(layerEndpoints(setup.remotes), layerProbes(keepsProbes)),
}
