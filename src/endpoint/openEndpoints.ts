/** The real endpoints: this machine, and the declared remotes. */
import { Effect, Layer } from "effect"
import { type Remote } from "../domain/Remote.ts"
import { Endpoints } from "./Endpoint.ts"
import { EndpointError } from "./EndpointError.ts"
import { localEndpoint } from "./local/localEndpoint.ts"
import { Probes } from "./Probes.ts"
import { Secrets } from "./Secrets.ts"
import { openSftpEndpoint } from "./sftp/openSftpEndpoint.ts"

export const layerEndpoints = (
  remotes: ReadonlyMap<string, Remote>,
): Layer.Layer<Endpoints, never, Secrets | Probes> =>
  Layer.effect(
    Endpoints,
    Effect.gen(function*() {
      const context = yield* Effect.context<Secrets | Probes>()
      return Endpoints.of({
        open: Effect.fnUntraced(function*(place, symlinks) {
          if (place._tag === "Local") {
            return yield* localEndpoint({ root: place.path, name: place.written, symlinks })
          }
          const remote = remotes.get(place.remote)
          if (remote === undefined) {
            return yield* new EndpointError({
              endpoint: place.written,
              operation: "open",
              reason: { _tag: "Refused", message: `no remote "${place.remote}" is declared` },
            })
          }
          return yield* Effect.provideContext(openSftpEndpoint(remote, remotes, place, symlinks), context)
        }),
      })
    }),
  )
