/** The decision table of two-way pairs, row by row. */
import { assert, describe, it } from "@effect/vitest"
import { type Entry } from "../../src/domain/Entry.ts"
import { type AgainstDelete, type Loser, type Policy, type Resolve } from "../../src/domain/Pair.ts"
import { arbitrate, type Ruling } from "../../src/plan/arbitrate.ts"
import { type Desire, desire } from "../../src/plan/desire.ts"
import { equality } from "../../src/plan/equality.ts"
import { directory as d, file } from "../support/entries.ts"

const _ = undefined
const o = file(5, 1000)
const a = file(6, 9000)
const b = file(7, 8000)
const two = { mode: "two-way", compare: "size-and-modified" } as const

const policyOf = (
  resolve: Resolve = "hold",
  againstDelete: AgainstDelete = "edit",
  loser: Loser = "backup",
): Policy => ({
  resolve,
  loser,
  againstDelete,
})
const ruling = (policy: Policy, more: Partial<Ruling> = {}): Ruling => ({
  policy,
  isDecision: false,
  isFirstContact: false,
  ...more,
})
const told = (wish: Desire) =>
  wish._tag === "Take" ? `${wish.from}${wish.keepsCopy === true ? ", the other as a copy" : ""}` : wish._tag

describe("both ways", () => {
  type Row = readonly [string, Entry | undefined, Entry | undefined, Entry | undefined, string]
  // dprint-ignore
  const rows: ReadonlyArray<Row> = [
    // name                                        past left right expected
    ["nothing happened",                           o,   o,   o,    "Agree"],
    ["both folders are there",                     d,   d,   d,    "Agree"],
    ["both folders are new",                       _,   d,   d,    "Agree"],
    ["both files are new and the same",            _,   o,   o,    "Agree"],
    ["the left was edited",                        o,   a,   o,    "left"],
    ["the right was edited",                       o,   o,   b,    "right"],
    ["the left was deleted",                       o,   _,   o,    "left"],
    ["the right was deleted",                      o,   o,   _,    "right"],
    ["the left folder was deleted",                d,   _,   d,    "left"],
    ["the left is a folder now",                   o,   d,   o,    "left"],
    ["the right folder is a file now",             d,   d,   b,    "right"],
    ["the left is new",                            _,   a,   _,    "left"],
    ["the right is new",                           _,   _,   b,    "right"],
    ["the right folder is new",                    _,   _,   d,    "right"],
    ["the left was edited, the right deleted",     o,   a,   _,    "left"],
    ["the left was deleted, the right edited",     o,   _,   b,    "right"],
    ["the left was deleted, the right a folder",   o,   _,   d,    "right"],
    ["both were edited",                           o,   a,   b,    "Clash"],
    ["both are new",                               _,   a,   b,    "Clash"],
    ["a folder and a file are new",                _,   d,   b,    "Clash"],
    ["the left is a folder now, the right edited", o,   d,   b,    "Clash"],
    ["the left was edited, the right is a folder", o,   a,   d,    "Clash"],
  ]
  it.each(rows)("%s", (_name, past, left, right, expected) => {
    const seen = { left, right, agreed: past && { left: past, right: past } }
    assert.strictEqual(told(desire(two, equality(two, true, seen), seen, () => ruling(policyOf()))), expected)
  })

  it("what could not be compared is held back", () => {
    const seen = { left: o, right: o, agreed: undefined }
    assert.strictEqual(told(desire(two, "unsure", seen, () => assert.fail("no policy is asked for"))), "Clash")
  })

  it("goes by each side's own past", () => {
    const [onLeft, onRight] = [file(5, 1000, { id: "1" }), file(5, 77_000)]
    const agreed = { left: onLeft, right: onRight }
    const edited = { left: onLeft, right: file(6, 1000), agreed }
    assert.strictEqual(told(desire(two, "different", edited, () => ruling(policyOf()))), "right")
    const other = { left: file(5, 77_000), right: onRight, agreed }
    assert.strictEqual(told(desire(two, "different", other, () => ruling(policyOf()))), "left")
  })
})

describe("files that changed on both sides", () => {
  const past = { left: o, right: o }
  const [older, newer] = [file(9, 5000), file(3, 6000)]
  // dprint-ignore
  const rows: ReadonlyArray<readonly [Resolve, Entry, Entry, string]> = [
    ["hold",      older, newer,           "Clash"],
    ["left",      older, newer,           "left"],
    ["right",     older, newer,           "right"],
    ["newer",     older, newer,           "right"],
    ["newer",     newer, older,           "left"],
    ["newer",     file(1, 5000), file(2, 5999), "Clash"],
    ["older",     older, newer,           "left"],
    ["older",     newer, older,           "right"],
    ["older",     file(1, 5999), file(2, 5000), "Clash"],
    ["larger",    older, newer,           "left"],
    ["larger",    newer, older,           "right"],
    ["larger",    file(1, 1), file(1, 9000), "Clash"],
    ["smaller",   older, newer,           "right"],
    ["smaller",   newer, older,           "left"],
    ["smaller",   file(1, 1), file(1, 9000), "Clash"],
  ]
  it.each(rows)("are settled by the policy: %s", (resolve, left, right, expected) => {
    for (const agreed of [past, undefined]) {
      for (const againstDelete of ["edit", "delete", "hold"] as const) {
        const seen = { left, right, agreed }
        assert.strictEqual(told(arbitrate(seen, ruling(policyOf(resolve, againstDelete)))), expected)
        const kept = arbitrate(seen, ruling(policyOf(resolve, againstDelete, "keep-copy")))
        assert.strictEqual(told(kept), expected === "Clash" ? expected : `${expected}, the other as a copy`)
        const first = arbitrate(seen, ruling(policyOf(resolve, againstDelete), { isFirstContact: true }))
        assert.strictEqual(told(first), "Clash")
        const decided = { isFirstContact: true, isDecision: true }
        assert.strictEqual(told(arbitrate(seen, ruling(policyOf(resolve, againstDelete), decided))), expected)
      }
    }
  })

  it.each<Loser>(["backup", "keep-copy"])("are both kept, the left one under the name (%s)", (loser) => {
    const seen = { left: older, right: newer, agreed: past }
    const kept = "left, the other as a copy"
    assert.strictEqual(told(arbitrate(seen, ruling(policyOf("keep-both", "edit", loser)))), kept)
    assert.strictEqual(told(arbitrate(seen, ruling(policyOf("keep-both"), { isFirstContact: true }))), "Clash")
  })
})

describe("an edit against a delete", () => {
  const agreed = { left: o, right: o }
  const resolves = ["hold", "newer", "older", "larger", "smaller", "left", "right", "keep-both"] as const
  const editedLeft = { left: a, right: undefined, agreed }
  const editedRight = { left: undefined, right: b, agreed }

  it.each(resolves)("is settled by its own policy, whatever counts between edits: %s", (resolve) => {
    assert.strictEqual(told(arbitrate(editedLeft, ruling(policyOf(resolve, "edit")))), "left")
    assert.strictEqual(told(arbitrate(editedRight, ruling(policyOf(resolve, "edit")))), "right")
    assert.strictEqual(told(arbitrate(editedLeft, ruling(policyOf(resolve, "delete")))), "right")
    assert.strictEqual(told(arbitrate(editedRight, ruling(policyOf(resolve, "delete")))), "left")
    assert.strictEqual(told(arbitrate(editedLeft, ruling(policyOf(resolve, "hold")))), "Clash")
    assert.strictEqual(told(arbitrate(editedRight, ruling(policyOf(resolve, "hold")))), "Clash")
    const kept = policyOf(resolve, "delete", "keep-copy")
    assert.strictEqual(told(arbitrate(editedLeft, ruling(kept))), "right, the other as a copy")
    assert.strictEqual(told(arbitrate(editedLeft, ruling(policyOf(resolve, "edit", "keep-copy")))), "left")
  })

  it.each<AgainstDelete>(["edit", "delete", "hold"])("is settled by a decision for a side: %s", (againstDelete) => {
    const decided = (resolve: Resolve) => ruling(policyOf(resolve, againstDelete), { isDecision: true })
    for (const side of ["left", "right"] as const) {
      assert.strictEqual(told(arbitrate(editedLeft, decided(side))), side)
      assert.strictEqual(told(arbitrate(editedRight, decided(side))), side)
    }
    const fallback = { edit: "left", delete: "right", hold: "Clash" }[againstDelete]
    assert.strictEqual(told(arbitrate(editedLeft, decided("newer"))), fallback)
  })
})

describe("a file against a folder", () => {
  const resolves = ["hold", "newer", "older", "larger", "smaller", "left", "right", "keep-both"] as const
  it.each(resolves)("is for people to decide, whatever the policy: %s", (resolve) => {
    for (const [left, right] of [[a, d], [d, b]] as const) {
      const seen = { left, right, agreed: undefined }
      assert.strictEqual(told(arbitrate(seen, ruling(policyOf(resolve)))), "Clash")
      const decided = arbitrate(seen, ruling(policyOf(resolve), { isDecision: true, isFirstContact: true }))
      assert.strictEqual(told(decided), resolve === "left" || resolve === "right" ? resolve : "Clash")
    }
  })
})
