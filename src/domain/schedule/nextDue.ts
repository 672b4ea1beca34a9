/** The instants at which a schedule has a pass due. */
import { nextOfCron } from "./cron.ts"
import { type Rhythm, type Schedule } from "./Schedule.ts"

/** The first one after `after`, without jitter; all in milliseconds since the epoch. `undefined`: there is none any more. */
export const nextDue = (rhythm: Rhythm, after: number): number | undefined =>
  rhythm._tag === "Every" ? after + rhythm.milliseconds : nextOfCron(rhythm.cron, rhythm.timezone, after)

/** After which an instant is the next one. */
export const dueBefore = (rhythm: Rhythm, instant: number): number =>
  rhythm._tag === "Every" ? instant - rhythm.milliseconds : instant - 1

/** By how much later a pass comes than its rhythm says. Always the same for one seed, so that hosts stay apart. */
export const jitterOf = ({ jitter }: Schedule, seed: string): number => Math.floor(fractionOf(seed) * jitter)

/** FNV-1a, as a number from 0 to less than 1. */
const fractionOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  // The last characters move the low bits most, and names differ in their last characters.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32
}
