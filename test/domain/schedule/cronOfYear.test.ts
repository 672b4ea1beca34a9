/** Cron expressions over a whole year, against clocks that are read minute by minute. */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { nextOfCron } from "../../../src/domain/schedule/cron.ts"

const minute = 60_000
const day = 1440 * minute
const [begin, end] = [Date.UTC(2026, 0, 2), Date.UTC(2026, 11, 30)]
const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Nuuk", "Africa/Casablanca"] as const

/** What a clock shows, as if that were in UTC, minute by minute. It is only ever set at a full quarter of an hour. */
const shownIn = (timezone: string): ReadonlyArray<readonly [at: number, shown: number]> => {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: timezone, dateStyle: "short", timeStyle: "short" })
  const all: Array<readonly [number, number]> = []
  for (let at = begin - day; at < end + day; at += 15 * minute) {
    const shown = Date.parse(`${format.format(at).replace(" ", "T")}Z`)
    for (let more = 0; more < 15 * minute; more += minute) all.push([at + more, shown + more])
  }
  return all
}

const clocks = new Map(zones.map((zone) => [zone as string, shownIn(zone)]))
/** When each minute was shown for the first time. */
const firsts = new Map(
  Array.from(clocks, ([zone, shown]) => [zone, new Map(shown.toReversed().map(([at, minute]) => [minute, at]))]),
)

const isOfYear = (at: number): boolean => at > begin && at < end

const instantsOf = (cron: string, timezone: string): ReadonlyArray<number> => {
  const found: Array<number> = []
  for (let at = nextOfCron(cron, timezone, begin); at !== undefined && at < end; at = nextOfCron(cron, timezone, at)) {
    found.push(at)
  }
  return found
}

/** `times`: minutes of a day. Each comes when it is first shown, and one that never is with the next that is. */
const onceADay = (timezone: string, times: ReadonlySet<number>): ReadonlyArray<number> => {
  const first = firsts.get(timezone) ?? new Map<number, number>()
  const found = new Set<number>()
  for (let time = begin - day / 2; time < end + day / 2; time += minute) {
    if (!times.has(time % day / minute)) continue
    let shown = time
    while (!first.has(shown)) shown += minute
    found.add(first.get(shown) ?? 0)
  }
  return [...found].filter(isOfYear)
}

const upTo = (most: number) =>
  Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: most }))).check(
    Schema.isMinLength(1),
    Schema.isMaxLength(2),
  )

describe("an expression over a year", () => {
  it.prop(
    "keeps each of its times once a day, in the hours, too, in which clocks are changed",
    [Schema.Literals(zones), upTo(59), upTo(3)],
    ([zone, minutes, hours]) => {
      const times = new Set(hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute)))
      assert.deepStrictEqual(instantsOf(`${minutes.join()} ${hours.join()} * * *`, zone), onceADay(zone, times))
    },
    { arbitrary: { runs: 25 } },
  )

  it.each(zones)("keeps the times of the nights once, on which the clock in %s is changed", (zone) => {
    const times = [0, 1, 2, 3, 23].flatMap((hour) => [hour * 60, hour * 60 + 45])
    assert.deepStrictEqual(instantsOf("0,45 0-3,23 * * *", zone), onceADay(zone, new Set(times)))
  })

  it.each(zones)("follows the clock in %s where it repeats", (zone) => {
    const times = new Set([60, 80, 100, 120, 140, 160, 180, 200, 220])
    const shown = (clocks.get(zone) ?? []).filter(([, shown]) => times.has(shown % day / minute))
    assert.deepStrictEqual(instantsOf("*/20 1-3 * * *", zone), shown.map(([at]) => at).filter(isOfYear))
  })
})
