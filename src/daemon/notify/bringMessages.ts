/** Brings one addressee the messages about its pairs, and about the watch. */
import { Clock, Effect } from "effect"
import { describePair } from "../describeWorld.ts"
import { type World } from "../World.ts"
import { type Addressee, type Subject } from "./Addressee.ts"
import { type Concern, concernsOfPair, concernsOfWatch } from "./concernsOf.ts"
import { lookEvery, unlessUnsent } from "./patience.ts"
import { send } from "./send.ts"
import { Told } from "./Told.ts"

/** What comes of one pass comes together. In milliseconds. */
const settling = 500

/** Ends once it has told what there was when the addressee was left. What cannot be brought is tried again at the next look. */
export const bringMessages = Effect.fnUntraced(function*(addressee: Addressee, world: World) {
  const told = new Map<Subject, Told>()
  const late = new Set<Subject>() // told after the others, because nobody answered when they were told of it
  for (;;) {
    yield* addressee.awaitNews(lookEvery)
    yield* addressee.pause(settling)
    const { isLeft } = addressee
    const isThere = yield* bringChanges(addressee, world, told, late)
    if (isLeft) return
    if (!isThere) yield* addressee.pause(lookEvery)
  }
})

/** Gives whether anybody was there to be told. */
const bringChanges = Effect.fnUntraced(function*(
  { notifier, subjects }: Addressee,
  world: World,
  told: Map<Subject, Told>,
  late: Set<Subject>,
) {
  if (notifier._tag === "Healthchecks") return true
  for (const pair of [...subjects].toSorted((one, other) => Number(late.has(one)) - Number(late.has(other)))) {
    const now = yield* Clock.currentTimeMillis
    const concerns = concernsAbout(pair, world, now)
    if (concerns === undefined) continue
    const before = told.get(pair) ?? new Told()
    told.set(pair, before)
    const kind = before.next(concerns, now, notifier.remind)
    if (kind === undefined) continue
    const { host, setup: { name } } = world
    const unsent = yield* unlessUnsent(notifier, send(notifier, { kind, name, host, pair, time: now, concerns }))
    late.delete(pair)
    if (unsent === undefined) before.note(concerns, now)
    else if (unsent.isAway) {
      late.add(pair)
      return false
    }
  }
  return true
})

/** As things are at this moment. `undefined`: the pair is not watched. */
const concernsAbout = (pair: Subject, world: World, now: number): ReadonlyArray<Concern> | undefined => {
  if (pair === undefined) return concernsOfWatch(world)
  const slot = world.slots.get(pair)
  return slot && concernsOfPair(describePair(slot, world, now))
}
