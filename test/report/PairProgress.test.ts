import { assert, describe, it } from "@effect/vitest"
import { fractionOf, measured, observe, type PairProgress } from "../../src/report/PairProgress.ts"
import { type SyncEvent } from "../../src/report/SyncEvent.ts"
import { at } from "../support/entries.ts"
import { addFile, done, planOf, reportOf } from "./samples.ts"

const pair = "p"
const mode = "two-way"
const after = (...events: ReadonlyArray<SyncEvent>) =>
  events.reduce<PairProgress | undefined>((progress, event) => observe(progress, event), undefined)
const started: SyncEvent = { _tag: "Started", pair, actions: 3, bytes: 100 }
const moved = (bytes: number): SyncEvent => ({ _tag: "Progress", pair, bytes })
const settled: SyncEvent = { _tag: "Settled", pair, mode, outcome: done(addFile("a", 1)) }
const failed: SyncEvent = {
  _tag: "Settled",
  pair,
  mode,
  outcome: { _tag: "Failed", action: addFile("a", 1), message: "" },
}

describe("observe", () => {
  it("counts what an earlier run had sent as done, and not as speed", () => {
    const moving = measured(after(started, moved(10))!, 0)
    const resumed = observe(moving, { _tag: "TakenUp", pair, path: at("a"), bytes: 50 })
    assert.deepInclude(resumed, { bytes: { done: 60, total: 100 } })
    assert.deepInclude(measured(observe(resumed, moved(5))!, 1000), { speed: { at: 1000, bytes: 65, perSecond: 5 } })
  })

  it("keeps what each side has seen so far", () =>
    assert.deepStrictEqual(
      after(
        { _tag: "Scanning", pair, mode, side: "left", entries: 5 },
        { _tag: "Scanning", pair, mode, side: "right", entries: 2 },
        { _tag: "Scanning", pair, mode, side: "left", entries: 9 },
      ),
      { _tag: "Looking", mode, entries: { left: 9, right: 2 } },
    ))
  it("keeps how far each side's contents are compared", () =>
    assert.deepStrictEqual(
      after(
        { _tag: "Scanning", pair, mode, side: "left", entries: 5 },
        { _tag: "Hashing", pair, mode, side: "left", done: 1, total: 4, bytes: 10, bytesTotal: 99 },
        { _tag: "Hashing", pair, mode, side: "right", done: 2, total: 4, bytes: 20, bytesTotal: 99 },
      ),
      {
        _tag: "Comparing",
        mode,
        files: {
          left: { done: 1, total: 4, bytes: 10, bytesTotal: 99 },
          right: { done: 2, total: 4, bytes: 20, bytesTotal: 99 },
        },
      },
    ))
  it("adds up bytes and outcomes", () =>
    assert.deepStrictEqual(after(started, moved(30), settled, moved(12), failed), {
      _tag: "Applying",
      actions: { settled: 2, failed: 1, total: 3 },
      bytes: { done: 42, total: 100 },
      speed: undefined,
    }))
  it.each<SyncEvent>([
    { _tag: "Planned", plan: planOf({}) },
    { _tag: "Finished", report: reportOf([]) },
    { _tag: "Stopped", pair },
  ])("has nothing going on after $_tag", (event) => assert.strictEqual(after(started, event), undefined))
  it("is not moved by a note, nor by bytes of a pair that is not applied", () => {
    assert.deepStrictEqual(after(started, { _tag: "Note", pair, message: "x" }), after(started))
    assert.strictEqual(after(moved(5), settled), undefined)
  })
})

describe("measured", () => {
  it("looks at the bytes done", () => {
    const before = after(started, moved(40))
    const once = before && measured(before, 1000)
    const later = once && observe(once, moved(20))
    assert.deepStrictEqual(later && measured(later, 2000), {
      _tag: "Applying",
      actions: { settled: 0, failed: 0, total: 3 },
      bytes: { done: 60, total: 100 },
      speed: { at: 2000, bytes: 60, perSecond: 20 },
    })
  })
})

describe("fractionOf", () => {
  it.each<readonly [settled: number, total: number, done: number, bytes: number, fraction: number]>([
    [0, 4, 0, 100, 0],
    [1, 4, 50, 100, 0.5],
    [3, 4, 100, 100, 0.99], // not all is done
    [3, 4, 250, 100, 0.99], // some files went twice
    [4, 4, 90, 100, 1], // some files were not needed any more
    [1, 4, 0, 0, 0.25],
    [0, 0, 0, 0, 1],
  ])("%d of %d actions, %d of %d bytes: %d", (settled, total, bytesDone, bytes, fraction) =>
    assert.strictEqual(
      fractionOf({ actions: { settled, failed: 0, total }, bytes: { done: bytesDone, total: bytes } }),
      fraction,
    ))
})
