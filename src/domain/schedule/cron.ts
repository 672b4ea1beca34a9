/** Instants of cron expressions, by the clock of a time zone. */
import { Cron } from "croner"
import { Result } from "effect"

/**
 * The first instant after `after`, in milliseconds since the epoch; `undefined`: there is none any more. A time that a
 * clock change skips comes at the first valid one. One that it brings twice comes once, but what repeats by the minute or
 * by the hour follows real time.
 */
export const nextOfCron = (cron: string, timezone: string, after: number): number | undefined =>
  new Cron(cron, { timezone, paused: true }).nextRun(new Date(after))?.getTime()

/** What is wrong with an expression, in words; `undefined`: nothing. */
export const faultInCron = (cron: string): string | undefined =>
  Result.match(Result.try({ try: () => new Cron(cron, { paused: true }), catch: String }), {
    onFailure: (fault) => fault.replace(/^(?:\w*Error: )?CronPattern: /, ""),
    onSuccess: () => undefined,
  })

export const isTimezone = (name: string): boolean =>
  /^(?:UTC|[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+)$/.test(name)
  && Result.isSuccess(Result.try(() => new Intl.DateTimeFormat("en", { timeZone: name })))
