import { assert, describe, it } from "@effect/vitest"
import { changesBetween, remotesOf } from "../../src/daemon/setupChanges.ts"
import { type Pair } from "../../src/domain/Pair.ts"
import { type Remote } from "../../src/domain/Remote.ts"
import { pairOf } from "../support/entries.ts"
import { remote } from "../support/remoteOf.ts"
import { unwatched } from "../support/watching.ts"
import { setupOf } from "./watching.ts"

const remotes = (...all: ReadonlyArray<Remote>) => new Map(all.map((each) => [each.name, each]))
const there = (name: string) => ({ _tag: "Remote", remote: name, path: "data", written: `${name}:data` }) as const
const docs = pairOf({ name: "docs", right: there("office") })
const pictures = pairOf({ name: "pictures" })
const before = setupOf([docs, pictures], {
  remotes: remotes(remote({ name: "office", jump: "door" }), remote({ name: "door" })),
})

/** In words, so that tables can be read. */
const changes = (pairs: ReadonlyArray<Pair>, all = before.remotes) =>
  changesBetween(before, setupOf(pairs, { remotes: all })).map((change) =>
    change._tag === "Changed"
      ? `${change.pair.name}: ${change.what.join(", ")}${change.isElsewhere ? " (elsewhere)" : ""}`
      : `${change.pair.name} ${change._tag.toLowerCase()}`
  )

describe("changesBetween", () => {
  it("finds nothing where nothing differs", () => assert.deepStrictEqual(changes([{ ...docs }, { ...pictures }]), []))

  it("has every pair added at the beginning", () => {
    assert.deepStrictEqual(changesBetween(undefined, before).map(({ _tag }) => _tag), ["Added", "Added"])
  })

  it("tells pairs that came and went", () => {
    assert.deepStrictEqual(changes([docs, pairOf({ name: "new" })]), ["new added", "pictures removed"])
  })

  it.each<readonly [Partial<Pair>, string]>([
    [{ mode: "copy" }, "pictures: mode (elsewhere)"],
    [{ filters: [{ _tag: "Exclude", glob: "a" }] }, "pictures: filters (elsewhere)"],
    [{ left: there("office") }, "pictures: left (elsewhere)"],
    [{ limits: { ...pictures.limits, transfer: 1 } }, "pictures: limits (elsewhere)"],
    [{ watch: { ...unwatched, onChange: { debounce: 1, rescan: 1 } } }, "pictures: onChange"],
    [
      { watch: { ...unwatched, apply: "manual", checks: { ...unwatched.checks, failures: 9 } } },
      "pictures: apply, checks",
    ],
  ])("tells what of a pair is not as it was: %j", (parts, expected) => {
    assert.deepStrictEqual(changes([docs, { ...pictures, ...parts }]), [expected])
  })

  it("takes a changed server, or one on the way to it, for a change of all pairs that go there", () => {
    const moved = remotes(remote({ name: "office", jump: "door", port: 2222 }), remote({ name: "door" }))
    assert.deepStrictEqual(changes([docs, pictures], moved), ["docs: remotes.office (elsewhere)"])
    const door = remotes(remote({ name: "office", jump: "door" }), remote({ name: "door", user: "bob" }))
    assert.deepStrictEqual(changes([docs, pictures], door), ["docs: remotes.door (elsewhere)"])
    const slower = remotes(
      remote({ name: "office", jump: "door", bandwidth: [{ minute: 0, days: new Set([1]), rate: 5 }] }),
      remote({ name: "door" }),
    )
    assert.deepStrictEqual(changes([docs, pictures], slower), ["docs: remotes.office (elsewhere)"])
  })
})

describe("remotesOf", () => {
  it("are those of both sides, and those on the way to them", () => {
    assert.deepStrictEqual(remotesOf(before, docs).map(({ name }) => name), ["office", "door"])
    assert.deepStrictEqual(remotesOf(before, pictures), [])
  })
})
