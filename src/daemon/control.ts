/** What a person may ask of a watch that goes on, by `ctl` or over HTTP, and what is answered. */
import { Clock, Effect, Option, Stream } from "effect"
import { type Suspension } from "../domain/watch/Suspension.ts"
import { formatTime } from "../report/formatTime.ts"
import { StateStore } from "../state/StateStore.ts"
import { hindranceOf } from "./hindranceOf.ts"
import { Hub, type WatchEvent } from "./Hub.ts"
import { refreshSuspensions } from "./refreshSuspensions.ts"
import { type Phase } from "./Slot.ts"
import { type World } from "./World.ts"

/** `isDone`: it was done, or will be at once. `isKnown`: what it is about exists. */
export interface Answer {
  readonly isKnown: boolean
  readonly isDone: boolean
  readonly message: string
}

const done = (message: string): Answer => ({ isKnown: true, isDone: true, message })
const refused = (message: string): Answer => ({ isKnown: true, isDone: false, message })
const unknown = (pair: string): Answer => ({ isKnown: false, isDone: false, message: `There is no pair "${pair}".` })

/** `waits`: answers when the pass is over, with what came of it. */
export const runPair = Effect.fn("runPair")(function*(world: World, pair: string, waits: boolean) {
  const slot = world.slots.get(pair)
  if (slot === undefined) return unknown(pair)
  if (world.isEnding) return refused("The watch is ending.")
  yield* refreshSuspensions(world)
  const now = yield* Clock.currentTimeMillis
  const hindrance = hindranceOf(slot, world, "hand", now)
  if (hindrance !== undefined) return refused(whyNot(pair, hindrance.phase))
  if (!waits) {
    slot.wishes.ask("hand")
    return done(`A pass of ${pair} begins.`)
  }
  const ended = yield* eventAfter(
    Effect.sync(() => slot.wishes.ask("hand")),
    (event) => answerTo(event, pair, now),
  )
  return ended ?? refused("The watch ended first.")
})

/** `undefined`: the event says nothing of a pass of the pair that was asked for at `since`. */
const answerTo = (event: WatchEvent, pair: string, since: number): Answer | undefined => {
  if (event._tag === "Dropped" && event.pair === pair) return refused(whyNot(pair, event.phase))
  if (event._tag === "Taken" && event.changes.some(({ _tag, pair: { name } }) => _tag === "Removed" && name === pair)) {
    return refused(`${pair} is not in the syncfile any more.`)
  }
  if (event._tag !== "Ended" || event.pair !== pair || event.pass.started < since) return undefined
  const { message, outcome } = event.pass
  return outcome === "ok" || outcome === "pending" ? done(message) : refused(message)
}

const whyNot = (pair: string, phase: Phase): string => {
  if (phase._tag === "Suspended") return `${pair} is suspended. To go on with it: syncfile resume ${pair}`
  const until = phase._tag === "Closed" && phase.until !== undefined ? ` until ${formatTime(phase.until)}` : ""
  return `A window keeps passes of ${pair} from beginning${until}.`
}

/** Lets the pass that goes on finish what it has begun, and begin nothing more. */
export const stopPair = (world: World, pair: string): Effect.Effect<Answer> =>
  Effect.sync(() => {
    const slot = world.slots.get(pair)
    if (slot === undefined) return unknown(pair)
    if (slot.signal === undefined) return refused(`No pass of ${pair} goes on.`)
    slot.signal.request()
    return done(`The pass of ${pair} ends after what it has begun.`)
  })

export const suspendPair = Effect.fn("suspendPair")(
  function*(world: World, pair: string, { by, lasting, reason }: {
    readonly lasting: number | undefined // milliseconds
    readonly reason: string
    readonly by: string
  }) {
    if (!world.slots.has(pair)) return unknown(pair)
    const since = yield* Clock.currentTimeMillis
    const suspension: Suspension = {
      since,
      ...(lasting === undefined ? {} : { until: since + lasting }),
      reason,
      by,
    }
    return yield* keep(world, pair, suspension, `${pair} is suspended.`)
  },
)

export const resumePair = Effect.fn("resumePair")(function*(world: World, pair: string) {
  if (!world.slots.has(pair)) return unknown(pair)
  if (!world.suspensions.has(pair)) return refused(`${pair} is not suspended.`)
  return yield* keep(world, pair, undefined, `${pair} goes on.`)
})

const keep = Effect.fnUntraced(
  function*(world: World, pair: string, suspension: Suspension | undefined, message: string) {
    const state = yield* StateStore
    const kept = yield* Effect.result(state.passes.suspend(pair, suspension))
    if (kept._tag === "Failure") return refused(kept.failure.message)
    const all = new Map(world.suspensions)
    if (suspension === undefined) all.delete(pair)
    else all.set(pair, suspension)
    world.takeSuspensions(all, yield* Clock.currentTimeMillis)
    world.wakeAll()
    return done(message)
  },
)

/** Has the syncfile read again, and tells what came of it. */
export const reload = Effect.fn("reload")(function*(world: World) {
  const event = yield* eventAfter(
    Effect.sync(() => world.askReload()),
    (event) => event._tag === "Taken" || event._tag === "Refused" ? event : undefined,
  )
  if (event === undefined) return refused("The watch ended first.")
  if (event._tag === "Refused") return refused(event.message)
  const { length } = event.changes
  return done(
    length === 0 ? "Nothing has changed." : `${length === 1 ? "1 pair has" : `${length} pairs have`} changed.`,
  )
})

/** The first event that something makes of, told after `act`. `undefined`: the watch ended. */
const eventAfter = Effect.fnUntraced(
  function*<A>(act: Effect.Effect<void>, pick: (event: WatchEvent) => A | undefined) {
    const { events } = yield* Hub
    const found = yield* events.pipe(
      Stream.onStart(act),
      Stream.takeUntil((event) => event._tag === "Ending" || pick(event) !== undefined),
      Stream.runLast,
    )
    return Option.isSome(found) ? pick(found.value) : undefined
  },
)
