/** The way to a server: connections that are made when they are needed, and made anew when they break. */
import { Effect, type Scope } from "effect"
import { type Remote } from "../../domain/Remote.ts"
import { type EndpointError } from "../EndpointError.ts"
import { type Secrets } from "../Secrets.ts"
import { type Throttle } from "../Throttle.ts"
import { Channel } from "./Channel.ts"
import { realPath } from "./followLinks.ts"
import { reconnecting } from "./reconnecting.ts"
import { Session } from "./Session.ts"
import { spread } from "./spread.ts"
import { openConnection } from "./ssh/openConnection.ts"

/** Gives, each time it is run, the channel with the least to do. */
export type Roads = Effect.Effect<Channel, EndpointError>

/** All connections end with the scope. */
export const openRoads = Effect.fn("openRoads")(function*(
  remote: Remote,
  remotes: ReadonlyMap<string, Remote>,
  throttle?: Throttle, // of all that goes there
): Effect.fn.Return<Roads, never, Scope.Scope | Secrets> {
  const { connections, name } = remote
  const connect = Effect.map(openConnection(remote, { remotes }), (connection) => new Channel(connection, throttle))
  const known = {}
  const connecting = reconnecting(name, connect, (opened) => realPath(Session.of(opened, name), "."), known)
  const first = yield* connecting
  const others = yield* Effect.replicateEffect(connecting, connections - 1)
  return yield* spread(first, others)
})
