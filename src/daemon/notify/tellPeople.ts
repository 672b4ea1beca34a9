/** Tells those whom the syncfile names when the state of a pair, or of the watch, changes. */
import { Clock, Effect, Stream } from "effect"
import { type Notifier } from "../../domain/watch/Notifier.ts"
import { type Pass } from "../../domain/watch/Pass.ts"
import { type Secrets } from "../../endpoint/Secrets.ts"
import { describeWorld } from "../describeWorld.ts"
import { Hub, type WatchEvent } from "../Hub.ts"
import { type World } from "../World.ts"
import { type Concern, concernsOfPair, concernsOfWatch } from "./concernsOf.ts"
import { ping, send, type Unsent } from "./send.ts"
import { Told } from "./Told.ts"

/** Some troubles come with time alone. */
const lookEvery = "30 seconds"

/** Goes on until it is interrupted. Nobody waits for it, and what cannot be told is tried again at the next look. */
export const tellPeople = Effect.fn("tellPeople")(function*(world: World) {
  const hub = yield* Hub
  const told = new Map<string, Told>()
  const looks = Stream.merge(Stream.map(hub.events, settles), Stream.map(Stream.tick(lookEvery), () => true)).pipe(
    Stream.filter((isWorthIt) => isWorthIt),
    Stream.debounce("500 millis"),
    Stream.runForEach(() => tellChanges(world, told)),
  )
  yield* Effect.all([looks, Stream.runForEach(hub.events, (event) => pingFor(world, event))], {
    concurrency: 2,
    discard: true,
  })
})

const settles = ({ _tag }: WatchEvent): boolean =>
  _tag === "Ended" || _tag === "Refused" || _tag === "Taken" || _tag === "Server"

const tellChanges = Effect.fnUntraced(function*(world: World, told: Map<string, Told>) {
  const now = yield* Clock.currentTimeMillis
  const status = describeWorld(world, now)
  yield* tell(world, told, undefined, concernsOfWatch(status), world.setup.daemon.notify, now)
  for (const pair of status.pairs) {
    const notifiers = world.slots.get(pair.pair)?.pair.watch.notify ?? []
    yield* tell(world, told, pair.pair, concernsOfPair(pair), notifiers, now)
  }
})

const tell = (
  world: World,
  told: Map<string, Told>,
  pair: string | undefined,
  concerns: ReadonlyArray<Concern>,
  notifiers: ReadonlyArray<Notifier>,
  now: number,
): Effect.Effect<void, never, Secrets> =>
  Effect.forEach(notifiers, (notifier) => {
    if (notifier._tag === "Healthchecks") return Effect.void
    const key = JSON.stringify([pair ?? "", notifier])
    let before = told.get(key)
    if (before === undefined) told.set(key, before = new Told())
    const kind = before.next(concerns, now, notifier.remind)
    if (kind === undefined) return Effect.void
    const { host, setup: { name } } = world
    return send(notifier, { kind, name, host, pair, time: now, concerns }).pipe(
      Effect.tap(() => Effect.sync(() => before.note(concerns, now))),
      unlessUnsent(notifier),
    )
  }, { concurrency: 4, discard: true })

const pingFor = (world: World, event: WatchEvent): Effect.Effect<void, never, Secrets> => {
  if (event._tag !== "Begun" && event._tag !== "Ended") return Effect.void
  const notifiers = world.slots.get(event.pair)?.pair.watch.notify ?? []
  return Effect.forEach(notifiers, (notifier) => {
    if (notifier._tag !== "Healthchecks") return Effect.void
    const pinging = event._tag === "Begun"
      ? ping(notifier.url, "start", event.trigger)
      : ping(notifier.url, isWell(event.pass) ? "" : "fail", event.pass.message)
    return unlessUnsent(notifier)(pinging)
  }, { concurrency: 4, discard: true })
}

/** A plan that waits for somebody is no failure of the pass that made it. */
const isWell = ({ outcome }: Pass): boolean => outcome === "ok" || outcome === "pending" || outcome === "interrupted"

const unlessUnsent =
  ({ _tag }: Notifier) => <R>(telling: Effect.Effect<void, Unsent, R>): Effect.Effect<void, never, R> =>
    Effect.catch(
      telling,
      ({ message }) => Effect.logWarning(`nobody could be told by ${_tag.toLowerCase()}: ${message}`),
    )
