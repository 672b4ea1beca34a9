import { assert, describe, it } from "@effect/vitest"
import { formatTime, timeFormat } from "../../src/report/formatTime.ts"

const moment = Date.UTC(2026, 10, 20, 22, 2)

describe("timeFormat", () => {
  it.each<readonly [string, string, string]>([
    ["en-US", "UTC", "Nov 20, 2026, 10:02 PM"],
    ["de-DE", "Europe/Berlin", "20.11.2026, 23:02"],
    ["sv-SE", "Asia/Tokyo", "21 nov. 2026 07:02"],
  ])(
    "writes a moment as users of %s in %s do",
    (locale, timeZone, text) => assert.strictEqual(timeFormat(locale, timeZone)(moment), text),
  )

  it("survives a time that a server made up", () => {
    assert.strictEqual(timeFormat("en-US", "UTC")(9e15), "at a time that no calendar has")
    assert.strictEqual(timeFormat("en-US", "UTC")(-Infinity), "at a time that no calendar has")
  })
})

describe("formatTime", () => {
  it("writes times as this machine's user does", () => assert.strictEqual(formatTime(moment), timeFormat()(moment)))
})
