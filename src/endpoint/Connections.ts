/** The ways to all servers, each shared by everything that goes there. */
import { Context, type Duration, Effect, Layer, RcMap, type Scope } from "effect"
import { type Remote } from "../domain/Remote.ts"
import { Secrets } from "./Secrets.ts"
import { openRoads, type Roads } from "./sftp/openRoads.ts"
import { Throttle } from "./Throttle.ts"

export class Connections extends Context.Service<Connections, {
  /**
   * The same for all that ask, as long as the remote, and the jumps on the way to it, are declared the same. `isApart`: those
   * for second sides of pairs that have both on one server.
   */
  readonly to: (
    remote: Remote,
    remotes: ReadonlyMap<string, Remote>,
    isApart: boolean,
  ) => Effect.Effect<Roads, never, Scope.Scope>
}>()("syncfile/endpoint/Connections") {
  /** `idleTimeToLive`: how long a way stays open that nobody uses. */
  static readonly layerKeeping = (idleTimeToLive: Duration.Input): Layer.Layer<Connections, never, Secrets> =>
    Layer.effect(Connections, makeConnections(idleTimeToLive))

  /** Passes that follow one another log in once. */
  static readonly layer: Layer.Layer<Connections, never, Secrets> = this.layerKeeping("30 seconds")
}

/** A function, because the class above makes its layer at once. */
function makeConnections(idleTimeToLive: Duration.Input) {
  return Effect.gen(function*() {
    const declared = new Map<string, Declared>()
    const throttles = new Map<string, Throttle | undefined>() // what is apart goes over the same line
    const ways = yield* RcMap.make({
      lookup: (key: string) => {
        const { remote, remotes, throttle } = declared.get(key)!
        return openRoads(remote, remotes, throttle)
      },
      idleTimeToLive,
    })
    return Connections.of({
      to: (remote, remotes, isApart) =>
        Effect.suspend(() => {
          const server = keyOf(remote, remotes)
          if (!throttles.has(server)) throttles.set(server, remote.bandwidth && new Throttle(remote.bandwidth))
          const key = `${isApart ? "apart" : "shared"} ${server}`
          declared.set(key, { remote, remotes, throttle: throttles.get(server) })
          return RcMap.get(ways, key)
        }),
    })
  })
}

interface Declared {
  readonly remote: Remote
  readonly remotes: ReadonlyMap<string, Remote>
  readonly throttle: Throttle | undefined
}

const keyOf = (remote: Remote, remotes: ReadonlyMap<string, Remote>): string => {
  const way: Array<Remote> = []
  for (let at: Remote | undefined = remote; at !== undefined && !way.includes(at);) {
    way.push(at)
    at = at.jump === undefined ? undefined : remotes.get(at.jump)
  }
  return JSON.stringify(way, (_, value: unknown) => value instanceof Set ? [...value] : value)
}
