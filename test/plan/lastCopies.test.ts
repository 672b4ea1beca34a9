import { assert, describe, it } from "@effect/vitest"
import { type Entry } from "../../src/domain/Entry.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { lastCopies } from "../../src/plan/lastCopies.ts"
import { makePlan } from "../../src/plan/makePlan.ts"
import { at, baseline, directory, evidence, file, pairOf, snapshot } from "../support/entries.ts"

const pair = pairOf({ mode: "two-way" })
const text = file(5, 7000, { digest: "five" })
const [copy, other] = [file(5, 7000), file(5, 9000)]

type Tree = Readonly<Record<string, Entry>>

/** All that was in step, as it was then, but for what each side still has. */
const seen = (past: Tree, left: Tree, right: Tree): Evidence =>
  evidence({ left: snapshot(left), right: snapshot(right), baseline: baseline(past) })

const held = (given: Evidence) => [...lastCopies(pair, makePlan(pair, given).actions, given)]

describe("copies that would all go", () => {
  const past = { a: text, c: text, calm: file(1) }

  it("are those of a content that each side deletes under another name", () => {
    const given = seen(past, { a: copy, calm: file(1) }, { c: copy, calm: file(1) })
    assert.deepStrictEqual(held(given), ["a", "c"].map(at))
    const { actions, conflicts } = makePlan(
      pair,
      given,
      new Map(),
      lastCopies(pair, makePlan(pair, given).actions, given),
    )
    assert.deepStrictEqual(actions, [])
    assert.deepStrictEqual(conflicts.map(({ path }) => path), ["a", "c"].map(at))
  })

  it("hold up the folders that they are in, and what somebody decided goes", () => {
    const given = seen(
      { "a": directory, "a/f": text, "c": directory, "c/f": text },
      { "a": directory, "a/f": copy },
      { "c": directory, "c/f": copy },
    )
    const last = lastCopies(pair, makePlan(pair, given).actions, given)
    assert.deepStrictEqual(makePlan(pair, given, new Map(), last).actions, [])
    const decision = { resolve: "left", loser: "backup", againstDelete: "hold" } as const
    const { actions } = makePlan(pair, given, new Map([[at("c/f"), decision]]), last)
    assert.deepStrictEqual(actions.map(({ _tag, path }) => `${_tag} ${path}`), ["Delete c/f", "Delete c"])
  })

  it("are none where one of them stays, on whichever side", () => {
    const [left, right] = [{ a: copy, calm: file(1) }, { c: copy, calm: file(1) }]
    assert.deepStrictEqual(held(seen({ ...past, kept: text }, { ...left, kept: copy }, { ...right, kept: copy })), [])
    assert.deepStrictEqual(held(seen(past, { ...left, new: other }, right)), ["a", "c"].map(at)) // of another second
    const known = evidence({
      left: snapshot({ ...left, new: other }),
      right: snapshot(right),
      baseline: baseline(past),
      digests: { left: new Map([[at("new"), "five"]]), right: new Map() },
    })
    assert.deepStrictEqual(held(known), [])
  })

  it("are none of another content, of an empty one, and where one side alone deletes", () => {
    assert.deepStrictEqual(held(seen({ ...past, c: file(5, 7000, { digest: "other" }) }, { a: copy }, { c: copy })), [])
    assert.deepStrictEqual(held(seen({ a: file(0), c: file(0) }, { a: file(0) }, { c: file(0) })), [])
    assert.deepStrictEqual(held(seen(past, { a: copy, c: copy, calm: file(1) }, { calm: file(1) })), [])
  })

  it("are known by size and second where a content was never read", () => {
    const unread = { a: copy, c: file(5, 7400), d: other }
    assert.deepStrictEqual(held(seen(unread, { a: copy }, { c: file(5, 7400), d: other })), ["a", "c"].map(at))
  })

  it("are held where one side replaces what the other one deletes under another name", () => {
    const edited = file(6, 8000, { digest: "six" })
    const given = seen(past, { a: copy, calm: file(1) }, { a: edited, c: copy, calm: file(1) })
    assert.deepStrictEqual(held(given), ["a", "c"].map(at))
  })

  it("are none where a side has a backup, or in one direction", () => {
    const given = seen(past, { a: copy, calm: file(1) }, { c: copy, calm: file(1) })
    const backup = { place: { _tag: "Local", path: "/b", written: "./b" }, keep: undefined } as const
    for (const kept of [{ left: backup, right: undefined }, { left: undefined, right: backup }]) {
      assert.deepStrictEqual([...lastCopies({ ...pair, backup: kept }, makePlan(pair, given).actions, given)], [])
    }
    assert.deepStrictEqual([...lastCopies({ ...pair, mode: "mirror" }, makePlan(pair, given).actions, given)], [])
  })
})
