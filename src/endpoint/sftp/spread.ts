/** Spreads the work on one server over lanes and connections, as many of these as there is work for. */
import { Effect, type Scope } from "effect"
import { type Channel } from "./Channel.ts"
import { Lanes } from "./Lanes.ts"

/** So many requests under way make a connection a busy one, and another one worth its login. */
const busy = 32

/** One of the connections that may be made. */
interface Road<E> {
  readonly channel: Effect.Effect<Channel, E> // gives the one that is up, or makes one
  lanes: Lanes | undefined
  isOpening: boolean
  isRefused: boolean
}

/**
 * Gives, each time it is run, the lane with the least to do. The first connection is made when it is first needed; the
 * others follow when all are busy, while work goes on. A server that refuses one of them is not asked for it again.
 */
export const spread = Effect.fnUntraced(function*<E>(
  first: Effect.Effect<Channel, E>,
  others: ReadonlyArray<Effect.Effect<Channel, E>>,
): Effect.fn.Return<Effect.Effect<Channel, E>, never, Scope.Scope> {
  const scope = yield* Effect.scope
  const roads = [first, ...others].map((channel): Road<E> => ({
    channel,
    lanes: undefined,
    isOpening: false,
    isRefused: false,
  }))
  const open = (road: Road<E>) => {
    road.isOpening = true
    return road.channel.pipe(
      Effect.matchEffect({
        onFailure: () => Effect.sync(() => void (road.isRefused = true)),
        onSuccess: (channel) => Effect.sync(() => void (road.lanes = new Lanes(channel))),
      }),
      Effect.ensuring(Effect.sync(() => void (road.isOpening = false))),
      Effect.forkIn(scope),
    )
  }
  const throughFirst = Effect.map(first, (channel) => {
    const [road] = roads
    if (road !== undefined && road.lanes?.first !== channel) road.lanes = new Lanes(channel)
    return channel
  })
  return Effect.suspend(() => {
    let calmest: Lanes | undefined
    let closed: Road<E> | undefined
    for (const road of roads) {
      const lanes = road.lanes?.first.isAlive === true ? road.lanes : undefined
      if (lanes === undefined) closed ??= road.isOpening || road.isRefused ? undefined : road
      else if (calmest === undefined || lanes.load < calmest.load) calmest = lanes
    }
    if (calmest === undefined) return throughFirst
    const { least, load } = calmest
    return closed !== undefined && load >= busy ? Effect.as(open(closed), least) : Effect.succeed(least)
  })
})
