/** Times at which passes may not begin, or only at which they may. */
import { nextOfCron } from "./cron.ts"

export interface Window {
  readonly kind: "deny" | "allow"
  readonly cron: string // when it opens
  readonly timezone: string // an IANA name
  readonly duration: number // milliseconds
  readonly manual: "allow" | "deny" // what holds for a pass that a person asks for
}

export interface Closed {
  readonly window: Window // the one that is open and denies, or the first of those that would allow
  readonly until: number | undefined // milliseconds since the epoch; undefined: for good
}

/**
 * What keeps a pass from beginning at `now`. An open window that denies counts before one that allows; with any that
 * allow, passes begin while one of them is open, and at no other time.
 */
export const closedBy = (
  windows: ReadonlyArray<Window>,
  now: number,
  isByHand: boolean,
): Closed | undefined => {
  const binding = windows.filter(({ manual }) => !isByHand || manual === "deny")
  for (const window of binding) {
    const until = window.kind === "deny" ? endOf(window, now) : undefined
    if (until !== undefined) return { window, until }
  }
  const allowing = windows.filter(({ kind }) => kind === "allow")
  const [first] = allowing
  if (first === undefined || allowing.some((window) => endOf(window, now) !== undefined)) return undefined
  if (allowing.some((window) => !binding.includes(window))) return undefined
  const openings = allowing.flatMap(({ cron, timezone }) => nextOfCron(cron, timezone, now) ?? [])
  return { window: first, until: openings.length === 0 ? undefined : Math.min(...openings) }
}

/** The first instant from `from` to `until` at which nothing keeps a pass from beginning; `undefined`: there is none. */
export const openFrom = (windows: ReadonlyArray<Window>, from: number, until: number): number | undefined => {
  let instant: number | undefined = from
  while (instant !== undefined && instant <= until) {
    const closed = closedBy(windows, instant, false)
    if (closed === undefined) return instant
    instant = closed.until
  }
  return undefined
}

/**
 * When the window closes that is open at `now`; `undefined`: it is not open. One that opens again before it closes stays
 * open, and is followed for so many openings.
 */
const endOf = ({ cron, duration, timezone }: Window, now: number): number | undefined => {
  let end: number | undefined
  let opening = nextOfCron(cron, timezone, now - duration)
  for (let followed = 0; followed < mostOpenings && opening !== undefined && opening <= (end ?? now); followed++) {
    end = opening + duration
    opening = nextOfCron(cron, timezone, opening)
  }
  return end
}

const mostOpenings = 1000
