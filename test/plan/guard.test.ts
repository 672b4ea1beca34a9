import { assert, describe, it } from "@effect/vitest"
import { type Entry } from "../../src/domain/Entry.ts"
import { type Limits, type Pair } from "../../src/domain/Pair.ts"
import { type Halt } from "../../src/domain/Plan.ts"
import { type Side } from "../../src/domain/Side.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { guard, type Identity, unreleased } from "../../src/plan/guard.ts"
import { type Marks } from "../../src/plan/guardMarks.ts"
import { makePlan } from "../../src/plan/makePlan.ts"
import { baseline, directory, evidence, file, pairOf, snapshot } from "../support/entries.ts"

type Reason = Halt["reason"]

const noMarks: Marks = { expected: undefined, found: { left: undefined, right: undefined } }

const known = (left: string | undefined = "L", right: string | undefined = "R"): Identity => ({
  scope: { before: "scope", now: "scope" },
  roots: { left: { before: left, now: left }, right: { before: right, now: right } },
  marks: noMarks,
})
const firstTime: Identity = {
  scope: { before: undefined, now: "scope" },
  roots: { left: { before: undefined, now: "L" }, right: { before: undefined, now: "R" } },
  marks: noMarks,
}
const otherScope: Identity = { ...known(), scope: { before: "earlier scope", now: "scope" } }
const rootsNow = (side: Side, before: string | undefined, now: string | undefined): Identity => ({
  ...known(),
  roots: { ...known().roots, [side]: { before, now } },
})

const judge = (parts: Partial<Evidence>, identity: Identity, pair: Partial<Pair> = {}) => {
  const whole = pairOf(pair)
  const seen = evidence(parts)
  const steps = makePlan(whole, seen)
  return { steps, halts: guard(whole, seen, identity, steps) }
}
const reasons = (...input: Parameters<typeof judge>): ReadonlyArray<Reason> =>
  judge(...input).halts.map(({ reason }) => reason)

const files = (count: number, size = 1): Record<string, Entry> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, file(size)]))
const inStep = { left: snapshot(files(3)), right: snapshot(files(3)), baseline: baseline(files(3)) }

const limits = (parts: Partial<Limits>): Partial<Pair> => ({
  limits: { deletes: { count: 1000, percent: 100 }, changes: undefined, transfer: undefined, ...parts },
})
const gone = (count: number, of: number): Partial<Evidence> => ({
  left: snapshot(files(of)),
  right: snapshot({
    ...files(of),
    ...Object.fromEntries(Array.from({ length: count }, (_, n) => [`gone${n}`, file(1)])),
  }),
  baseline: baseline(files(of)),
})

describe("a root", () => {
  it("that is as it was lets the plan pass", () => {
    assert.deepStrictEqual(reasons(inStep, known()), [])
    assert.deepStrictEqual(reasons({ left: snapshot(files(3)) }, firstTime), [])
  })

  it("halts the plan when the source is not there, whatever else is wrong", () => {
    assert.deepStrictEqual(reasons({ right: snapshot(files(3)) }, rootsNow("left", "L", undefined)), ["source-missing"])
    assert.deepStrictEqual(reasons({ right: snapshot(files(3)) }, rootsNow("left", undefined, undefined)), [
      "source-missing",
    ])
  })

  it("halts the plan when the target is gone, and not when it never was", () => {
    const seen = { left: snapshot(files(3)), baseline: baseline(files(3)) }
    assert.deepStrictEqual(reasons(seen, rootsNow("right", "R", undefined)), ["target-missing"])
    assert.deepStrictEqual(reasons(seen, rootsNow("right", undefined, undefined)), [])
  })

  it.each(["left", "right"] as const)("halts the plan when it is another one on the %s", (side) => {
    assert.deepStrictEqual(reasons(inStep, rootsNow(side, "before", "now")), ["root-swapped"])
    assert.deepStrictEqual(reasons(inStep, rootsNow(side, undefined, "now")), [])
  })

  it("halts the plan when the source turned empty, even if nothing would be done", () => {
    const seen = { right: snapshot(files(3)), baseline: baseline(files(3)) }
    assert.deepStrictEqual(reasons(seen, known()), ["root-emptied"])
    assert.deepStrictEqual(reasons(seen, known(), { mode: "copy" }), ["root-emptied"])
  })

  it("halts the plan when an empty source would empty a target that was never synced", () => {
    const seen = { right: snapshot(files(3)) }
    assert.deepStrictEqual(reasons(seen, firstTime), ["root-emptied", "foreign-target"])
    assert.deepStrictEqual(reasons(seen, firstTime, { mode: "copy" }), [])
    assert.deepStrictEqual(reasons({}, firstTime), [])
  })

  it("halts the plan when the target turned empty, and not when the source did so, too", () => {
    const seen = { left: snapshot(files(3)), baseline: baseline(files(3)) }
    assert.deepStrictEqual(reasons(seen, known()), ["root-emptied"])
    assert.deepStrictEqual(reasons({ left: seen.left }, known()), [])
    assert.deepStrictEqual(reasons({ ...seen, left: snapshot({}) }, known()), [])
  })
})

describe("a target without a past", () => {
  const left = snapshot({ same: file(1), new: file(1), other: file(1), changed: directory })
  const right = snapshot({ same: file(1), other: file(2), foreign: file(1), changed: file(1) })

  it("is not written over without a word, nor deleted from", () => {
    const { halts } = judge({ left, right }, firstTime)
    assert.deepStrictEqual(halts.map(({ reason }) => reason), ["foreign-target"])
    assert.include(halts[0]?.message, "3 entries")
    assert.deepStrictEqual(reasons({ left, right }, firstTime, { mode: "copy" }), ["foreign-target"])
  })

  it("may be added to", () => {
    assert.deepStrictEqual(reasons({ left, right: snapshot({ same: file(1) }) }, firstTime), [])
    const more = snapshot({ same: file(1), foreign: file(1) })
    assert.deepStrictEqual(reasons({ left, right: more }, firstTime, { mode: "copy" }), [])
  })

  it("is also what new filters or another mode bring into view", () => {
    const past = baseline({ same: file(1), other: file(2), changed: file(1) })
    assert.deepStrictEqual(reasons({ left, right, baseline: past }, otherScope), ["foreign-target"])
    assert.deepStrictEqual(reasons({ left, right, baseline: past }, known()), [])
    const { halts } = judge({ left, right, baseline: past }, otherScope)
    assert.include(halts[0]?.message, "1 entry")
    const whole = baseline({ same: file(1), other: file(2), changed: file(1), foreign: file(1) })
    assert.deepStrictEqual(reasons({ left, right, baseline: whole }, otherScope), [])
  })
})

describe("a limit", () => {
  it("on the number of deletes is kept to the last one", () => {
    const most = limits({ deletes: { count: 2, percent: 100 } })
    assert.deepStrictEqual(reasons(gone(2, 5), known(), most), [])
    assert.deepStrictEqual(reasons(gone(3, 5), known(), most), ["delete-limit"])
  })

  it("on the share of deletes is of all entries of the target", () => {
    const most = limits({ deletes: { count: 100, percent: 25 } })
    assert.deepStrictEqual(reasons(gone(1, 3), known(), most), [])
    assert.deepStrictEqual(reasons(gone(2, 3), known(), most), ["delete-limit"])
  })

  it("on deletes counts what changes its kind", () => {
    const seen = {
      left: snapshot({ a: directory, b: file(1) }),
      right: snapshot({ a: file(1), b: file(1) }),
      baseline: baseline({ a: file(1) }),
    }
    assert.deepStrictEqual(reasons(seen, known(), limits({ deletes: { count: 0, percent: 100 } })), ["delete-limit"])
  })

  it("of no deletes at all lets a plan without any pass, on an empty target too", () => {
    const none = limits({ deletes: { count: 0, percent: 0 } })
    assert.deepStrictEqual(reasons({ left: snapshot(files(3)) }, known(), none), [])
    assert.deepStrictEqual(reasons(gone(1, 3), known(), none), ["delete-limit"])
  })

  it("on changes is on what is replaced", () => {
    const seen = { left: snapshot(files(4, 2)), right: snapshot(files(2)), baseline: baseline(files(2)) }
    assert.deepStrictEqual(reasons(seen, known(), limits({ changes: { percent: 100 } })), [])
    assert.deepStrictEqual(reasons(seen, known(), limits({ changes: { percent: 99 } })), ["change-limit"])
    assert.deepStrictEqual(reasons(seen, known()), [])
  })

  it("on the transfer is in bytes", () => {
    const seen = { left: snapshot(files(4, 10)) }
    assert.deepStrictEqual(reasons(seen, known(), limits({ transfer: 40 })), [])
    assert.deepStrictEqual(reasons(seen, known(), limits({ transfer: 39 })), ["transfer-limit"])
  })

  it("does not hide another", () => {
    const all = limits({ deletes: { count: 0, percent: 0 }, changes: { percent: 0 }, transfer: 0 })
    const seen = {
      left: snapshot({ a: file(2) }),
      right: snapshot({ a: file(1), b: file(1) }),
      baseline: baseline({ a: file(1), b: file(1) }),
    }
    assert.deepStrictEqual(reasons(seen, known(), all), ["delete-limit", "change-limit", "transfer-limit"])
  })
})

describe("a halt", () => {
  const { steps } = judge({ right: snapshot(files(3)), baseline: baseline(files(3)) }, known())
  const halt = (reason: Reason): Halt => ({ reason, message: "", release: "" })
  const left = (reason: Reason, deletes: number | undefined, ...accepted: ReadonlyArray<Reason>) =>
    unreleased({ ...steps, mode: "mirror", halts: [halt(reason)] }, { deletes, accepted: new Set(accepted) }).length
      === 1

  it.each<Reason>([
    "target-missing",
    "root-swapped",
    "root-emptied",
    "change-limit",
    "transfer-limit",
    "foreign-target",
  ])("for %s is released by its own name alone", (reason) => {
    assert.isFalse(left(reason, undefined, reason))
    assert.isTrue(left(reason, undefined))
    assert.isTrue(left(reason, 3, reason === "root-swapped" ? "root-emptied" : "root-swapped", "delete-limit"))
  })

  it("for deletes is released by their exact number alone", () => {
    assert.isFalse(left("delete-limit", 3))
    assert.isTrue(left("delete-limit", 2))
    assert.isTrue(left("delete-limit", 4))
    assert.isTrue(left("delete-limit", undefined, "delete-limit"))
  })

  it("for a missing source is never released", () => {
    assert.isTrue(left("source-missing", 3, "source-missing"))
  })

  it("says what would release it", () => {
    const all = [
      ...judge({}, rootsNow("left", "L", undefined)).halts,
      ...judge({}, rootsNow("right", "R", undefined)).halts,
      ...judge(inStep, rootsNow("right", "R", "S")).halts,
      ...judge({ right: snapshot(files(3)) }, firstTime, {
        limits: { deletes: { count: 0, percent: 0 }, changes: { percent: 0 }, transfer: 0 },
      }).halts,
    ]
    for (const { reason, message, release } of all) {
      assert.isNotEmpty(message)
      if (reason === "delete-limit") assert.include(release, "--accept-deletes 3")
      else if (reason !== "source-missing") assert.include(release, `--accept ${reason}`)
    }
    assert.deepStrictEqual(all.map(({ reason }) => reason), [
      "source-missing",
      "target-missing",
      "root-swapped",
      "root-emptied",
      "foreign-target",
      "delete-limit",
    ])
  })
})
