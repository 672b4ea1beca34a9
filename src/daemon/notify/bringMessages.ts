/** Brings one addressee the messages about its pairs, and about the watch. */
import { Clock, Effect } from "effect"
import { type Told } from "../../domain/watch/Told.ts"
import { StateStore } from "../../state/StateStore.ts"
import { describePair } from "../describeWorld.ts"
import { type World } from "../World.ts"
import { type Addressee, theWatch } from "./Addressee.ts"
import { type Concerns, concernsOfPair, concernsOfWatch } from "./concernsOf.ts"
import { lookEvery, unlessUnsent } from "./patience.ts"
import { send } from "./send.ts"
import { wordOf } from "./wordOf.ts"

/** What comes of one pass comes together. In milliseconds. */
const settling = 500

/** What an addressee knows by now. */
interface Known {
  readonly told: Map<string, Told>
  readonly late: Set<string> // told of after the others, because nobody answered when they were to be told
}

/** Ends once it has told what there was when the addressee was left. What cannot be brought is tried again at the next look. */
export const bringMessages = Effect.fnUntraced(function*(addressee: Addressee, world: World) {
  const { passes } = yield* StateStore
  const told = yield* passes.told(addressee.id).pipe(
    Effect.catch(({ message }) => Effect.as(Effect.logError(message), new Map<string, Told>())),
  )
  const known: Known = { told: new Map(told), late: new Set() }
  for (;;) {
    yield* addressee.awaitNews(lookEvery)
    yield* addressee.pause(settling)
    const { isLeft } = addressee
    const isThere = yield* bringChanges(addressee, world, known)
    if (isLeft) return
    if (!isThere) yield* addressee.pause(lookEvery)
  }
})

/** Gives whether anybody was there to be told. */
const bringChanges = Effect.fnUntraced(
  function*(addressee: Addressee, world: World, { late, told }: Known) {
    const { id, notifier, subjects } = addressee
    if (notifier._tag === "Healthchecks") return true
    const { passes } = yield* StateStore
    for (const pair of [...subjects].toSorted((one, other) => Number(late.has(one)) - Number(late.has(other)))) {
      const now = yield* Clock.currentTimeMillis
      const concerns = concernsAbout(pair, world, now)
      if (concerns === undefined) continue
      const word = wordOf(told.get(pair), concerns, now, notifier.remind)
      if (word === undefined) continue
      if (word.kind !== undefined) {
        const { host, setup: { name } } = world
        const message = { kind: word.kind, name, host, pair: pair || undefined, time: now, concerns: concerns.all }
        const unsent = yield* unlessUnsent(addressee, send(notifier, message))
        if (unsent?.isAway === true) {
          late.add(pair)
          return false
        }
        late.delete(pair)
        if (unsent !== undefined) continue
      }
      if (word.told === undefined) told.delete(pair)
      else told.set(pair, word.told)
      yield* passes.noteTold(id, pair, word.told).pipe(Effect.catch(({ message }) => Effect.logError(message)))
    }
    return true
  },
)

/** As things are at this moment. `undefined`: the pair is not watched. */
const concernsAbout = (pair: string, world: World, now: number): Concerns | undefined => {
  if (pair === theWatch) return concernsOfWatch(world)
  const slot = world.slots.get(pair)
  return slot && concernsOfPair(describePair(slot, world, now), slot.passes)
}
