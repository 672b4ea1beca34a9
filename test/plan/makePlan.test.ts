import { assert, describe, it } from "@effect/vitest"
import { type Entry } from "../../src/domain/Entry.ts"
import { type Mode } from "../../src/domain/Pair.ts"
import { Snapshot } from "../../src/domain/Snapshot.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { makePlan } from "../../src/plan/makePlan.ts"
import {
  at,
  baseline,
  directory,
  evidence,
  file,
  link,
  pairOf,
  problem,
  snapshot,
  special,
  unknown,
} from "../support/entries.ts"

const d = directory
const f = file(1, 1000)
const g = file(2, 2000)

const plan = (parts: Partial<Evidence>, mode: Mode = "mirror") => makePlan(pairOf({ mode }), evidence(parts))
const steps = (...input: Parameters<typeof plan>) => plan(...input).actions.map(({ _tag, path }) => `${_tag} ${path}`)
const sides = (left: Record<string, Entry>, right: Record<string, Entry>) => ({
  left: snapshot(left),
  right: snapshot(right),
})

describe("mirror", () => {
  it("makes the target what the source is", () => {
    const seen = sides({ d, "d/new": f, "changed": g, "same": f }, { changed: f, same: f, old: d, "old/f": f })
    assert.deepStrictEqual(steps(seen), [
      "MakeDirectory d",
      "Transfer changed",
      "Transfer d/new",
      "Delete old/f",
      "Delete old",
    ])
  })

  it("says of every step what it expects and what it wants", () => {
    const { actions } = plan(sides({ a: g, d }, { a: f, old: f }))
    assert.deepStrictEqual(actions, [
      { _tag: "MakeDirectory", side: "right", path: at("d"), expected: undefined, wanted: d },
      { _tag: "Transfer", side: "right", path: at("a"), expected: f, wanted: g, from: at("a") },
      { _tag: "Delete", side: "right", path: at("old"), expected: f, wanted: undefined },
    ])
  })

  it("replaces a folder by a file, inside first", () => {
    assert.deepStrictEqual(steps(sides({ a: f }, { a: d, "a/b": d, "a/b/c": g })), [
      "Delete a/b/c",
      "Delete a/b",
      "Delete a",
      "Transfer a",
    ])
  })

  it("replaces a file by a folder and fills it", () => {
    const seen = sides({ a: d, "a/b": f }, { a: g })
    assert.deepStrictEqual(steps(seen), ["Delete a", "MakeDirectory a", "Transfer a/b"])
    assert.deepStrictEqual(steps(seen, "copy"), [])
  })

  it("holds back a file where a folder keeps something that has to stay", () => {
    const left = snapshot({ a: f, b: f })
    const right = snapshot({ a: d, "a/b": d, "a/b/h": g, "a/x": g, b: g }, { scopes: { "a/b/h": "hidden" } })
    const { conflicts } = plan({ left, right })
    assert.deepStrictEqual(conflicts.map(({ path, left, right }) => [path, left, right]), [[at("a"), f, d]])
    assert.deepStrictEqual(steps({ left, right }), ["Transfer b"])
  })

  it("keeps a folder for what the filters keep out of sight", () => {
    const sighted = (["a", "a/b", "a/b/f"] as const).map((path) => ({
      path: at(path),
      entry: path.endsWith("f") ? f : d,
      scope: "in" as const,
    }))
    const right = Snapshot.of(sighted, [], [], new Set([at("a/b")]))
    assert.deepStrictEqual(steps({ right }), ["Delete a/b/f"])
    assert.deepStrictEqual(plan({ right, left: snapshot({ a: f }) }).conflicts.map(({ path }) => path), [at("a")])
  })
})

describe("copy", () => {
  it("adds and changes, and deletes nothing", () => {
    const seen = sides({ d, "d/new": f, changed: g }, { changed: f, old: d, "old/f": f })
    assert.deepStrictEqual(steps(seen, "copy"), ["MakeDirectory d", "Transfer changed", "Transfer d/new"])
  })

  it("holds back a file where the target has a folder, and leaves that folder alone", () => {
    const seen = sides({ a: f, b: f }, { a: d, "a/x": g })
    assert.deepStrictEqual(steps(seen, "copy"), ["Transfer b"])
    assert.deepStrictEqual(plan(seen, "copy").conflicts.map(({ path }) => path), [at("a")])
  })
})

describe("what could not be seen", () => {
  it.each<readonly [string, Entry]>([["a link", link], ["a device", special], ["something unknown", unknown]])(
    "is left alone with all below it: %s",
    (_what, entry) => {
      const filled = { a: d, "a/b": f, other: f }
      assert.deepStrictEqual(steps(sides({ a: entry }, filled)), ["Delete other"])
      assert.deepStrictEqual(steps(sides(filled, { a: entry })), ["Transfer other"])
    },
  )

  it("keeps the folders above it", () => {
    assert.deepStrictEqual(steps(sides({}, { a: d, "a/b": d, "a/b/l": link, "a/f": f })), ["Delete a/f"])
  })

  it("is no absence: below a folder with a problem nothing is deleted or written", () => {
    const right = snapshot({ a: d, "a/b": f, c: f })
    const left = snapshot({ a: d, "a/new": f }, { problems: [problem("left", "a")] })
    assert.deepStrictEqual(steps({ left, right, baseline: baseline({ a: d, "a/b": f }) }), ["Delete c"])
    assert.deepStrictEqual(steps({ left: snapshot({}), right, doubts: [problem("left", "a")] }), ["Delete c"])
    const blind = snapshot({ a: d }, { problems: [problem("right", "a")] })
    assert.deepStrictEqual(steps({ left: snapshot({ a: d, "a/new": f }), right: blind }), [])
  })

  it("is told, and links and devices are told by kind", () => {
    const left = snapshot({ l: link, u: unknown }, { problems: [problem("left", "u")] })
    const right = snapshot({ s: special }, { problems: [problem("right", undefined)] })
    const { problems, skipped } = plan({ left, right, doubts: [problem("left", "x")] })
    assert.sameDeepMembers([...problems], [problem("left", "u"), problem("right", undefined), problem("left", "x")])
    assert.deepStrictEqual(skipped, [
      { side: "left", path: at("l"), kind: "Symlink" },
      { side: "right", path: at("s"), kind: "Special" },
    ])
  })
})

describe("a folder that filters only let through", () => {
  const scopes = { t: "through", "t/t": "through" } as const

  it("is made for what is wanted in it", () => {
    const left = snapshot({ t: d, "t/t": d, "t/t/f": f }, { scopes })
    assert.deepStrictEqual(steps({ left }), ["MakeDirectory t", "MakeDirectory t/t", "Transfer t/t/f"])
    assert.deepStrictEqual(steps({ left: snapshot({ t: d, "t/t": d }, { scopes }) }), [])
  })

  it("is never removed", () => {
    const right = snapshot({ t: d, "t/t": d, "t/t/f": f }, { scopes })
    assert.deepStrictEqual(steps({ right }), ["Delete t/t/f"])
    assert.deepStrictEqual(steps({ right: snapshot({ d, "d/t": d }, { scopes: { "d/t": "through" } }) }), [])
  })
})

describe("a file beyond the bounds", () => {
  const scopes = { h: "hidden" } as const

  it("is left alone on the source, and on the target when the source has none", () => {
    const hidden = snapshot({ h: f }, { scopes })
    assert.deepStrictEqual(steps({ left: hidden }), [])
    assert.deepStrictEqual(steps({ left: hidden, right: snapshot({ h: g }) }), [])
    assert.deepStrictEqual(steps({ right: hidden }), [])
  })

  it("does not keep its successor out", () => {
    const seen = { left: snapshot({ h: g }), right: snapshot({ h: f }, { scopes }), baseline: baseline({ h: f }) }
    assert.deepStrictEqual(plan(seen).actions.map(({ expected }) => expected), [f])
    assert.deepStrictEqual(steps(seen, "copy"), ["Transfer h"])
    assert.deepStrictEqual(steps({ ...seen, left: snapshot({ h: f }) }), [])
  })
})

describe("what is in step already", () => {
  it("is news where the past does not say so", () => {
    const right = { ...f, modified: 1999 }
    const seen = sides({ a: f, d, p: f }, { a: right, d, p: f })
    const known = baseline({ p: f })
    assert.deepStrictEqual(plan({ ...seen, baseline: known }).agreed, [
      { path: at("a"), agreement: { left: f, right } },
      { path: at("d"), agreement: { left: d, right: d } },
    ])
  })

  it("is remembered with the content that was read", () => {
    const files = { a: file(1, 1000, { id: "2" }) }
    const digests = { left: new Map([[at("a"), "x"]]), right: new Map([[at("a"), "x"]]) }
    const past = baseline({ a: file(1, 1000, { id: "1" }) })
    const { agreed, actions } = plan({ ...sides(files, files), baseline: past, digests })
    const known = file(1, 1000, { id: "2", digest: "x" })
    assert.deepStrictEqual([actions, agreed], [[], [{ path: at("a"), agreement: { left: known, right: known } }]])
  })

  it("is held back when its content could not be compared", () => {
    const files = { a: file(1, 1000, { id: "2" }) }
    const { conflicts, actions } = plan({
      ...sides(files, files),
      baseline: baseline({ a: file(1, 1000, { id: "1" }) }),
    })
    assert.deepStrictEqual([actions, conflicts.length], [[], 1])
  })

  it("is forgotten once it is gone from both sides, and not while nobody knows", () => {
    const past = baseline({ a: f, "p/x": f, "q": f })
    const left = snapshot({ p: d }, { problems: [problem("left", "p")] })
    assert.deepStrictEqual(plan({ left, right: snapshot({ p: d, q: f }), baseline: past }, "copy").agreed, [
      { path: at("a"), agreement: undefined },
    ])
  })
})

describe("changed filters", () => {
  const past = baseline({ a: f, b: f })

  it("forget what they hide now, and delete none of it", () => {
    const { actions, agreed } = plan({ ...sides({ a: f }, { a: f }), baseline: past })
    assert.deepStrictEqual([actions, agreed], [[], [{ path: at("b"), agreement: undefined }]])
  })

  it("adopt what they show now if it is the same, and find it without a past otherwise", () => {
    const { agreed } = plan({ ...sides({ a: f, b: f, c: f }, { a: f, b: f, c: f }), baseline: past })
    assert.deepStrictEqual(agreed.map(({ path }) => path), [at("c")])
  })
})

describe("drift", () => {
  it("is what became of the target since the last run", () => {
    const right = snapshot({ changed: g, touched: file(1, 9000), same: f, new: f })
    const past = baseline({ changed: f, touched: f, same: f, gone: f })
    assert.deepStrictEqual(plan({ left: right, right, baseline: past }).drift, [
      { path: at("changed"), before: f, now: g },
      { path: at("gone"), before: f, now: undefined },
      { path: at("touched"), before: f, now: file(1, 9000) },
    ])
  })

  it("is not claimed where nobody could look", () => {
    const right = snapshot({ d, l: link }, { problems: [problem("right", "d")] })
    assert.deepStrictEqual(plan({ right, baseline: baseline({ "d/f": f, l: f }) }).drift, [])
  })
})

it("counts what takes part on each side", () => {
  const scopes = { t: "through", h: "hidden" } as const
  const left = snapshot({ t: d, "t/f": f, h: f, a: d }, { scopes })
  assert.deepStrictEqual(plan({ left, right: snapshot({ a: d }) }).entries, { left: 2, right: 1 })
})
