/** Keeps one pair in step for as long as it is watched: waits until a pass is due, sees whether it may begin, and runs it. */
import { Clock, Effect, type Scope } from "effect"
import { dueBefore } from "../domain/schedule/nextDue.ts"
import { keptInstant, type Trigger } from "../domain/watch/Pass.ts"
import { type Watch } from "../domain/watch/Watch.ts"
import { type StateStore } from "../state/StateStore.ts"
import { type Due, dueAfter, dueInstead, firstDue, isSlept, wasPutBack } from "./dueTimes.ts"
import { heedFolders } from "./heedFolders.ts"
import { hindranceOf } from "./hindranceOf.ts"
import { Hub } from "./Hub.ts"
import { recall } from "./recall.ts"
import { isLeft, type Phase, type Slot } from "./Slot.ts"
import { takeTurn } from "./takeTurn.ts"
import { type World } from "./World.ts"

interface Wish {
  readonly trigger: Trigger
  readonly instant: number | undefined
}

/** How often a pass that was only hindered by chance is tried again before its next instant. */
const mostRetries = 5
const firstRetry = 5000
const longestRetry = 180_000

/** Goes on until it is interrupted, until the watch ends, or until the pair is not watched any more. */
export const watchPair = Effect.fn("watchPair")(function*(slot: Slot, world: World) {
  let due: Due | undefined = firstDue(slot.pair.watch, seedOf(slot, world), yield* recalled(slot), yield* now)
  while (!world.isEnding && !slot.isGone) {
    yield* Effect.scoped(keepInStep(slot, world, due))
    due = yield* succeed(slot, world)
  }
})

/** A pair whose past cannot be read is watched all the same. */
const recalled = (slot: Slot) =>
  Effect.catch(recall(slot), ({ message }) => Effect.as(Effect.logError(message), undefined))

const now = Clock.currentTimeMillis

const seedOf = ({ pair }: Slot, { host, setup }: World): string => `${host}\n${setup.name}\n${pair.name}`

/** The pair becomes what it is by now. A schedule that is another one by now begins now: it has missed nothing. */
const succeed = Effect.fnUntraced(function*(slot: Slot, world: World): Effect.fn.Return<Due | undefined> {
  const { pair, successor } = slot
  if (successor === undefined) return undefined
  Object.assign(slot, { pair: successor, successor: undefined, deafness: undefined })
  const isSame = textOf(pair.watch) === textOf(successor.watch)
  const seed = seedOf(slot, world)
  return isSame || successor.watch.onChange !== undefined || slot.passes.length === 0
    ? firstDue(successor.watch, seed, keptInstant(slot.passes, successor.watch.schedule?.rhythm), yield* now)
    : dueAfter(successor.watch, seed, undefined, yield* now)
})

const textOf = ({ onChange, schedule }: Watch): string => JSON.stringify([onChange, schedule])

/** As the pair is now, for as long as it is that. */
const keepInStep = Effect.fnUntraced(function*(
  slot: Slot,
  world: World,
  first: Due | undefined,
): Effect.fn.Return<void, never, Hub | StateStore | Scope.Scope> {
  const seed = seedOf(slot, world)
  let due = first
  let instant = before(slot.pair.watch, first) // the last one that is over
  let retries = 0
  yield* Effect.forkScoped(heedFolders(slot))
  while (!world.isEnding && !isLeft(slot)) {
    const wish = yield* nextWish(slot, world, due)
    if (wish === undefined) {
      due = due && dueInstead(slot.pair.watch, seed, due, yield* now)
      continue
    }
    const ran = yield* passWhenPossible(slot, world, wish)
    if (ran === undefined) continue
    instant = wish.instant ?? instant
    const over = yield* now
    due = dueAfter(slot.pair.watch, seed, instant, over)
    retries = ran.isWorthRetry ? retries + 1 : 0
    if (retries === 0 || retries > mostRetries) continue
    const wait = Math.min(longestRetry, firstRetry * 2 ** (retries - 1))
    if (due === undefined || over + wait < due.at) due = { at: over + wait, trigger: "retry" }
  }
})

/** The instant before the first one that is due: no pass has stood for that one yet. */
const before = ({ schedule }: Watch, first: Due | undefined): number | undefined =>
  schedule === undefined || first?.instant === undefined ? undefined : dueBefore(schedule.rhythm, first.instant)

/** Waits for the next instant, or for somebody to ask. `undefined`: the instant is not to be kept. */
const nextWish = Effect.fnUntraced(function*(slot: Slot, world: World, due: Due | undefined) {
  yield* enter(slot, { _tag: "Idle" }, due?.at)
  const since = yield* now
  while (!isLeft(slot) && !world.isEnding) {
    const asked = slot.wishes.take()
    if (asked !== undefined) return { trigger: asked, instant: undefined } satisfies Wish
    const at = yield* now
    if (wasPutBack(since, at)) return undefined
    if (due !== undefined && due.at <= at) {
      return isSlept(slot.pair.watch, due, at)
        ? undefined
        : { trigger: due.trigger, instant: due.instant } satisfies Wish
    }
    yield* slot.wishes.nap(due?.at)
  }
  return undefined
})

/** What came of the wish; `undefined`: nothing, because a person wished what cannot be now, or because the watch ends. */
const passWhenPossible = Effect.fnUntraced(function*(slot: Slot, world: World, wish: Wish) {
  for (;;) {
    const trigger = yield* whenNothingHinders(slot, world, wish)
    if (trigger === undefined) return undefined
    const ran = yield* takeTurn(slot, world, { trigger, due: wish.instant })
    if (ran !== undefined) return ran
    if (world.isEnding || isLeft(slot)) return undefined
  }
})

/** Waits until a pass may begin, and gives what begins it. What a person asks for meanwhile may pass where the clock may not. */
const whenNothingHinders = Effect.fnUntraced(function*(slot: Slot, world: World, wish: Wish) {
  let trigger = wish.trigger
  while (!world.isEnding && !isLeft(slot)) {
    if (slot.wishes.wanted === "hand") trigger = slot.wishes.take() ?? trigger
    const hindrance = hindranceOf(slot, world, trigger, yield* now)
    if (hindrance === undefined) return trigger
    if (trigger === "hand") { // nobody stands and waits for it
      yield* Hub.use((hub) => hub.tell({ _tag: "Dropped", pair: slot.pair.name, phase: hindrance.phase }))
      trigger = wish.trigger
      if (trigger === "hand") return undefined
    }
    yield* enter(slot, hindrance.phase, hindrance.until)
    yield* slot.wishes.nap(hindrance.until)
  }
  if (trigger === "hand") slot.wishes.ask("hand") // for the pair as it is by then
  return undefined
})

const enter = (slot: Slot, phase: Phase, next: number | undefined) =>
  Effect.suspend(() => {
    const isSame = slot.phase._tag === phase._tag && slot.next === next
    slot.phase = phase
    slot.next = next
    return isSame ? Effect.void : Hub.use((hub) => hub.tell({ _tag: "Moved", pair: slot.pair.name }))
  })
