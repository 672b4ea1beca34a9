/** Instants of cron expressions, by the clock of a time zone. */
import { Cron } from "croner"
import { Result } from "effect"
import { instantOf, localTimeAt } from "./localTime.ts"

/**
 * The first instant after `after`, in milliseconds since the epoch; `undefined`: there is none any more. Fixed times come
 * once a day each: one that a clock change skips at the first valid instant, one that it brings twice the first time. All
 * others follow real time.
 */
export const nextOfCron = (cron: string, timezone: string, after: number): number | undefined =>
  isFixed(cron)
    ? nextFixed(cron, timezone, after)
    : new Cron(cron, { timezone, paused: true }).nextRun(new Date(after))?.getTime()

/** Its seconds, minutes and hours are numbers, lists or ranges: it names times of the day, and repeats at no star. */
const isFixed = (cron: string): boolean => {
  const fields = cron.trim().split(/\s+/)
  const times = fields.slice(0, fields.length > 5 ? 3 : 2)
  return times.every((field) => !/[*?]|@hourly/i.test(field))
}

const nextFixed = (cron: string, timezone: string, after: number): number | undefined => {
  const unchanging = new Cron(cron, { utcOffset: 0, paused: true })
  let local = localTimeAt(timezone, after)
  for (;;) {
    const next = unchanging.nextRun(new Date(local))?.getTime()
    if (next === undefined) return undefined
    const instant = instantOf(timezone, next)
    if (instant > after) return instant
    local = next
  }
}

/** What is wrong with an expression, in words; `undefined`: nothing. */
export const faultInCron = (cron: string): string | undefined =>
  Result.match(Result.try({ try: () => new Cron(cron, { paused: true }), catch: String }), {
    onFailure: (fault) => fault.replace(/^(?:\w*Error: )?CronPattern: /, ""),
    onSuccess: () => undefined,
  })

export const isTimezone = (name: string): boolean =>
  /^(?:UTC|[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+)$/.test(name)
  && Result.isSuccess(Result.try(() => new Intl.DateTimeFormat("en", { timeZone: name })))
