/** Keeps one pair in step for as long as it is watched: waits until a pass is due, sees whether it may begin, and runs it. */
import { Clock, Effect, Random } from "effect"
import { closedBy } from "../domain/schedule/Window.ts"
import { checkedPasses } from "../domain/watch/checks.ts"
import { type Trigger, wentWell } from "../domain/watch/Pass.ts"
import { isOver } from "../domain/watch/Suspension.ts"
import { StateStore } from "../state/StateStore.ts"
import { type Due, dueAfter, firstDue, isSlept } from "./dueTimes.ts"
import { heedFolders } from "./heedFolders.ts"
import { Hub } from "./Hub.ts"
import { judge } from "./judge.ts"
import { remotesOf } from "./setupChanges.ts"
import { type Phase, type Slot } from "./Slot.ts"
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

/** Goes on until it is interrupted, or until its signal asks a pass to stop. */
export const watchPair = Effect.fn("watchPair")(function*(slot: Slot, world: World) {
  const seed = `${world.host}\n${world.setup.name}\n${slot.pair.name}`
  let instant = yield* recall(slot)
  let retries = 0
  yield* Effect.forkChild(heedFolders(slot))
  let due = firstDue(slot.pair.watch, seed, instant, yield* Clock.currentTimeMillis)
  while (!world.isEnding && !slot.isGone) {
    const wish = yield* nextWish(slot, world, due)
    if (wish === undefined) {
      const now = yield* Clock.currentTimeMillis
      due = dueAfter(slot.pair.watch, seed, due?.instant, now)
      continue
    }
    const ran = yield* passWhenPossible(slot, world, wish)
    if (ran === undefined) continue
    instant = wish.instant ?? instant
    const now = yield* Clock.currentTimeMillis
    const verdict = judge(ran, world, slot, now, yield* Random.next)
    yield* Effect.forEach(verdict.servers, (server) => Hub.use((hub) => hub.tell({ _tag: "Server", ...server })))
    due = dueAfter(slot.pair.watch, seed, instant, now)
    retries = verdict.isWorthRetry ? retries + 1 : 0
    if (retries === 0 || retries > mostRetries) continue
    const wait = Math.min(longestRetry, firstRetry * 2 ** (retries - 1))
    if (due === undefined || now + wait < due.at) due = { at: now + wait, trigger: "retry" }
  }
})

/** What the state remembers of the pair; gives the last instant of the schedule for which there was a pass. */
const recall = Effect.fnUntraced(function*(slot: Slot) {
  const state = yield* StateStore
  const passes = yield* state.passes.last(slot.pair.name, recalledPasses).pipe(
    Effect.catch(({ message }) => Effect.as(Effect.logError(message), [])),
  )
  if (slot.passes.length === 0) slot.passes = passes.slice(0, checkedPasses)
  slot.lastGood ??= passes.find(wentWell)?.finished
  return passes.find(({ due }) => due !== undefined)?.due
})

const recalledPasses = 200

/** Waits for the next instant, or for somebody to ask. `undefined`: the instant is not to be kept. */
const nextWish = Effect.fnUntraced(function*(slot: Slot, world: World, due: Due | undefined) {
  yield* enter(slot, { _tag: "Idle" }, due?.at)
  while (!slot.isGone && !world.isEnding) {
    const asked = slot.wishes.take()
    if (asked !== undefined) return { trigger: asked, instant: undefined } satisfies Wish
    const now = yield* Clock.currentTimeMillis
    if (due !== undefined && due.at <= now) {
      return isSlept(slot.pair.watch, due, now)
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
    const isHindered = (now: number) => hindranceOf(slot, world, trigger, now) !== undefined
    const ran = yield* takeTurn(slot, world, { trigger, due: wish.instant }, isHindered)
    if (ran !== undefined || world.isEnding || slot.isGone) return ran
  }
})

/** Waits until a pass may begin, and gives what begins it. What a person asks for meanwhile may pass where the clock may not. */
const whenNothingHinders = Effect.fnUntraced(function*(slot: Slot, world: World, wish: Wish) {
  let trigger = wish.trigger
  while (!world.isEnding && !slot.isGone) {
    const now = yield* Clock.currentTimeMillis
    if (slot.wishes.wanted === "hand") {
      trigger = slot.wishes.take() ?? trigger
    }
    const hindrance = hindranceOf(slot, world, trigger, now)
    if (hindrance === undefined) return trigger
    if (trigger === "hand") { // nobody stands and waits for it
      trigger = wish.trigger
      if (trigger === "hand") return undefined
    }
    yield* enter(slot, hindrance.phase, hindrance.until)
    yield* slot.wishes.nap(hindrance.until)
  }
  return undefined
})

interface Hindrance {
  readonly phase: Phase
  readonly until: number | undefined
}

/** Somebody who asks may try a server again that failed before, and passes some windows. */
const hindranceOf = (slot: Slot, world: World, trigger: Trigger, now: number): Hindrance | undefined => {
  const { name, watch } = slot.pair
  const suspension = world.suspensions.get(name)
  if (suspension !== undefined && !isOver(suspension, now)) {
    return { phase: { _tag: "Suspended", suspension }, until: suspension.until }
  }
  const closed = closedBy(watch.windows, now, trigger === "hand")
  if (closed !== undefined) return { phase: { _tag: "Closed", ...closed }, until: closed.until }
  for (const { name: remote } of remotesOf(world.setup, slot.pair)) {
    if (trigger === "hand") break
    const breaker = world.breakerOf(remote)
    const { state } = breaker
    if (state._tag === "Stopped") return { phase: { _tag: "Stopped", why: state.why }, until: undefined }
    const until = breaker.opensAt(now)
    if (state._tag === "Open" && until !== undefined && until > now) {
      return { phase: { _tag: "BackingOff", until, why: state.why }, until }
    }
  }
  return undefined
}

const enter = (slot: Slot, phase: Phase, next: number | undefined) =>
  Effect.suspend(() => {
    const isSame = slot.phase._tag === phase._tag && slot.next === next
    slot.phase = phase
    slot.next = next
    return isSame ? Effect.void : Hub.use((hub) => hub.tell({ _tag: "Moved", pair: slot.pair.name }))
  })
