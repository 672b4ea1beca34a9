/** How many bytes a second may go over the line to a server, by the day of the week and the time of day. */

/** From a minute of a day on, until the next slot begins. */
export interface Slot {
  readonly minute: number // of the day, from 0
  readonly days: ReadonlySet<number> // 0 is Sunday
  readonly rate: number | undefined // bytes a second; undefined: as many as the line takes
}

/** At least one slot. */
export type Bandwidth = ReadonlyArray<Slot>

const daysInWeek = 7

/** By this machine's clock. The slot that began last holds, on whatever day that was; the later one of two in the list. */
export const rateAt = (bandwidth: Bandwidth, now: Date): number | undefined => {
  const minute = now.getHours() * 60 + now.getMinutes()
  let found: { readonly slot: Slot; readonly ago: number } | undefined
  for (const slot of bandwidth) {
    const ago = minutesSince(slot, now.getDay(), minute)
    if (found === undefined || ago <= found.ago) found = { slot, ago }
  }
  return found?.slot.rate
}

const minutesInDay = 24 * 60

/** Since it began last. */
const minutesSince = ({ days, minute }: Slot, day: number, now: number): number => {
  for (let back = 0; back <= daysInWeek; back++) {
    const ago = back * minutesInDay + now - minute
    if (ago >= 0 && days.has((day - back + daysInWeek) % daysInWeek)) return ago
  }
  return Number.POSITIVE_INFINITY
}
