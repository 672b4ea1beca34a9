import { assert, describe, it } from "@effect/vitest"
import { faultInCron, isTimezone, nextOfCron } from "../../../src/domain/schedule/cron.ts"

/** The instants of an expression from a moment on, in UTC. */
const instants = (cron: string, timezone: string, from: string, many: number): ReadonlyArray<string> => {
  const found: Array<string> = []
  let at: number | undefined = Date.parse(from)
  while (found.length < many && at !== undefined) {
    at = nextOfCron(cron, timezone, at)
    if (at !== undefined) found.push(new Date(at).toISOString().replace(":00.000Z", "Z"))
  }
  return found
}

const berlin = "Europe/Berlin"
const newYork = "America/New_York"
const lordHowe = "Australia/Lord_Howe"

describe("an expression for one time of the day", () => {
  it.each([
    [berlin, "30 2 * * *", "2026-03-28T12:00Z", ["2026-03-29T01:00Z", "2026-03-30T00:30Z"]],
    [newYork, "30 2 * * *", "2026-03-07T12:00Z", ["2026-03-08T07:00Z", "2026-03-09T06:30Z"]],
    [lordHowe, "15 2 * * *", "2026-10-03T12:00Z", ["2026-10-03T15:30Z", "2026-10-04T15:15Z"]],
  ])("comes once, at the first valid minute, where the clock in %s skips it", (zone, cron, from, expected) => {
    assert.deepStrictEqual(instants(cron, zone, from, 2), expected)
  })

  it.each([
    [berlin, "30 2 * * *", "2026-10-24T12:00Z", ["2026-10-25T00:30Z", "2026-10-26T01:30Z"]],
    [newYork, "30 1 * * *", "2026-10-31T12:00Z", ["2026-11-01T05:30Z", "2026-11-02T06:30Z"]],
    [lordHowe, "45 1 * * *", "2026-04-04T12:00Z", ["2026-04-04T14:45Z", "2026-04-05T15:15Z"]],
  ])("comes once where the clock in %s brings it twice", (zone, cron, from, expected) => {
    assert.deepStrictEqual(instants(cron, zone, from, 2), expected)
  })
})

describe("an expression for several times of the day", () => {
  const day = 86_400_000
  /** What comes within the day that begins so. */
  const ofDay = (cron: string, timezone: string, from: string) =>
    instants(cron, timezone, from, 100)
      .filter((at) => Date.parse(at) <= Date.parse(from) + day)
      .map((at) => at.replace(/^2026-/, "").slice(0, 11))
  const [spring, autumn] = ["2026-03-28T12:00Z", "2026-10-24T12:00Z"]

  it.each([
    ["0 2,14 * * *", spring, ["03-28T13:00", "03-29T01:00", "03-29T12:00"]], // 14:00, 3:00 for 2:00, 14:00
    ["0 2,14 * * *", autumn, ["10-25T00:00"]],
    ["15,45 2 * * *", spring, ["03-29T01:00"]], // 3:00 for both
    ["15,45 2 * * *", autumn, ["10-25T00:15", "10-25T00:45"]],
    ["30 2,3 * * *", spring, ["03-29T01:00", "03-29T01:30"]],
    ["30 2,3 * * *", autumn, ["10-25T00:30", "10-25T02:30"]],
    ["0 1-3 * * *", spring, ["03-29T00:00", "03-29T01:00"]],
    ["0 1-3 * * *", autumn, ["10-24T23:00", "10-25T00:00", "10-25T02:00"]],
    ["0 2-22/5 * * *", spring, ["03-28T16:00", "03-28T21:00", "03-29T01:00", "03-29T05:00", "03-29T10:00"]],
    ["0 2-22/5 * * *", autumn, ["10-24T15:00", "10-24T20:00", "10-25T00:00", "10-25T06:00", "10-25T11:00"]],
    ["20,40 30 2 * * *", spring, ["03-29T01:00"]],
    ["20,40 30 2 * * *", autumn, ["10-25T00:30", "10-25T00:30"]], // their seconds are left out here
    ["0 0 2,3 * * SUN 2026", spring, ["03-29T01:00"]],
    ["@daily", autumn, ["10-24T22:00"]],
  ])("keeps each of them once in Berlin: %s from %s", (cron, from, expected) => {
    assert.deepStrictEqual(ofDay(cron, berlin, from), expected)
  })

  it.each([
    ["30 1,2,3 * * *", "2026-03-07T17:00Z", ["03-08T06:30", "03-08T07:00", "03-08T07:30"]],
    ["30 1,2,3 * * *", "2026-10-31T16:00Z", ["11-01T05:30", "11-01T07:30", "11-01T08:30"]],
    ["0,20,40 1 * * *", "2026-10-31T16:00Z", ["11-01T05:00", "11-01T05:20", "11-01T05:40"]],
  ])("keeps each of them once in New York: %s from %s", (cron, from, expected) => {
    assert.deepStrictEqual(ofDay(cron, newYork, from), expected)
  })

  it.each([
    ["10,20,50 2 * * *", "2026-10-03T02:00Z", ["10-03T15:30", "10-03T15:50"]], // 2:30 for both, 2:50
    ["0,45 1,2 * * *", "2026-10-03T02:00Z", ["10-03T14:30", "10-03T15:15", "10-03T15:30", "10-03T15:45"]],
    ["15,45 1,2 * * *", "2026-04-04T01:00Z", ["04-04T14:15", "04-04T14:45", "04-04T15:45", "04-04T16:15"]],
  ])("keeps each of them once on Lord Howe: %s from %s", (cron, from, expected) => {
    assert.deepStrictEqual(ofDay(cron, lordHowe, from), expected)
  })

  it("keeps one that is left out just before midnight on the next day", () => {
    assert.deepStrictEqual(ofDay("30 23 * * SAT", "America/Nuuk", "2026-03-28T12:00Z"), ["03-29T01:00"])
    assert.deepStrictEqual(ofDay("30 23 * * SAT", "America/Nuuk", "2026-10-24T12:00Z"), ["10-25T00:30"])
  })
})

describe("an expression that repeats", () => {
  it.each([
    [
      berlin,
      "*/30 * * * *",
      "2026-10-24T23:59Z",
      ["2026-10-25T00:00Z", "2026-10-25T00:30Z", "2026-10-25T01:00Z", "2026-10-25T01:30Z", "2026-10-25T02:00Z"],
    ],
    [
      newYork,
      "0 * * * *",
      "2026-11-01T03:59Z",
      ["2026-11-01T04:00Z", "2026-11-01T05:00Z", "2026-11-01T06:00Z", "2026-11-01T07:00Z"],
    ],
    [
      lordHowe,
      "*/15 * * * *",
      "2026-04-04T14:30Z",
      ["2026-04-04T14:45Z", "2026-04-04T15:00Z", "2026-04-04T15:15Z", "2026-04-04T15:30Z"],
    ],
  ])("loses no instant in %s when an hour, or half of one, comes twice", (zone, cron, from, expected) => {
    assert.deepStrictEqual(instants(cron, zone, from, expected.length), expected)
  })

  it.each([
    [berlin, "*/30 * * * *", "2026-03-29T00:29Z", ["2026-03-29T00:30Z", "2026-03-29T01:00Z", "2026-03-29T01:30Z"]],
    [newYork, "0 * * * *", "2026-03-08T05:59Z", ["2026-03-08T06:00Z", "2026-03-08T07:00Z", "2026-03-08T08:00Z"]],
    [newYork, "@hourly", "2026-03-08T05:59Z", ["2026-03-08T06:00Z", "2026-03-08T07:00Z", "2026-03-08T08:00Z"]],
    [lordHowe, "*/30 * * * *", "2026-10-03T14:59Z", ["2026-10-03T15:00Z", "2026-10-03T15:30Z", "2026-10-03T16:00Z"]],
  ])("follows real time in %s when an hour, or half of one, is left out", (zone, cron, from, expected) => {
    assert.deepStrictEqual(instants(cron, zone, from, expected.length), expected)
  })
})

describe("an expression", () => {
  it.each(["0 4 * * *", "*/15 8-18 * * MON-FRI", "0 0 L * *", "@daily", "*/10 * * * * *"])("may be %s", (cron) => {
    assert.isUndefined(faultInCron(cron))
  })

  it.each([["61 * * * *", /minute/], ["0 25 * * *", /hour/], ["0 0 * * FOO", /FOO/]])(
    "may not be %s",
    (cron, fault) => {
      assert.match(faultInCron(cron) ?? "", fault)
    },
  )

  it("may never come", () => assert.isUndefined(nextOfCron("0 0 30 2 *", "UTC", 0)))
})

describe("isTimezone", () => {
  it.each(["UTC", berlin, "America/Argentina/Buenos_Aires", "Etc/GMT+3"])("knows %s", (zone) => {
    assert.isTrue(isTimezone(zone))
  })

  it.each(["Mars/Olympus", "+02:00", "", "Berlin"])("does not know %s", (zone) => assert.isFalse(isTimezone(zone)))
})
