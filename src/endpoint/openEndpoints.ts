/** The real endpoints: this machine, and the declared remotes. */
import { Effect, Layer } from "effect"
import { type Place } from "../domain/Pair.ts"
import { type Remote } from "../domain/Remote.ts"
import { Connections } from "./Connections.ts"
import { Endpoints } from "./Endpoint.ts"
import { EndpointError } from "./EndpointError.ts"
import { localEndpoint } from "./local/localEndpoint.ts"
import { Probes } from "./Probes.ts"
import { openSftpEndpoint } from "./sftp/openSftpEndpoint.ts"

export const layerEndpoints = (
  remotes: ReadonlyMap<string, Remote>,
): Layer.Layer<Endpoints, never, Connections | Probes> =>
  Layer.effect(
    Endpoints,
    Effect.gen(function*() {
      const context = yield* Effect.context<Probes>()
      const connections = yield* Connections
      return Endpoints.of({
        open: Effect.fnUntraced(function*(place, { symlinks, backup, isApart = false }) {
          if (backup !== undefined && machineOf(backup) !== machineOf(place)) {
            return yield* refused(place, `the folder for old versions, ${backup.written}, is on another machine`)
          }
          if (place._tag === "Local") {
            const old = backup && { root: backup.path, name: backup.written }
            return yield* localEndpoint({ root: place.path, name: place.written, symlinks, backup: old })
          }
          const remote = remotes.get(place.remote)
          if (remote === undefined) return yield* refused(place, `no remote "${place.remote}" is declared`)
          const roads = yield* connections.to(remote, remotes, isApart)
          return yield* Effect.provideContext(openSftpEndpoint(remote, roads, place, { symlinks, backup }), context)
        }),
      })
    }),
  )

/** `undefined` is this machine. */
const machineOf = (place: Place): string | undefined => place._tag === "Local" ? undefined : place.remote

const refused = ({ written }: Place, message: string) =>
  new EndpointError({ endpoint: written, operation: "open", reason: { _tag: "Refused", message } })
