/** Brings a dead man's switch what it is told of passes, and signs of life of the watch. */
import { Clock, Effect } from "effect"
import { complaintsOf } from "../describeWorld.ts"
import { type World } from "../World.ts"
import { type Addressee, theWatch } from "./Addressee.ts"
import { lookEvery, unlessUnsent } from "./patience.ts"
import { type Ping } from "./Ping.ts"
import { ping } from "./send.ts"

/** How often a watch gives a sign of life, at most, as long as it is as it was. In milliseconds. */
const signEvery = 60_000

/** Ends once it has sent what waited when the addressee was left. */
export const bringPings = Effect.fnUntraced(function*(addressee: Addressee, world: World) {
  let sign: (Ping & { readonly at: number }) | undefined
  for (;;) {
    yield* addressee.awaitNews(lookEvery)
    const { isLeft, pings, subjects } = addressee
    const at = yield* Clock.currentTimeMillis
    const next = signOf(world)
    if (subjects.has(theWatch) && !world.isEnding && (next.signal !== sign?.signal || at - sign.at >= signEvery)) {
      sign = { ...next, at }
      pings.add(next)
    }
    const isThere = yield* sendWaiting(addressee)
    if (isLeft) return
    if (!isThere) yield* addressee.pause(lookEvery)
  }
})

const signOf = (world: World): Ping => {
  const complaints = complaintsOf(world)
  return complaints.length === 0
    ? { pair: theWatch, signal: "", words: "watching" }
    : { pair: theWatch, signal: "fail", words: complaints.join("\n") }
}

/** Gives whether anybody was there to hear it. */
const sendWaiting = Effect.fnUntraced(function*(addressee: Addressee) {
  const { notifier, pings } = addressee
  if (notifier._tag !== "Healthchecks") return true
  for (let next = pings.take(); next !== undefined; next = pings.take()) {
    const unsent = yield* unlessUnsent(addressee, ping(notifier.url, next))
    if (unsent?.isAway !== true) continue
    pings.putBack(next)
    return false
  }
  return true
})
