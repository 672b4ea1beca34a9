/** From a written rate or timetable to bytes a second by day and time. */
import { type Bandwidth, type Slot } from "../domain/Bandwidth.ts"
import { bytesOf } from "./bytesOf.ts"
import { type Loose } from "./Parsed.ts"
import { days as allDays, type WrittenBandwidth } from "./WrittenBandwidth.ts"

/** `undefined`: no cap. */
export const resolveBandwidth = (written: Loose<WrittenBandwidth> | undefined): Bandwidth | undefined => {
  if (written === undefined) return undefined
  if (typeof written === "string") return [{ minute: 0, days: everyDay, rate: rateOf(written) }]
  return written.flatMap((slot): ReadonlyArray<Slot> =>
    slot?.from === undefined || slot.rate === undefined ? [] : [{
      minute: minuteOf(slot.from),
      days: slot.days === undefined
        ? everyDay
        : new Set(slot.days.map((day) => day === undefined ? -1 : allDays.indexOf(day))),
      rate: rateOf(slot.rate),
    }]
  )
}

const everyDay: ReadonlySet<number> = new Set(allDays.keys())

const rateOf = (written: string): number | undefined =>
  written === "unlimited" ? undefined : bytesOf(written.replace(/\/s$/, ""))

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
