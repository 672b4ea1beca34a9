import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { writeTree } from "../scenarios/support/tree.ts"
import { commandLine } from "./commandLine.ts"

const noon = Date.parse("2026-11-23T12:00:00Z")
const office = { kind: "deny", cron: "0 9 * * *", timezone: "UTC", duration: "9h", manual: "deny" }

const declared = Effect.gen(function*() {
  yield* TestClock.setTime(noon)
  const line = yield* commandLine
  line.declare({
    pairs: {
      docs: {
        mode: "mirror",
        source: "./in",
        target: "./out",
        schedule: { cron: "30 2 * * *", timezone: "Europe/Berlin" },
      },
      held: { mode: "copy", source: "./in", target: "./held", windows: [office], schedule: { every: "6h" } },
    },
  })
  writeTree(line.folder, { "in/a.txt": "a" })
  return line
})

describe("a suspended pair", () => {
  it.effect("is left alone by apply until it is resumed, or its time is over", () =>
    Effect.gen(function*() {
      const { run } = yield* declared
      const suspended = yield* run("suspend", "docs", "--for", "1h", "--reason", "a new disk")
      assert.match(suspended.out, /^docs is suspended until .* \(a new disk\)\./)
      const refused = yield* run("apply", "docs", "-y")
      assert.strictEqual(refused.exitCode, 10)
      assert.match(refused.messages, /docs is suspended by .* \(a new disk\)\. To go on with it: syncfile resume docs/)
      assert.match((yield* run("status", "docs")).out, /^docs +mirror +suspended .* a new disk$/m)
      assert.strictEqual((yield* run("resume", "docs")).out, "docs goes on.\n")
      assert.strictEqual((yield* run("apply", "docs", "-y")).exitCode, 0)
      assert.strictEqual((yield* run("resume", "docs")).exitCode, 1)
      yield* run("suspend", "docs", "--for", "1h")
      yield* TestClock.adjust("61 minutes")
      assert.strictEqual((yield* run("apply", "docs", "-y")).exitCode, 0)
    }).pipe(Effect.scoped))

  it.effect("does not keep others from their turn", () =>
    Effect.gen(function*() {
      const { run } = yield* declared
      yield* TestClock.setTime(noon + 7 * 3_600_000)
      yield* run("suspend", "docs")
      const { exitCode, out } = yield* run("apply", "-y")
      assert.strictEqual(exitCode, 10)
      assert.match(out, /Apply complete! 1 added/)
    }).pipe(Effect.scoped))
})

describe("a pair whose window is closed to people", () => {
  it.effect("is left alone by apply", () =>
    Effect.gen(function*() {
      const { run } = yield* declared
      const { exitCode, messages } = yield* run("apply", "held", "-y")
      assert.strictEqual(exitCode, 10)
      assert.match(messages, /a window of the syncfile keeps passes of held from beginning until/)
      yield* TestClock.setTime(noon + 7 * 3_600_000)
      assert.strictEqual((yield* run("apply", "held", "-y")).exitCode, 0)
    }).pipe(Effect.scoped))
})

describe("syncfile schedule next", () => {
  it.effect("tells the instants of each pair, by the clock of its schedule", () =>
    Effect.gen(function*() {
      const { run } = yield* declared
      const { out } = yield* run("schedule", "next", "docs", "-n", "2")
      assert.match(out, /^docs +2026-11-24 02:30:00 Europe\/Berlin/m)
      assert.match(out, /^docs +2026-11-25 02:30:00 Europe\/Berlin/m)
      const all = JSON.parse((yield* run("schedule", "next", "held", "-n", "2", "--json")).out)
      assert.deepStrictEqual(all.map(({ due }: { readonly due: string }) => due), [
        "2026-11-23T12:00:00.000Z",
        "2026-11-23T18:00:00.000Z",
      ])
      assert.match(all[0].note, /^waits for its window until /)
      assert.strictEqual(all[1].note, "")
    }).pipe(Effect.scoped))

  it.effect("refuses numbers that show nothing", () =>
    Effect.gen(function*() {
      const { run } = yield* declared
      assert.strictEqual((yield* run("schedule", "next", "-n", "0")).exitCode, 64)
    }).pipe(Effect.scoped))
})
