/** What keeps a pass from beginning. */
import { closedBy } from "../domain/schedule/Window.ts"
import { type Trigger } from "../domain/watch/Pass.ts"
import { isOver } from "../domain/watch/Suspension.ts"
import { remotesOf } from "./setupChanges.ts"
import { type Phase, type Slot } from "./Slot.ts"
import { type World } from "./World.ts"

export interface Hindrance {
  readonly phase: Phase
  readonly until: number | undefined
}

/** Somebody who asks may try a server again that failed before, and passes some windows. */
export const hindranceOf = (slot: Slot, world: World, trigger: Trigger, now: number): Hindrance | undefined => {
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
