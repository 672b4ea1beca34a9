/** Spreads the work on one server over lanes and connections, as many of these as there is work for. */
import { Effect, type Scope } from "effect"
import { Lanes } from "./Lanes.ts"
import { type Session } from "./Session.ts"

/** So many requests under way make a connection a busy one, and another one worth its login. */
const busy = 32

/** One of the connections that may be made. */
interface Road<E> {
  readonly session: Effect.Effect<Session, E> // gives the one that is up, or makes one
  lanes: Lanes | undefined
  isOpening: boolean
  isRefused: boolean
}

/**
 * Gives, each time it is run, the lane with the least to do. The first connection is made when it is first needed; the
 * others follow when all are busy, while work goes on. A server that refuses one of them is not asked for it again.
 */
export const spread = Effect.fnUntraced(function*<E>(
  first: Effect.Effect<Session, E>,
  others: ReadonlyArray<Effect.Effect<Session, E>>,
): Effect.fn.Return<Effect.Effect<Session, E>, never, Scope.Scope> {
  const scope = yield* Effect.scope
  const roads = [first, ...others].map((session): Road<E> => ({
    session,
    lanes: undefined,
    isOpening: false,
    isRefused: false,
  }))
  const open = (road: Road<E>) => {
    road.isOpening = true
    return road.session.pipe(
      Effect.matchEffect({
        onFailure: () => Effect.sync(() => void (road.isRefused = true)),
        onSuccess: (session) => Effect.sync(() => void (road.lanes = new Lanes(session))),
      }),
      Effect.ensuring(Effect.sync(() => void (road.isOpening = false))),
      Effect.forkIn(scope),
    )
  }
  const throughFirst = Effect.map(first, (session) => {
    const [road] = roads
    if (road !== undefined && road.lanes?.first !== session) road.lanes = new Lanes(session)
    return session
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
