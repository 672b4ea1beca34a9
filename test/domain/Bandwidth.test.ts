import { assert, describe, it } from "@effect/vitest"
import { type Bandwidth, rateAt } from "../../src/domain/Bandwidth.ts"

const every = new Set([0, 1, 2, 3, 4, 5, 6])
const working = new Set([1, 2, 3, 4, 5])

/** In the first week of 2026, whose Sunday is the fourth of January; by this machine's clock. */
const on = (day: number, time: string): Date => new Date(`2026-01-0${4 + day}T${time}:00`)

describe("rateAt", () => {
  it("is the same all the time where there is one slot", () => {
    const always: Bandwidth = [{ minute: 0, days: every, rate: 5 }]
    for (const time of ["00:00", "12:34", "23:59"]) assert.strictEqual(rateAt(always, on(3, time)), 5)
  })

  it("is that of the slot that began last, before midnight too", () => {
    const byDay: Bandwidth = [{ minute: 8 * 60, days: every, rate: 2 }, {
      minute: 18 * 60,
      days: every,
      rate: undefined,
    }]
    const expected: ReadonlyArray<readonly [string, number | undefined]> = [
      ["00:00", undefined],
      ["07:59", undefined],
      ["08:00", 2],
      ["17:59", 2],
      ["18:00", undefined],
    ]
    for (const [time, rate] of expected) assert.strictEqual(rateAt(byDay, on(2, time)), rate, time)
  })

  it("goes on over days on which nothing begins", () => {
    const working5: Bandwidth = [
      { minute: 8 * 60, days: working, rate: 2 },
      { minute: 18 * 60, days: working, rate: 9 },
    ]
    assert.strictEqual(rateAt(working5, on(0, "12:00")), 9) // since Friday evening
    assert.strictEqual(rateAt(working5, on(1, "07:59")), 9)
    assert.strictEqual(rateAt(working5, on(1, "08:00")), 2)
    const weekly: Bandwidth = [{ minute: 600, days: new Set([3]), rate: 7 }]
    assert.strictEqual(rateAt(weekly, on(3, "09:59")), 7) // since a week ago
  })

  it("is that of the later one in the list where two begin at once", () => {
    const twice: Bandwidth = [{ minute: 60, days: every, rate: 1 }, { minute: 60, days: new Set([3]), rate: 2 }]
    assert.strictEqual(rateAt(twice, on(3, "12:00")), 2)
    assert.strictEqual(rateAt(twice, on(4, "12:00")), 1)
  })
})
