import { assert, describe, it } from "@effect/vitest"
import { type Board } from "../../src/report/Board.ts"
import { displayWidth } from "../../src/report/displayWidth.ts"
import { type PairProgress } from "../../src/report/PairProgress.ts"
import { progressLine, progressSentence } from "../../src/report/progressLine.ts"
import { colourStyle, inAscii, plainStyle } from "../../src/report/Style.ts"

const GiB = 2 ** 30
const mode = "mirror"
const applying: PairProgress = {
  _tag: "Applying",
  actions: { settled: 120, failed: 0, total: 3400 },
  bytes: { done: 1.2 * GiB, total: 2.7 * GiB },
  speed: { at: 0, bytes: 0, perSecond: 35 * 2 ** 20 },
}
const looking = { _tag: "Looking", mode, entries: { left: 12_345, right: 1 } } satisfies PairProgress
const comparing = {
  _tag: "Comparing",
  mode,
  files: { left: { done: 3, total: 40, bytes: 2048, bytesTotal: 40960 } },
} satisfies PairProgress
const board = (pairs: Record<string, PairProgress>): Board => new Map(Object.entries(pairs))
const line = (pairs: Record<string, PairProgress>, columns: number) => progressLine(board(pairs), columns, plainStyle)

describe("progressLine", () => {
  it("has a bar, bytes, actions, speed and what is left", () =>
    assert.strictEqual(
      line({ website: applying }, 100),
      "website  ━━━━━━━━━━━━━─────────────────  44%  1.2 GiB/2.7 GiB  120/3400 actions  35 MiB/s  44s left",
    ))

  it("makes the bar as long as there is room for", () => {
    assert.strictEqual(
      line({ website: applying }, 80),
      "website  ━━━━──────  44%  1.2 GiB/2.7 GiB  120/3400 actions  35 MiB/s  44s left",
    )
    assert.strictEqual(
      line({ website: applying }, 74),
      "website  44%  1.2 GiB/2.7 GiB  120/3400 actions  35 MiB/s  44s left",
    )
  })

  it.each([0, 1, 2, 5, 10, 20, 40, 60, 70, 77, 80, 100, 200])("leaves the last of %d columns free", (columns) => {
    for (const pairs of [{ website: applying }, { "日本語日本語": looking }, { a: comparing, b: looking }]) {
      assert.isAtMost(displayWidth(line(pairs, columns)), Math.max(0, columns - 1))
    }
  })

  it("cuts what does not fit", () => assert.strictEqual(line({ "日本語": looking }, 24), "日本語  looking  sourc…"))

  it("says what failed", () =>
    assert.include(
      line({ a: { ...applying, actions: { settled: 9, failed: 2, total: 10 } } }, 200),
      "  9/10 actions  2 failed  ",
    ))

  it("says nothing of bytes, speed and time where nothing is transferred", () =>
    assert.strictEqual(
      line({ a: { ...applying, bytes: { done: 0, total: 0 } } }, 60),
      "a  ━─────────────────────────────  3%  120/3400 actions",
    ))

  it("does not guess while the speed is not known", () =>
    assert.strictEqual(line({ a: { ...applying, speed: undefined } }, 40), "a  44%  1.2 GiB/2.7 GiB  120/3400 acti…"))

  it("tells of looking and comparing", () => {
    assert.strictEqual(line({ a: looking }, 100), "a  looking  source 12345 entries  target 1 entry")
    assert.strictEqual(
      line({ a: looking, b: comparing }, 100),
      "b  comparing contents  source 3/40 files (2 KiB/40 KiB)  and 1 more pair",
    )
  })

  it("calls the sides of a two-way pair left and right", () => {
    assert.strictEqual(
      line({ a: { ...looking, mode: "two-way" } }, 100),
      "a  looking  left 12345 entries  right 1 entry",
    )
    assert.strictEqual(
      line({ a: { ...comparing, mode: "two-way" } }, 100),
      "a  comparing contents  left 3/40 files (2 KiB/40 KiB)",
    )
  })

  it("is empty when nobody is busy", () => assert.strictEqual(line({}, 80), ""))

  it("lets no pair's name act on the terminal", () =>
    assert.include(line({ "a\u001b[2J": looking }, 80), "a\\u001b[2J"))

  it("has colours and an ASCII form", () => {
    const half: PairProgress = {
      ...applying,
      actions: { settled: 5, failed: 0, total: 10 },
      bytes: { done: 0, total: 0 },
    }
    assert.strictEqual(
      progressLine(board({ a: half }), 32, inAscii(colourStyle)),
      "a  \u001b[32m####\u001b[39m\u001b[2m-----\u001b[22m  50%  5/10 actions",
    )
  })
})

describe("progressSentence", () => {
  it("is a line for a log", () =>
    assert.strictEqual(
      progressSentence("website", applying),
      "website: 44%, 1.2 GiB/2.7 GiB, 120/3400 actions, 35 MiB/s, 44s left",
    ))
})
