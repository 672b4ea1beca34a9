import { assert, describe, it } from "@effect/vitest"
import { closedBy, openFrom, type Window } from "../../../src/domain/schedule/Window.ts"

const hour = 3_600_000
const at = (text: string) => Date.parse(text)
const office: Window = {
  kind: "deny",
  cron: "0 9 * * MON-FRI",
  timezone: "Europe/Berlin",
  duration: 9 * hour,
  manual: "allow",
}
const night: Window = { kind: "allow", cron: "0 22 * * *", timezone: "UTC", duration: 6 * hour, manual: "deny" }

/** Until when a pass may not begin; "" says that it may. */
const until = (windows: ReadonlyArray<Window>, now: string, isByHand = false): string => {
  const closed = closedBy(windows, at(now), isByHand)
  return closed === undefined ? "" : closed.until === undefined ? "for good" : new Date(closed.until).toISOString()
}

describe("closedBy", () => {
  it.each([
    ["2026-11-23T07:59:59Z", ""],
    ["2026-11-23T08:00:00Z", "2026-11-23T17:00:00.000Z"],
    ["2026-11-23T16:59:59Z", "2026-11-23T17:00:00.000Z"],
    ["2026-11-23T17:00:00Z", ""],
    ["2026-11-22T12:00:00Z", ""], // a Sunday
    ["2026-07-06T07:30:00Z", "2026-07-06T16:00:00.000Z"], // in summer the same hours are others
  ])("denies what falls into the window, at %s", (now, expected) => assert.strictEqual(until([office], now), expected))

  it.each([
    ["2026-11-23T21:59:59Z", "2026-11-23T22:00:00.000Z"],
    ["2026-11-23T22:00:00Z", ""],
    ["2026-11-24T03:59:59Z", ""],
    ["2026-11-24T04:00:00Z", "2026-11-24T22:00:00.000Z"],
  ])("allows nothing outside of a window that allows, at %s", (now, expected) => {
    assert.strictEqual(until([night], now), expected)
  })

  it("lets one that denies count before one that allows", () => {
    const late: Window = { ...office, cron: "0 23 * * *", timezone: "UTC", duration: hour }
    assert.strictEqual(until([night, late], "2026-11-23T23:30:00Z"), "2026-11-24T00:00:00.000Z")
  })

  it("lets a person through where the window says so, and nowhere else", () => {
    assert.strictEqual(until([office], "2026-11-23T12:00:00Z", true), "")
    assert.notStrictEqual(until([{ ...office, manual: "deny" }], "2026-11-23T12:00:00Z", true), "")
    assert.notStrictEqual(until([night], "2026-11-23T12:00:00Z", true), "")
    assert.strictEqual(until([{ ...night, manual: "allow" }], "2026-11-23T12:00:00Z", true), "")
  })

  it("tells when the last of several overlapping openings closes", () => {
    const often: Window = { ...office, cron: "0 * * * *", duration: 2 * hour, timezone: "UTC" }
    assert.match(until([often], "2026-11-23T12:30:00Z"), /^20/) // it always reopens before it closes
    const twice: Window = { ...office, cron: "0 12,13 * * *", duration: 90 * 60_000, timezone: "UTC" }
    assert.strictEqual(until([twice], "2026-11-23T12:30:00Z"), "2026-11-23T14:30:00.000Z")
  })

  it("is nothing without windows", () => assert.strictEqual(until([], "2026-11-23T12:00:00Z"), ""))
})

describe("openFrom", () => {
  const open = (windows: ReadonlyArray<Window>, from: string, until = "2026-11-24T12:00Z") => {
    const found = openFrom(windows, at(from), at(until))
    return found === undefined ? "never" : new Date(found).toISOString().slice(0, 16)
  }

  it("waits until every window lets a pass begin", () => {
    assert.strictEqual(open([], "2026-11-23T12:00Z"), "2026-11-23T12:00")
    assert.strictEqual(open([office], "2026-11-23T07:00Z"), "2026-11-23T07:00")
    assert.strictEqual(open([office], "2026-11-23T12:00Z"), "2026-11-23T17:00")
    const late: Window = { ...office, cron: "0 22 * * *", timezone: "UTC", duration: hour }
    assert.strictEqual(open([night, late, office], "2026-11-23T12:00Z"), "2026-11-23T23:00")
  })

  it("looks no further than it is asked to, and finds nothing where no window is ever open", () => {
    assert.strictEqual(open([office], "2026-11-23T12:00Z", "2026-11-23T16:59Z"), "never")
    const always: Window = { ...office, cron: "0 * * * *", timezone: "UTC" }
    assert.strictEqual(open([night, always], "2026-11-23T12:00Z"), "never")
    assert.strictEqual(open([{ ...night, cron: "0 0 1 1 1 * 2020" }], "2026-11-23T12:00Z"), "never")
  })
})
