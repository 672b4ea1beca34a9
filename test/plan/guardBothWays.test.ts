import { assert, describe, it } from "@effect/vitest"
import { type Entry } from "../../src/domain/Entry.ts"
import { type Limits } from "../../src/domain/Pair.ts"
import { type Side, sides } from "../../src/domain/Side.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { type Approvals, guard, type Identity, unreleased } from "../../src/plan/guard.ts"
import { guardLimits } from "../../src/plan/guardLimits.ts"
import { guardMarks, type Marks } from "../../src/plan/guardMarks.ts"
import { makePlan } from "../../src/plan/makePlan.ts"
import { baseline, evidence, file, pairOf, snapshot } from "../support/entries.ts"

const pair = pairOf({ mode: "two-way" })
const files = (count: number, size = 1): Record<string, Entry> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, file(size)]))

const marks = (left: number | undefined, right: number | undefined, least = 4, most = 5): Marks => ({
  expected: { least, most },
  found: { left, right },
})
const known = (found: Marks = marks(4, 4)): Identity => ({
  scope: { before: "scope", now: "scope" },
  roots: { left: { before: "L", now: "L" }, right: { before: "R", now: "R" } },
  marks: found,
})
const rootsNow = (side: Side, before: string | undefined, now: string | undefined, found?: Marks): Identity => ({
  ...known(found),
  roots: { ...known().roots, [side]: { before, now } },
})
const reasons = (parts: Partial<Evidence>, identity: Identity) => {
  const seen = evidence(parts)
  return guard(pair, seen, identity, makePlan(pair, seen)).map(({ reason }) => reason)
}
const inStep = { left: snapshot(files(3)), right: snapshot(files(3)), baseline: baseline(files(3)) }

describe("marks", () => {
  type Row = readonly [string, Marks, ReadonlyArray<string>, boolean]
  // dprint-ignore
  const rows: ReadonlyArray<Row> = [
    ["of the last run on both sides",    marks(4, 4),                 [],                                 true],
    ["of a run that could not tell",     marks(5, 4),                 [],                                 true],
    ["of an earlier run on the left",    marks(3, 4),                 ["side-restored"],                  false],
    ["of an earlier run on the right",   marks(4, 3),                 ["side-restored"],                  false],
    ["that are gone from the left",      marks(undefined, 4),         ["mark-missing"],                   false],
    ["that are gone from the right",     marks(4, undefined),         ["mark-missing"],                   false],
    ["that are gone from both sides",    marks(undefined, undefined), ["mark-missing", "mark-missing"],   false],
    ["of a later run on the left",       marks(6, 5),                 ["state-restored"],                 false],
    ["of a later run on both sides",     marks(6, 6),                 ["state-restored"],                 false],
    ["of an earlier and a later run",    marks(3, 6),                 ["side-restored", "state-restored"], false],
    ["that were never made",             marks(undefined, undefined, 0, 1), [],                           false],
    ["that one side has got so far",     marks(1, undefined, 0, 1),   [],                                 false],
  ]
  it.each(rows)("%s", (_name, found, expected, isProven) => {
    const judged = guardMarks(pair, found)
    assert.deepStrictEqual(judged.halts.map(({ reason }) => reason), [...expected])
    assert.strictEqual(judged.isProven, isProven)
    const plan = { mode: "two-way", actions: [], conflicts: [], halts: judged.halts } as const
    const all = new Set(judged.halts.map(({ reason }) => reason))
    assert.deepStrictEqual(unreleased(plan, { deletes: 0, accepted: all }), judged.halts, "nothing releases them")
  })

  it("are of no interest in one direction, nor before the first run", () => {
    for (const mode of ["mirror", "copy"] as const) {
      assert.deepStrictEqual(guardMarks(pairOf({ mode }), marks(9, undefined)), { halts: [], isProven: false })
    }
    const none = { expected: undefined, found: { left: 3, right: undefined } }
    assert.deepStrictEqual(guardMarks(pair, none), { halts: [], isProven: false })
  })
})

describe("a root of a two-way pair", () => {
  it("that is another folder passes when both marks tell that it is the same side", () => {
    for (const side of sides) {
      assert.deepStrictEqual(reasons(inStep, rootsNow(side, "before", "now")), [])
      assert.deepStrictEqual(reasons(inStep, rootsNow(side, "before", "now", marks(4, undefined, 0, 5))), [
        "root-swapped",
      ])
    }
    assert.deepStrictEqual(reasons(inStep, rootsNow("left", "before", "now", marks(3, 4))), [
      "root-swapped",
      "side-restored",
    ])
  })

  it("that is another folder is for `state adopt`, and no flag releases it", () => {
    const swapped = { reason: "root-swapped", message: "", release: "" } as const
    const plan = { actions: [], conflicts: [], halts: [swapped] }
    const approvals: Approvals = { deletes: undefined, accepted: new Set(["root-swapped"]) }
    assert.deepStrictEqual(unreleased({ ...plan, mode: "two-way" }, approvals), [swapped])
    assert.deepStrictEqual(unreleased({ ...plan, mode: "mirror" }, approvals), [])
  })

  it("that is gone halts the plan on either side, and nothing releases it", () => {
    for (const side of sides) {
      assert.deepStrictEqual(reasons(inStep, rootsNow(side, "before", undefined)), ["root-missing"])
    }
    assert.deepStrictEqual(reasons({}, rootsNow("left", undefined, undefined)), ["root-missing"])
    assert.deepStrictEqual(
      reasons({ left: snapshot(files(1)) }, rootsNow("right", undefined, undefined, marks(0, 0, 0, 1))),
      [],
    )
  })

  it.each(sides)("that turned empty halts the plan: %s", (side) => {
    assert.deepStrictEqual(reasons({ ...inStep, [side]: snapshot({}) }, known()), ["root-emptied"])
    assert.deepStrictEqual(reasons({ ...inStep, [side]: snapshot({}), baseline: baseline({}) }, known()), [])
  })

  it("that turned empty together with the other one halts nothing: nothing would be done", () =>
    assert.deepStrictEqual(reasons({ ...inStep, left: snapshot({}), right: snapshot({}) }, known()), []))

  it("needs no word for what the other side holds: nothing of it is replaced", () => {
    const first = { ...known({ ...marks(0, 0), expected: undefined }), scope: { before: undefined, now: "scope" } }
    assert.deepStrictEqual(reasons({ left: snapshot(files(3)), right: snapshot(files(4, 2)) }, first), [])
  })
})

describe("limits of a two-way pair", () => {
  const over = (parts: Partial<Evidence>, limits: Partial<Limits>) => {
    const seen = evidence(parts)
    const whole = pairOf({
      mode: "two-way",
      limits: { deletes: { count: 1000, percent: 100 }, changes: undefined, transfer: undefined, ...limits },
    })
    return guardLimits(whole, makePlan(whole, seen))
  }
  const without = (count: number, gone: number) =>
    snapshot(Object.fromEntries(Object.entries(files(count)).slice(gone)))

  it("on deletes are of each side for itself, and released by the sum", () => {
    const eachOne = {
      left: snapshot({ a: file(1), b: file(1), x: file(1) }),
      right: snapshot({ c: file(1), d: file(1), x: file(1) }),
      baseline: baseline({ a: file(1), b: file(1), c: file(1), d: file(1), x: file(1) }),
    }
    assert.deepStrictEqual(over(eachOne, { deletes: { count: 2, percent: 100 } }), [])
    const [halt, ...more] = over(eachOne, { deletes: { count: 1, percent: 100 } })
    assert.deepStrictEqual([halt?.reason, more], ["delete-limit", []])
    assert.include(halt?.message, "2 entries of 3 on the left")
    assert.include(halt?.message, "2 entries of 3 on the right")
    assert.include(halt?.release, "--accept-deletes 4")
  })

  it.each(sides)("on the share of deletes are of the side that loses them: %s", (side) => {
    const lost = {
      left: snapshot(files(4)),
      right: snapshot(files(4)),
      baseline: baseline(files(4)),
      [side]: without(4, 2),
    }
    assert.deepStrictEqual(over(lost, { deletes: { count: 100, percent: 50 } }), [])
    assert.deepStrictEqual(over(lost, { deletes: { count: 100, percent: 49 } }).map(({ reason }) => reason), [
      "delete-limit",
    ])
  })

  it.each(sides)("on changes are of the side that is changed: %s", (side) => {
    const edited = { left: snapshot(files(4)), right: snapshot(files(4)), baseline: baseline(files(4)) }
    const parts = { ...edited, [side]: snapshot({ ...files(4), f0: file(9) }) }
    assert.deepStrictEqual(over(parts, { changes: { percent: 25 } }), [])
    assert.deepStrictEqual(over(parts, { changes: { percent: 24 } }).map(({ reason }) => reason), ["change-limit"])
  })

  it("on the transfer are of both directions together", () => {
    const both = { left: snapshot({ a: file(10) }), right: snapshot({ b: file(10) }) }
    assert.deepStrictEqual(over(both, { transfer: 20 }), [])
    assert.deepStrictEqual(over(both, { transfer: 19 }).map(({ reason }) => reason), ["transfer-limit"])
  })

  it("on deletes do not count what was only renamed", () => {
    const renamed = {
      left: snapshot({ b: file(1, 1, { id: "1" }) }),
      right: snapshot({ a: file(1, 1) }),
      baseline: baseline({ a: [file(1, 1, { id: "1" }), file(1, 1)] }),
    }
    assert.deepStrictEqual(over(renamed, { deletes: { count: 0, percent: 0 }, transfer: 0 }), [])
  })
})
