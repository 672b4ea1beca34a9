/** The real endpoints and the real state, loaded when the first command needs them: `--help` does not, and comes sooner. */
import { Layer } from "effect"
import { type Wiring } from "./cli/Wiring.ts"
import { layerEndpoints } from "./endpoint/openEndpoints.ts"
import { layerSecrets } from "./endpoint/readSecret.ts"
import { layerProbes } from "./engine/rememberProbes.ts"
import { layerSqlite } from "./state/layerSqlite.ts"

export const doors: typeof Wiring.Service["doors"] = (setup, keepsProbes) =>
  layerEndpoints(setup.remotes).pipe(
    Layer.provide(layerProbes(keepsProbes)),
    Layer.provide(layerSecrets),
    Layer.provideMerge(layerSqlite(setup.state)),
  )
