/** Tells those whom the syncfile names when the state of a pair, or of the watch, changes. */
import { Effect, FiberSet, Stream } from "effect"
import { type Setup } from "../../domain/Setup.ts"
import { Hub } from "../Hub.ts"
import { vital } from "../vital.ts"
import { type World } from "../World.ts"
import { Addressee, namedIn } from "./Addressee.ts"
import { bringMessages } from "./bringMessages.ts"
import { bringPings } from "./bringPings.ts"

/**
 * Ends once the hub is closed and everybody has been told, or has turned out not to be there. Each of them is told in its
 * own time, so that one who does not answer keeps nobody else waiting, and nobody waits for any of them.
 */
export const tellPeople = Effect.fn("tellPeople")(function*(world: World) {
  const { events } = yield* Hub
  const fibers = yield* FiberSet.make<void>()
  const all = new Map<string, Addressee>()
  let followed: Setup | undefined

  const follow = Effect.suspend(() => {
    if (world.setup === followed) return Effect.void
    followed = world.setup
    const named = namedIn(world.setup)
    const added = Array.from(named).flatMap(([id, [notifier, subjects]]) => {
      const known = all.get(id)
      const addressee = known ?? new Addressee(id, notifier)
      addressee.subjects = subjects
      all.set(id, addressee)
      return known === undefined ? [addressee] : []
    })
    for (const [id, addressee] of all) {
      if (named.has(id)) continue
      addressee.leave()
      all.delete(id)
    }
    return Effect.forEach(added, (addressee) => {
      const bring = addressee.notifier._tag === "Healthchecks" ? bringPings : bringMessages
      return FiberSet.run(fibers, vital(world)(bring(addressee, world)))
    }, { discard: true })
  })

  yield* follow
  yield* Stream.runForEach(events, (event) => {
    for (const addressee of all.values()) addressee.hear(event)
    return follow
  })
  for (const addressee of all.values()) addressee.leave()
  yield* FiberSet.awaitEmpty(fibers)
}, Effect.scoped)
