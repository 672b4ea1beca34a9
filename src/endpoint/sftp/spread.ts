/** Spreads the work on one server over lanes and connections, as many of these as there is work for. */
import { Clock, Effect, type Scope } from "effect"
import { type Channel } from "./Channel.ts"
import { Lanes } from "./Lanes.ts"

/** So many requests under way make a connection a busy one, and another one worth its login. */
const busy = 32

/** Whatever a connection failed for may have passed by then. */
const refusedMilliseconds = 5 * 60 * 1000

/** One of the connections that may be made. */
interface Road<E> {
  readonly channel: Effect.Effect<Channel, E> // gives the one that is up, or makes one
  lanes: Lanes | undefined
  isOpening: boolean
  refusedUntil: number
}

/**
 * Gives, each time it is run, the lane with the least to do. The first connection is made when it is first needed; the
 * others follow when all are busy, while work goes on. One that cannot be made is done without for
 * five minutes.
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
    refusedUntil: 0,
  }))
  const take = (road: Road<E>, channel: Channel) => {
    if (road.lanes?.first !== channel) road.lanes = new Lanes(channel)
    return channel
  }
  const refuse = (road: Road<E>) =>
    Effect.map(Clock.currentTimeMillis, (now) => void (road.refusedUntil = now + refusedMilliseconds))
  const open = (road: Road<E>) => {
    road.isOpening = true
    return Effect.map(road.channel, (channel) => take(road, channel)).pipe(
      Effect.catch(() => refuse(road)),
      Effect.ensuring(Effect.sync(() => void (road.isOpening = false))),
      Effect.forkIn(scope),
    )
  }
  const throughFirst = Effect.map(first, (channel) => take(roads[0]!, channel))
  return Effect.flatMap(Clock.currentTimeMillis, (now) => {
    let calmest: Lanes | undefined
    let closed: Road<E> | undefined
    for (const road of roads) {
      const lanes = road.lanes?.first.isAlive === true ? road.lanes : undefined
      if (lanes === undefined) closed ??= road.isOpening || road.refusedUntil > now ? undefined : road
      else if (calmest === undefined || lanes.load < calmest.load) calmest = lanes
    }
    if (calmest === undefined) return throughFirst
    const { least, load } = calmest
    return closed !== undefined && load >= busy ? Effect.as(open(closed), least) : Effect.succeed(least)
  })
})
