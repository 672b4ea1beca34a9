import { assert, describe, it } from "@effect/vitest"
import { type Mode } from "../../../src/domain/Pair.ts"
import { type Schedule } from "../../../src/domain/schedule/Schedule.ts"
import { type Window } from "../../../src/domain/schedule/Window.ts"
import { type Checked, type CheckName, checksOf } from "../../../src/domain/watch/checks.ts"
import { type Holding, type Pass } from "../../../src/domain/watch/Pass.ts"
import { type Thresholds } from "../../../src/domain/watch/Thresholds.ts"
import { type Watch } from "../../../src/domain/watch/Watch.ts"
import { passOf } from "../../support/passes.ts"
import { unwatched } from "../../support/watching.ts"

const now = Date.parse("2026-11-23T12:00:00Z")
const hour = 3_600_000

interface Scenario {
  readonly mode?: Mode
  readonly checks?: Partial<Thresholds>
  readonly lastGood?: number
  readonly every?: number
  readonly watch?: Partial<Watch>
  readonly parts?: Partial<Checked>
}

/** `passes`: the newest first. */
const stateOf = (
  name: CheckName,
  passes: ReadonlyArray<Pass>,
  { checks, every, lastGood, mode = "mirror", parts, watch }: Scenario = {},
) =>
  checksOf({
    mode,
    watch: {
      ...unwatched,
      checks: { ...unwatched.checks, ...checks },
      schedule: every === undefined
        ? undefined
        : { rhythm: { _tag: "Every", milliseconds: every }, jitter: 0, catchUp: "once", overlap: "skip" },
      ...watch,
    },
    passes,
    lastGood: lastGood ?? passes.find(({ outcome }) => outcome === "ok")?.finished,
    since: now - 24 * hour,
    resumed: undefined,
    isSuspended: false,
    now,
    ...parts,
  }).find((check) => check.name === name)?.state ?? "none"

const good = passOf()
const bad = passOf({ outcome: "failed", message: "gone" })
const many = (pass: Pass, times: number): ReadonlyArray<Pass> => Array.from({ length: times }, () => pass)
const lasting = (seconds: number) => passOf({ started: now - seconds * 1000, finished: now })
const holding = (left: Partial<Holding>, right: Partial<Holding> = left) =>
  passOf({ sides: { left: { files: 100, bytes: 1000, ...left }, right: { files: 100, bytes: 1000, ...right } } })

describe("each check", () => {
  const scenarios: ReadonlyArray<readonly [CheckName, ReadonlyArray<Pass>, ReadonlyArray<Pass>, Scenario?]> = [
    ["success-rate", [...many(bad, 5), ...many(good, 15)], [...many(bad, 4), ...many(good, 16)]],
    ["failures", [...many(bad, 3), good], [good, ...many(bad, 3)]],
    ["failures", [bad, good], [good, bad], { checks: { failures: 1 } }],
    ["drop", [holding({ files: 49 }), holding({})], [holding({ files: 51 }), holding({})]],
    ["drop", [holding({}, { bytes: 100 }), holding({})], [holding({}, { bytes: 900 }), holding({})]],
    ["duration", [lasting(301), ...many(lasting(30), 5)], [lasting(299), ...many(lasting(30), 5)]],
    ["duration", [lasting(51), ...many(lasting(0.1), 5)], [lasting(49), ...many(lasting(0.1), 5)]],
    ["drift", [holding({ files: 89 }, { files: 100 })], [holding({ files: 91 }, { files: 100 })]],
    ["free-space", [holding({ free: 19, capacity: 100 }, {})], [holding({ free: 21, capacity: 100 }, {})]],
    ["free-space", [holding({}, { free: 4, capacity: 100 })], [holding({}, { free: 6, capacity: 100 })], {
      checks: { freeSpace: 5 },
    }],
    ["checksum-failures", [passOf({ checksumFailures: 1 })], [passOf(), passOf({ checksumFailures: 1 })]],
    ["errors", [passOf({ outcome: "failed", message: "Quota exceeded" })], [good, bad]],
    ["errors", [passOf({ outcome: "partial", message: "write: no space left" })], [bad]],
  ]
  for (const [name, firing, clear, scenario] of scenarios) {
    it(`of ${name} fires, and clears`, () => {
      assert.strictEqual(stateOf(name, firing, scenario), "firing")
      assert.strictEqual(stateOf(name, clear, scenario), "ok")
    })
  }

  it("of age fires when the last good pass is too long ago, by the clock or by the schedule, and clears", () => {
    const age = (lastGood: number, scenario: Scenario) => stateOf("age", [good], { ...scenario, lastGood })
    assert.strictEqual(age(now - 27 * hour, { checks: { age: 26 * hour } }), "firing")
    assert.strictEqual(age(now - 25 * hour, { checks: { age: 26 * hour } }), "ok")
    assert.strictEqual(age(now - 3 * hour, { every: hour }), "firing")
    assert.strictEqual(age(now - 2 * hour, { every: hour }), "ok")
    assert.strictEqual(age(now - 999 * hour, {}), "none") // nobody knows when the next one should be
  })

  describe("of age", () => {
    const at = (text: string) => Date.parse(`2026-11-23T${text}Z`)
    const night: Window = { kind: "allow", cron: "0 22 * * *", timezone: "UTC", duration: 8 * hour, manual: "allow" }
    const noon: Window = { ...night, kind: "deny", cron: "0 11 * * *", duration: 2 * hour }
    const daily: Schedule = {
      rhythm: { _tag: "Cron", cron: "0 12 * * *", timezone: "UTC" },
      jitter: 0,
      catchUp: "once",
      overlap: "skip",
    }
    const age = (lastGood: number, now: number, watch: Partial<Watch>, parts: Partial<Checked> = {}) =>
      stateOf("age", [good], { lastGood, every: hour / 4, watch, parts: { now, ...parts } })

    it("counts no instant at which the windows are closed", () => {
      for (const time of ["06:10", "06:30", "12:00", "21:59", "22:10"]) {
        assert.strictEqual(age(at("05:45"), at(time), { windows: [night] }), "ok", time)
      }
      assert.strictEqual(age(at("05:45"), at("22:26"), { windows: [night] }), "firing")
      assert.strictEqual(age(at("05:15"), at("05:56"), { windows: [night] }), "firing")
      assert.strictEqual(age(at("05:15"), at("12:00"), { windows: [night] }), "firing")
    })

    it("counts one at which a window makes its pass wait", () => {
      const yesterday = at("13:05") - 24 * hour
      assert.strictEqual(age(yesterday, at("13:05"), { schedule: daily, windows: [noon] }), "ok")
      assert.strictEqual(age(yesterday, at("13:05") + 24 * hour, { schedule: daily, windows: [noon] }), "ok")
      assert.strictEqual(age(yesterday, at("13:11") + 24 * hour, { schedule: daily, windows: [noon] }), "firing")
    })

    it("expects nothing where no window is ever open", () => {
      const always: Window = { ...noon, cron: "0 * * * *" }
      assert.strictEqual(age(at("00:00"), at("23:00"), { windows: [night, always] }), "ok")
      const over: Window = { ...night, cron: "0 0 1 1 1 * 2020" }
      assert.strictEqual(age(at("00:00"), at("23:00"), { windows: [over] }), "ok")
    })

    it("is not made while the pair is suspended, and counts from its end", () => {
      const checks = { ...unwatched.checks, age: hour }
      assert.strictEqual(age(at("00:00"), at("12:00"), {}, { isSuspended: true }), "none")
      assert.strictEqual(age(at("00:00"), at("12:00"), { checks }, { isSuspended: true }), "none")
      assert.strictEqual(age(at("00:00"), at("12:05"), {}, { resumed: at("12:00") }), "ok")
      assert.strictEqual(age(at("00:00"), at("12:41"), {}, { resumed: at("12:00") }), "firing")
      assert.strictEqual(age(at("00:00"), at("12:41"), { checks }, { resumed: at("12:00") }), "ok")
      assert.strictEqual(age(at("13:00"), at("13:35"), {}, { resumed: at("12:00") }), "ok")
    })

    it("takes no comfort in a pass of the future", () => {
      assert.strictEqual(age(at("23:00"), at("12:00"), {}), "firing")
    })
  })

  it("is not made where it has no threshold", () => {
    const off: Thresholds = {
      successRate: undefined,
      failures: undefined,
      drop: undefined,
      duration: undefined,
      age: undefined,
      drift: undefined,
      freeSpace: undefined,
      checksumFailures: undefined,
      errors: [],
    }
    const checks = checksOf({
      mode: "mirror",
      watch: { ...unwatched, checks: off },
      passes: many(bad, 20),
      lastGood: undefined,
      since: 0,
      resumed: undefined,
      isSuspended: false,
      now,
    })
    assert.deepStrictEqual(checks, [])
  })

  it("says that it knows too little rather than that all is well", () => {
    for (const name of ["success-rate", "drop", "duration", "drift", "free-space"] as const) {
      assert.strictEqual(stateOf(name, [good]), "unknown", name)
    }
  })

  it("does not count passes that were stopped", () => {
    assert.strictEqual(stateOf("failures", [bad, passOf({ outcome: "interrupted" }), bad, bad]), "firing")
  })

  it("does not blame a copy for what its target has besides", () => {
    assert.strictEqual(stateOf("drift", [holding({ files: 1 }, { files: 100 })], { mode: "copy" }), "none")
  })
})
