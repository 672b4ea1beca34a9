/** Brings a dead man's switch what it is told of passes. */
import { Effect } from "effect"
import { type Addressee } from "./Addressee.ts"
import { lookEvery, unlessUnsent } from "./patience.ts"
import { ping } from "./send.ts"

/** Ends once it has sent what waited when the addressee was left. */
export const bringPings = Effect.fnUntraced(function*(addressee: Addressee) {
  for (;;) {
    yield* addressee.awaitNews(lookEvery)
    const { isLeft } = addressee
    const isThere = yield* sendWaiting(addressee)
    if (isLeft) return
    if (!isThere) yield* addressee.pause(lookEvery)
  }
})

/** Gives whether anybody was there to hear it. */
const sendWaiting = Effect.fnUntraced(function*({ notifier, pings }: Addressee) {
  if (notifier._tag !== "Healthchecks") return true
  for (let next = pings.take(); next !== undefined; next = pings.take()) {
    const unsent = yield* unlessUnsent(notifier, ping(notifier.url, next))
    if (unsent?.isAway !== true) continue
    pings.putBack(next)
    return false
  }
  return true
})
