import { assert, describe, it } from "@effect/vitest"
import { dueAfter, dueInstead, firstDue, isSlept, wasPutBack } from "../../src/daemon/dueTimes.ts"
import { jitterOf } from "../../src/domain/schedule/nextDue.ts"
import { type Schedule } from "../../src/domain/schedule/Schedule.ts"
import { type Watch } from "../../src/domain/watch/Watch.ts"
import { unwatched } from "../support/watching.ts"

const minute = 60_000
const hour = 60 * minute
const noon = Date.parse("2026-11-23T12:00:00Z")
const every = (parts: Partial<Schedule> = {}): Watch => ({
  ...unwatched,
  schedule: {
    rhythm: { _tag: "Every", milliseconds: 15 * minute },
    jitter: 0,
    catchUp: "once",
    overlap: "skip",
    ...parts,
  },
})
const daily = (parts: Partial<Schedule> = {}): Watch =>
  every({ rhythm: { _tag: "Cron", cron: "0 4 * * *", timezone: "UTC" }, ...parts })
const four = (day: number) => Date.parse(`2026-11-${day}T04:00:00Z`)

describe("the first pass of a watch", () => {
  it("is due at once for an interval of which nothing is remembered", () => {
    assert.deepStrictEqual(firstDue(every(), "seed", undefined, noon), { at: noon, trigger: "start", instant: noon })
  })

  it("is due when the interval says so that began before", () => {
    assert.strictEqual(firstDue(every(), "seed", noon - 5 * minute, noon)?.at, noon + 10 * minute)
  })

  it("makes up once for all that was missed, and only if it shall", () => {
    assert.strictEqual(firstDue(every(), "seed", noon - 100 * minute, noon)?.instant, noon - 10 * minute)
    assert.strictEqual(firstDue(every({ catchUp: "none" }), "seed", noon - 100 * minute, noon)?.at, noon + 5 * minute)
    assert.strictEqual(firstDue(daily(), "seed", four(20), noon)?.instant, four(23))
    assert.strictEqual(firstDue(daily({ catchUp: "none" }), "seed", four(20), noon)?.instant, four(24))
  })

  it("waits for the next instant of a cron schedule of which nothing is remembered", () => {
    assert.strictEqual(firstDue(daily(), "seed", undefined, noon)?.at, four(24))
  })

  it("believes no instant that only a clock can have told that was wrong", () => {
    const ahead = Date.parse("2030-01-01T00:00:00Z")
    assert.deepStrictEqual(firstDue(every(), "seed", ahead, noon), { at: noon, trigger: "start", instant: noon })
    assert.strictEqual(firstDue(daily(), "seed", ahead, noon)?.instant, four(24))
    assert.strictEqual(firstDue(daily({ catchUp: "none" }), "seed", ahead, noon)?.instant, four(24))
  })

  it("keeps no instant twice for a clock that was put back a little", () => {
    assert.strictEqual(firstDue(every(), "seed", noon, noon - minute)?.instant, noon + 15 * minute)
    assert.strictEqual(firstDue(daily(), "seed", four(24), four(24) - minute)?.instant, four(25))
  })

  it("is due at once where changes are listened to, and never where nothing is asked for", () => {
    const watch: Watch = { ...daily(), onChange: { debounce: 1000, rescan: 15 * minute } }
    assert.strictEqual(firstDue(watch, "seed", undefined, noon)?.at, noon)
    assert.isUndefined(firstDue(unwatched, "seed", undefined, noon))
  })
})

describe("the pass after a pass", () => {
  it("leaves out what came due meanwhile", () => {
    assert.strictEqual(dueAfter(every(), "seed", noon, noon + 40 * minute)?.instant, noon + 45 * minute)
    assert.strictEqual(dueAfter(daily(), "seed", four(20), noon)?.instant, four(24))
  })

  it("follows at once where what came due meanwhile is queued, and stands for all of it", () => {
    const queued = dueAfter(every({ overlap: "queue" }), "seed", noon, noon + 40 * minute)
    assert.strictEqual(queued?.instant, noon + 30 * minute)
    assert.strictEqual(dueAfter(every({ overlap: "queue" }), "seed", noon, noon + minute)?.instant, noon + 15 * minute)
  })

  it("believes no instant that only a clock can have told that was wrong", () => {
    const ahead = Date.parse("2030-01-01T00:00:00Z")
    for (const overlap of ["skip", "queue"] as const) {
      assert.strictEqual(dueAfter(every({ overlap }), "seed", ahead, noon)?.instant, noon + 15 * minute)
      assert.strictEqual(dueAfter(daily({ overlap }), "seed", ahead, noon)?.instant, four(24))
    }
  })

  it("comes no later than a rescan where changes are listened to", () => {
    const watch: Watch = { ...daily(), onChange: { debounce: 1000, rescan: 30 * minute } }
    assert.deepStrictEqual(dueAfter(watch, "seed", undefined, noon), { at: noon + 30 * minute, trigger: "rescan" })
    const soon: Watch = { ...watch, onChange: { debounce: 1000, rescan: 24 * hour } }
    assert.strictEqual(dueAfter(soon, "seed", undefined, noon)?.trigger, "schedule")
  })
})

describe("jitter", () => {
  const schedule = every({ jitter: 10 * minute }).schedule!

  it("is the same for one pair on one host, and stays within its bound", () => {
    const all = Array.from({ length: 500 }, (_, number) => jitterOf(schedule, `host\nfeeds\npair-${number}`))
    assert.deepStrictEqual(all, all.map((_, number) => jitterOf(schedule, `host\nfeeds\npair-${number}`)))
    assert.isTrue(all.every((jitter) => jitter >= 0 && jitter < 10 * minute))
  })

  it("keeps pairs apart", () => {
    const slots = new Set(
      Array.from(
        { length: 500 },
        (_, number) => Math.floor(jitterOf(schedule, `host\nfeeds\npair-${number}`) / minute),
      ),
    )
    assert.strictEqual(slots.size, 10)
  })

  it("moves when a pass begins, and not what it stands for", () => {
    const due = firstDue(every({ jitter: 10 * minute }), "host", noon - 5 * minute, noon)
    assert.strictEqual(due?.instant, noon + 10 * minute)
    assert.strictEqual(due?.at, noon + 10 * minute + jitterOf(schedule, "host"))
  })
})

describe("jitter near the interval", () => {
  const schedules = [
    every({ jitter: 15 * minute }),
    every({ jitter: 15 * minute, overlap: "queue" }),
    every({ jitter: 15 * minute, rhythm: { _tag: "Cron", cron: "*/15 * * * *", timezone: "UTC" } }),
  ]
  const seed = Array.from({ length: 500 }, (_, number) => `pair-${number}`)
    .find((seed) => jitterOf(schedules[0]!.schedule!, seed) > 14 * minute)!
  const jitter = jitterOf(schedules[0]!.schedule!, seed)

  it("costs no instant", () => {
    for (const watch of schedules) {
      const instants: Array<number | undefined> = []
      for (let due = dueAfter(watch, seed, noon, noon + jitter + 1.5 * minute); instants.length < 4;) {
        instants.push(due?.instant)
        assert.strictEqual(due?.at, due!.instant! + jitter)
        due = dueAfter(watch, seed, due?.instant, due!.at + 1.5 * minute)
      }
      assert.deepStrictEqual(instants, [15, 30, 45, 60].map((minutes) => noon + minutes * minute))
    }
  })

  it("costs none when a watch begins, either", () => {
    for (const catchUp of ["once", "none"] as const) {
      const watch = every({ jitter: 15 * minute, catchUp })
      assert.strictEqual(firstDue(watch, seed, noon, noon + 20 * minute)?.at, noon + 15 * minute + jitter)
    }
  })
})

describe("an instant that was slept through", () => {
  const due = { at: noon, trigger: "schedule", instant: noon } as const

  it("is left out where nothing is made up for", () => {
    assert.isTrue(isSlept(daily({ catchUp: "none" }), due, noon + 2 * minute))
    assert.isFalse(isSlept(daily({ catchUp: "none" }), due, noon + 30_000))
    assert.isFalse(isSlept(daily(), due, noon + 5 * hour))
  })

  it("is none that was late because a pass went on", () => {
    const watch = every({ catchUp: "none", overlap: "queue" })
    const now = noon + 40 * minute
    const queued = dueAfter(watch, "seed", noon, now)!
    assert.deepStrictEqual(queued, { at: now, trigger: "schedule", instant: noon + 30 * minute })
    assert.isFalse(isSlept(watch, queued, now + 30_000))
    assert.isTrue(isSlept(watch, queued, now + 2 * minute))
  })

  it("is followed by one that is still ahead, whatever is queued otherwise", () => {
    const watch = every({ catchUp: "none", overlap: "queue" })
    assert.strictEqual(dueInstead(watch, "seed", due, noon + 100 * minute)?.instant, noon + 105 * minute)
  })
})

describe("a clock that was put back", () => {
  it("makes what was due by it due by the clock as it is", () => {
    const ahead = Date.parse("2030-01-01T00:00:00Z")
    const due = { at: ahead, trigger: "schedule", instant: ahead } as const
    assert.isTrue(wasPutBack(ahead, noon))
    assert.isFalse(wasPutBack(noon, noon - 30_000))
    assert.strictEqual(dueInstead(every(), "seed", due, noon)?.instant, noon + 15 * minute)
    const soon = { at: four(24), trigger: "schedule", instant: four(24) } as const
    assert.strictEqual(dueInstead(daily(), "seed", soon, four(24) - 10 * minute)?.instant, four(24))
  })
})
