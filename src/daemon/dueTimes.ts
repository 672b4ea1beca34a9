/** When a pair's passes are due: what its schedule says, and what became of the instants before. */
import { jitterOf, nextDue } from "../domain/schedule/nextDue.ts"
import { type Rhythm, type Schedule } from "../domain/schedule/Schedule.ts"
import { type Trigger } from "../domain/watch/Pass.ts"
import { type Watch } from "../domain/watch/Watch.ts"

export interface Due {
  readonly at: number // milliseconds since the epoch, with jitter; where that is over already, when it was found out
  readonly trigger: Trigger
  readonly instant?: number // of the schedule, without jitter
}

/** What comes to more than this much too late was slept through, and a clock that goes back by more was put back. */
const lateMilliseconds = 60_000

/** `last`: the last instant for which there was a pass, if there ever was one. */
export const firstDue = (watch: Watch, seed: string, last: number | undefined, now: number): Due | undefined => {
  if (watch.onChange !== undefined) return { at: now, trigger: "start" } // what happened meanwhile was not heard
  return watch.schedule && firstOfSchedule(watch.schedule, seed, last, now)
}

const firstOfSchedule = (schedule: Schedule, seed: string, last: number | undefined, now: number): Due | undefined => {
  const { catchUp, rhythm } = schedule
  return rhythm._tag === "Every" && believedOf(rhythm, last, now) === undefined
    ? { at: now + jitterOf(schedule, seed), trigger: "start", instant: now }
    : dueFrom(schedule, seed, last, catchUp === "once", now)
}

/** For whoever asks only now and then: the newest instant that has come since the last one that was kept. */
export const dueByNow = ({ onChange, schedule }: Watch, last: number | undefined, now: number): Due | undefined => {
  if (onChange !== undefined) return { at: now, trigger: "start" } // what happened meanwhile was not heard
  if (schedule === undefined) return undefined
  if (last === undefined) return { at: now, trigger: "start", instant: now }
  const instant = newestOf(schedule.rhythm, nextDue(schedule.rhythm, Math.min(last, now)), now)
  return instant === undefined || instant > now ? undefined : { at: instant, trigger: "schedule", instant }
}

/** After a pass that stood for `instant`, or for none, and that is over `now`. */
export const dueAfter = (watch: Watch, seed: string, instant: number | undefined, now: number): Due | undefined => {
  const scheduled = watch.schedule && dueFrom(watch.schedule, seed, instant, watch.schedule.overlap === "queue", now)
  if (watch.onChange === undefined) return scheduled
  const rescan: Due = { at: now + watch.onChange.rescan, trigger: "rescan" }
  return scheduled === undefined || rescan.at < scheduled.at ? rescan : scheduled
}

/** In place of what is not to be kept: nothing is queued for it. */
export const dueInstead = (watch: Watch, seed: string, { instant }: Due, now: number): Due | undefined => {
  const schedule: Schedule | undefined = watch.schedule && { ...watch.schedule, overlap: "skip" }
  return dueAfter({ ...watch, schedule }, seed, instant !== undefined && instant <= now ? instant : undefined, now)
}

/** Whether what was due was slept through, and is not to be made up for. */
export const isSlept = (watch: Watch, { at, instant }: Due, now: number): boolean =>
  instant !== undefined && watch.schedule?.catchUp === "none" && now - at > lateMilliseconds

/** Whether what is due by `since` is due by another clock than that of `now`. */
export const wasPutBack = (since: number, now: number): boolean => now < since - lateMilliseconds

/** What follows `instant`, the last one that is over, if there is any. `isMadeUp`: although it may have come already. */
const dueFrom = (
  schedule: Schedule,
  seed: string,
  instant: number | undefined,
  isMadeUp: boolean,
  now: number,
): Due | undefined => {
  const { rhythm } = schedule
  const jitter = jitterOf(schedule, seed)
  const come = now - jitter // instants up to this one have come
  const last = believedOf(rhythm, instant, now)
  const next = last !== undefined && isMadeUp
    ? newestOf(rhythm, nextDue(rhythm, last), come)
    : nextAfter(rhythm, last ?? (rhythm._tag === "Every" ? now : come), come)
  return next === undefined ? undefined : { at: Math.max(next + jitter, now), trigger: "schedule", instant: next }
}

/** One that lies further ahead than the next one was told by a clock that was wrong. */
const believedOf = (rhythm: Rhythm, instant: number | undefined, now: number): number | undefined => {
  const next = instant !== undefined && instant > now ? nextDue(rhythm, now) : undefined
  return next === undefined || instant === undefined || next >= instant ? instant : undefined
}

/** The first one after `instant` that is after `come`, too. */
const nextAfter = (rhythm: Rhythm, instant: number, come: number): number | undefined => {
  if (rhythm._tag === "Cron") return nextDue(rhythm, Math.max(instant, come))
  const behind = Math.max(0, Math.floor((come - instant) / rhythm.milliseconds))
  return instant + (behind + 1) * rhythm.milliseconds
}

/** Of several that have come, the newest one stands for all. */
const newestOf = (rhythm: Rhythm, from: number | undefined, come: number): number | undefined => {
  let newest = from
  for (let steps = 0; newest !== undefined && newest <= come && steps < mostSteps; steps++) {
    const next = nextDue(rhythm, newest)
    if (next === undefined || next > come) return newest
    newest = next
  }
  return newest
}

const mostSteps = 1000
