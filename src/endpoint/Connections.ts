/** The ways to all servers, each shared by everything that goes there. */
import { Context, Effect, Layer, RcMap, type Scope } from "effect"
import { type Remote } from "../domain/Remote.ts"
import { Secrets } from "./Secrets.ts"
import { openRoads, type Roads } from "./sftp/openRoads.ts"

/** How long a way stays open that nobody uses: passes that follow one another log in once. */
const idleTimeToLive = "30 seconds"

export class Connections extends Context.Service<Connections, {
  /** The same for all that ask, as long as the remote, and the jumps on the way to it, are declared the same. */
  readonly to: (remote: Remote, remotes: ReadonlyMap<string, Remote>) => Effect.Effect<Roads, never, Scope.Scope>
}>()("syncfile/endpoint/Connections") {
  static readonly layer: Layer.Layer<Connections, never, Secrets> = Layer.effect(
    Connections,
    Effect.gen(function*() {
      const declared = new Map<string, readonly [Remote, ReadonlyMap<string, Remote>]>()
      const ways = yield* RcMap.make({
        lookup: (key: string) => openRoads(...declared.get(key)!),
        idleTimeToLive,
      })
      return Connections.of({
        to: (remote, remotes) =>
          Effect.suspend(() => {
            const key = keyOf(remote, remotes)
            declared.set(key, [remote, remotes])
            return RcMap.get(ways, key)
          }),
      })
    }),
  )
}

const keyOf = (remote: Remote, remotes: ReadonlyMap<string, Remote>): string => {
  const way: Array<Remote> = []
  for (let at: Remote | undefined = remote; at !== undefined && !way.includes(at);) {
    way.push(at)
    at = at.jump === undefined ? undefined : remotes.get(at.jump)
  }
  return JSON.stringify(way, (_, value: unknown) => value instanceof Set ? [...value] : value)
}
