import { assert, describe, it } from "@effect/vitest"
import { type Entry } from "../../src/domain/Entry.ts"
import { unproven } from "../../src/plan/unproven.ts"
import { at, baseline, directory, evidence, file, problem, snapshot } from "../support/entries.ts"

const d = directory
const f = file(1)

const asked = (left: Record<string, Entry>, right: Record<string, Entry>, more: Parameters<typeof evidence>[0] = {}) =>
  unproven({ mode: "mirror" }, evidence({ left: snapshot(left), right: snapshot(right), ...more })).map(
    ({ side, path }) => {
      assert.strictEqual(side, "left")
      return path
    },
  )

const askedBothWays = (...[left, right, more]: Parameters<typeof asked>) =>
  unproven({ mode: "two-way" }, evidence({ left: snapshot(left), right: snapshot(right), ...more }))

describe("an absence that a delete would rest on", () => {
  it("is asked for where it begins, and not below", () => {
    const right = { a: d, "a/b": d, "a/b/c": f, "a/x": f, e: f, same: f }
    assert.deepStrictEqual(asked({ a: d, same: f }, right), ["a/b", "a/x", "e"].map(at))
    assert.deepStrictEqual(asked({}, right), ["a", "e", "same"].map(at))
  })

  it("is asked for below a file that has a folder's name", () => {
    assert.deepStrictEqual(asked({ a: f }, { a: d, "a/b": d, "a/b/c": f }), [at("a/b")])
  })

  it("is of no interest on the target, nor when nothing is deleted", () => {
    assert.deepStrictEqual(asked({ a: d, "a/b": f }, {}), [])
    const seen = evidence({ right: snapshot({ a: f }) })
    assert.deepStrictEqual(unproven({ mode: "copy" }, seen), [])
  })

  it("is asked for on both sides of a two-way pair, where there is a past", () => {
    const past = baseline({ a: d, "a/b": f, both: f, e: f })
    const left = { a: d, "a/b": f, both: f, new: f }
    const right = { both: f, e: f, "n": d, "n/w": f }
    assert.deepStrictEqual(askedBothWays(left, right, { baseline: past }), [
      { side: "right", path: at("a") },
      { side: "left", path: at("e") },
    ])
    assert.deepStrictEqual(askedBothWays(left, right), [])
  })

  it("is asked for in a folder that itself has no past", () => {
    const seen = askedBothWays({ a: d, "a/b": d, "a/b/c": f, "a/x": f }, {}, {
      baseline: baseline({ "a/b": d, "a/b/c": f }),
    })
    assert.deepStrictEqual(seen, [{ side: "right", path: at("a/b") }])
  })

  it("is not asked for where nothing will be done anyway", () => {
    const right = { a: d, "a/b": f, h: f, l: f }
    assert.deepStrictEqual(
      asked({ a: d }, right, { left: snapshot({ a: d }, { problems: [problem("left", "a")] }) }),
      [
        "h",
        "l",
      ].map(at),
    )
    const hidden = snapshot(right, { scopes: { h: "hidden" } })
    assert.deepStrictEqual(asked({}, {}, { right: hidden, doubts: [problem("left", "l")] }), [at("a")])
  })
})
