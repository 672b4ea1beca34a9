/** What the clock of a time zone shows, as milliseconds since the epoch of a clock in UTC that shows the same. */
import { DateTime } from "effect"

export const localTimeAt = (timezone: string, instant: number): number =>
  instant + DateTime.zonedOffset(DateTime.makeZonedUnsafe(instant, { timeZone: timezone }))

/** The first instant at which the clock shows `local`; where a change leaves that out, the instant of the change. */
export const instantOf = (timezone: string, local: number): number => {
  const resolved = (disambiguation: "earlier" | "later") =>
    DateTime.toEpochMillis(
      DateTime.makeZonedUnsafe(local, { timeZone: timezone, adjustForTimeZone: true, disambiguation }),
    )
  let before = resolved("earlier")
  if (localTimeAt(timezone, before) === local) return before
  let after = resolved("later")
  while (after - before > 1) {
    const between = Math.floor((before + after) / 2)
    if (localTimeAt(timezone, between) < local) before = between
    else after = between
  }
  return after
}
