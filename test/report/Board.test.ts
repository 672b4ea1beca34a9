import { assert, describe, it } from "@effect/vitest"
import { type Mode } from "../../src/domain/Pair.ts"
import { type Board, measureAll, overview, track } from "../../src/report/Board.ts"
import { type SyncEvent } from "../../src/report/SyncEvent.ts"
import { planOf } from "./samples.ts"

const mode = "mirror"

const boardAfter = (...events: ReadonlyArray<SyncEvent>): Board => {
  const board: Board = new Map()
  for (const event of events) track(board, event)
  return board
}
const started = (pair: string, actions: number, bytes: number): SyncEvent => ({ _tag: "Started", pair, actions, bytes })
const moved = (pair: string, bytes: number): SyncEvent => ({ _tag: "Progress", pair, bytes })
const seen = (pair: string, entries: number): SyncEvent => ({ _tag: "Scanning", pair, mode, side: "left", entries })

const hashed = (pair: string): SyncEvent => ({
  _tag: "Hashing",
  pair,
  mode,
  side: "right",
  done: 1,
  total: 2,
  bytes: 3,
  bytesTotal: 9,
})

describe("overview", () => {
  it("has nothing to tell of nobody", () => assert.strictEqual(overview(boardAfter()), undefined))

  it("tells of one pair by its name", () =>
    assert.deepStrictEqual(overview(boardAfter(seen("a", 3))), {
      name: "a",
      progress: { _tag: "Looking", mode, entries: { left: 3 } },
      others: 0,
    }))

  it("adds up pairs that do the same and counts the ones that are not as far", () => {
    const board = boardAfter(started("a", 2, 100), started("b", 3, 50), seen("c", 9))
    measureAll(board, 0)
    track(board, moved("a", 20))
    track(board, moved("b", 5))
    measureAll(board, 1000)
    assert.deepInclude(overview(board), { name: "2 pairs", others: 1 })
    const progress = overview(board)?.progress
    assert.deepInclude(progress, { actions: { settled: 0, failed: 0, total: 5 }, bytes: { done: 25, total: 150 } })
    assert.strictEqual(progress?._tag === "Applying" && progress.speed?.perSecond, 25)
  })

  it("adds up what sides have seen", () =>
    assert.deepStrictEqual(
      overview(boardAfter(seen("a", 3), seen("b", 4), {
        _tag: "Scanning",
        pair: "b",
        mode,
        side: "right",
        entries: 1,
      }))?.progress,
      { _tag: "Looking", mode, entries: { left: 7, right: 1 } },
    ))

  it("calls sides left and right as soon as one of the pairs has no source", () => {
    const looking = (mode: Mode) =>
      ({ _tag: "Scanning", pair: mode, mode, side: "left", entries: 1 }) satisfies SyncEvent
    const modeOf = (...modes: ReadonlyArray<Mode>) => {
      const progress = overview(boardAfter(...modes.map(looking)))?.progress
      return progress?._tag === "Looking" ? progress.mode : undefined
    }
    assert.strictEqual(modeOf("mirror", "two-way", "copy"), "two-way")
    assert.strictEqual(modeOf("two-way", "mirror"), "two-way")
    assert.strictEqual(modeOf("copy", "mirror"), "mirror")
  })

  it("adds up what is compared", () => {
    assert.deepStrictEqual(overview(boardAfter(hashed("a"), hashed("b")))?.progress, {
      _tag: "Comparing",
      mode,
      files: { right: { done: 2, total: 4, bytes: 6, bytesTotal: 18 } },
    })
  })
})

describe("track", () => {
  it("forgets a pair that has its plan", () =>
    assert.strictEqual(boardAfter(seen("website", 3), { _tag: "Planned", plan: planOf({}) }).size, 0))
})
