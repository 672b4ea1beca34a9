/** How a watch is right now. */
import { checksOf } from "../domain/watch/checks.ts"
import { type Pass } from "../domain/watch/Pass.ts"
import { isOver } from "../domain/watch/Suspension.ts"
import { printable } from "../report/escape.ts"
import { formatTime } from "../report/formatTime.ts"
import { aboutRemote } from "./aboutRemote.ts"
import { type Breaker } from "./Breaker.ts"
import { pendingIn } from "./leftDocument.ts"
import { type Phase, type Slot } from "./Slot.ts"
import { type Health, type PairStatus, type RemoteStatus, type StatusDocument } from "./StatusDocument.ts"
import { type World } from "./World.ts"

export const describeWorld = (world: World, now: number): StatusDocument => {
  const pairs = world.setup.pairs.flatMap(({ name }) => {
    const slot = world.slots.get(name)
    return slot === undefined ? [] : [describePair(slot, world, now)]
  })
  const remotes = Array.from(world.breakers, ([remote, breaker]) => describeRemote(remote, breaker))
  const complaints = complaintsOf(world)
  return {
    name: world.setup.name,
    version: world.version,
    file: world.file,
    host: world.host,
    now,
    started: world.started,
    taken: world.takenAt,
    refusal: world.refusal ?? null,
    broken: world.broken ?? null,
    isReady: complaints.length === 0,
    complaints,
    canAct: world.setup.daemon.token !== undefined,
    pairs,
    remotes,
  }
}

/** Why a watch is not ready. */
export const complaintsOf = ({ breakers, broken, isEnding, refusal }: World): ReadonlyArray<string> => [
  ...(broken === undefined ? [] : [broken]),
  ...(refusal === undefined ? [] : ["the syncfile as it stands cannot be used; the last good one is followed"]),
  ...Array.from(breakers).flatMap(([remote, { state }]) =>
    state._tag === "Closed" ? [] : [aboutRemote(remote, state.why)]
  ),
  ...(isEnding ? ["it is ending"] : []),
]

export const describePair = (slot: Slot, world: World, now: number): PairStatus => {
  const { lastGood, next, pair, passes, planned, left, progress } = slot
  const phase = phaseOf(slot, world, now)
  const [last] = passes
  const checks = checksOf({
    mode: pair.mode,
    watch: pair.watch,
    passes,
    lastGood,
    since: world.started,
    resumed: world.resumed.get(pair.name),
    isSuspended: world.suspensions.has(pair.name),
    now,
  })
  return {
    pair: pair.name,
    mode: pair.mode,
    left: pair.left.written,
    right: pair.right.written,
    health: healthOf(last, phase, checks.some(({ state }) => state === "firing")),
    phase: phaseNames[phase._tag],
    detail: [detailOf(phase), slot.deafness ?? ""].filter((text) => text !== "").join("; "),
    next: next ?? null,
    last: last ?? null,
    lastGood: lastGood ?? null,
    pending: left === undefined ? planned?.pending ?? 0 : pendingIn(left),
    conflicts: left?.summary.conflicts ?? planned?.conflicts ?? 0,
    planned: planned?.finished ?? null,
    checks,
    progress: progress ?? null,
  }
}

/** Of a pair that waits for its next instant, nobody has looked yet whether it may begin then. */
const phaseOf = ({ pair, phase }: Slot, { suspensions }: World, now: number): Phase => {
  const suspension = suspensions.get(pair.name)
  return phase._tag === "Idle" && suspension !== undefined && !isOver(suspension, now)
    ? { _tag: "Suspended", suspension }
    : phase
}

const healthOf = (last: Pass | undefined, phase: Phase, isWorried: boolean): Health => {
  if (phase._tag === "Stopped") return "broken"
  if (last === undefined) return "unknown"
  if (last.outcome === "failed" || last.outcome === "halted") return "broken"
  return isWorried || last.outcome !== "ok" || last.conflicts > 0 ? "worry" : "ok"
}

const phaseNames: Readonly<Record<Phase["_tag"], string>> = {
  Idle: "idle",
  Queued: "queued",
  Passing: "passing",
  Suspended: "suspended",
  Closed: "closed",
  BackingOff: "backing-off",
  Stopped: "stopped",
}

/** Why, until when, or what for; empty where there is nothing to say. */
export const detailOf = (phase: Phase): string => {
  switch (phase._tag) {
    case "Idle":
      return ""
    case "Queued":
    case "Passing":
      return phase.trigger
    case "Suspended": {
      const { by, reason, until } = phase.suspension
      const end = until === undefined ? "" : ` until ${formatTime(until)}`
      return `by ${printable(by)}${end}${reason === "" ? "" : `: ${printable(reason)}`}`
    }
    case "Closed":
      return phase.until === undefined ? "no window is ever open" : `until ${formatTime(phase.until)}`
    case "BackingOff":
    case "Stopped":
      return printable(phase.why)
  }
}

const describeRemote = (remote: string, { state }: Breaker): RemoteStatus => {
  switch (state._tag) {
    case "Closed":
      return { remote, state: "closed", why: "", until: null }
    case "Open":
      return { remote, state: "open", why: printable(state.why), until: state.until }
    case "Stopped":
      return { remote, state: "stopped", why: printable(state.why), until: null }
  }
}
