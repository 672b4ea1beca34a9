/** When a pair's passes are due: what its schedule says, and what became of the instants before. */
import { jitterOf, nextDue } from "../domain/schedule/nextDue.ts"
import { type Schedule } from "../domain/schedule/Schedule.ts"
import { type Trigger } from "../domain/watch/Pass.ts"
import { type Watch } from "../domain/watch/Watch.ts"

export interface Due {
  readonly at: number // milliseconds since the epoch, with jitter
  readonly trigger: Trigger
  readonly instant?: number // of the schedule, without jitter
}

/** What comes to more than this much too late was slept through. */
const lateMilliseconds = 60_000

/** `last`: the last instant for which there was a pass, if there ever was one. */
export const firstDue = (watch: Watch, seed: string, last: number | undefined, now: number): Due | undefined => {
  if (watch.onChange !== undefined) return { at: now, trigger: "start" } // what happened meanwhile was not heard
  return watch.schedule && firstOfSchedule(watch.schedule, seed, last, now)
}

const firstOfSchedule = (schedule: Schedule, seed: string, last: number | undefined, now: number): Due | undefined => {
  const { catchUp, rhythm } = schedule
  if (last === undefined) {
    return rhythm._tag === "Every"
      ? { at: now + jitterOf(schedule, seed), trigger: "start", instant: now }
      : dueAt(schedule, seed, nextDue(rhythm, now))
  }
  const missed = nextDue(rhythm, last)
  return catchUp === "once" || missed === undefined || missed > now
    ? dueAt(schedule, seed, newestOf(schedule, missed, now))
    : dueAt(schedule, seed, nextAfter(schedule, missed, now))
}

/** For whoever asks only now and then: the newest instant that has come since the last one that was kept. */
export const dueByNow = ({ onChange, schedule }: Watch, last: number | undefined, now: number): Due | undefined => {
  if (onChange !== undefined) return { at: now, trigger: "start" } // what happened meanwhile was not heard
  if (schedule === undefined) return undefined
  if (last === undefined) return { at: now, trigger: "start", instant: now }
  const instant = newestOf(schedule, nextDue(schedule.rhythm, Math.min(last, now)), now)
  return instant === undefined || instant > now ? undefined : { at: instant, trigger: "schedule", instant }
}

/** After a pass that stood for `instant`, or for none, and that is over `now`. */
export const dueAfter = (watch: Watch, seed: string, instant: number | undefined, now: number): Due | undefined => {
  const scheduled = watch.schedule && afterOfSchedule(watch.schedule, seed, instant, now)
  if (watch.onChange === undefined) return scheduled
  const rescan: Due = { at: now + watch.onChange.rescan, trigger: "rescan" }
  return scheduled === undefined || rescan.at < scheduled.at ? rescan : scheduled
}

const afterOfSchedule = (schedule: Schedule, seed: string, instant: number | undefined, now: number): Due | undefined =>
  instant !== undefined && schedule.overlap === "queue"
    ? dueAt(schedule, seed, newestOf(schedule, nextDue(schedule.rhythm, instant), now))
    : dueAt(schedule, seed, nextAfter(schedule, instant ?? now, now))

/** Whether what was due was slept through, and is not to be made up for. */
export const isSlept = (watch: Watch, { at, instant }: Due, now: number): boolean =>
  instant !== undefined && watch.schedule?.catchUp === "none" && now - at > lateMilliseconds

/** The first one after `now`. */
const nextAfter = ({ rhythm }: Schedule, instant: number, now: number): number | undefined => {
  if (rhythm._tag === "Cron") return nextDue(rhythm, Math.max(instant, now))
  const behind = Math.max(0, Math.floor((now - instant) / rhythm.milliseconds))
  return instant + (behind + 1) * rhythm.milliseconds
}

/** Of several that have come by now, the newest one stands for all. */
const newestOf = (schedule: Schedule, from: number | undefined, now: number): number | undefined => {
  let newest = from
  for (let steps = 0; newest !== undefined && newest <= now && steps < mostSteps; steps++) {
    const next = nextDue(schedule.rhythm, newest)
    if (next === undefined || next > now) return newest
    newest = next
  }
  return newest
}

const mostSteps = 1000

const dueAt = (schedule: Schedule, seed: string, instant: number | undefined): Due | undefined =>
  instant === undefined
    ? undefined
    : { at: instant + jitterOf(schedule, seed), trigger: "schedule", instant }
