import { assert, describe, it } from "@effect/vitest"
import { type Comparison, type Mode } from "../../src/domain/Pair.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { undecided } from "../../src/plan/undecided.ts"
import { at, baseline, directory, evidence, file, problem, snapshot } from "../support/entries.ts"

const asked = (
  parts: Partial<Evidence>,
  compare: Comparison = "size-and-modified",
  mode: Mode = "mirror",
) => {
  const { left, right } = undecided({ mode, compare }, evidence(parts))
  return { left: left.map(([path]) => path), right: right.map(([path]) => path) }
}
const none = { left: [], right: [] }
const both = (...paths: ReadonlyArray<string>) => ({ left: paths.map(at), right: paths.map(at) })

describe("contents are asked for", () => {
  it("where only they can tell", () => {
    const files = { a: file(1, 1000), "d": directory, "d/b": file(2, 2000), c: file(3) }
    const parts = { left: snapshot(files), right: snapshot({ ...files, c: file(4) }) }
    assert.deepStrictEqual(asked(parts), none)
    assert.deepStrictEqual(asked(parts, "size"), none)
    assert.deepStrictEqual(asked(parts, "checksum"), both("a", "d/b"))
    assert.deepStrictEqual(asked({ ...parts, keepsTimes: false }), both("a", "d/b"))
  })

  it("when something happened to a file under its old stamp", () => {
    const left = snapshot({ a: file(1, 1000, { id: "2" }), b: file(1, 1000, { id: "1" }) })
    const right = snapshot({ a: file(1, 1000), b: file(1, 1000) })
    const past = [file(1, 1000, { id: "1" }), file(1, 1000)] as const
    assert.deepStrictEqual(asked({ left, right, baseline: baseline({ a: past, b: past }) }), both("a"))
  })

  it("on the side alone whose content is not known from its past", () => {
    const left = snapshot({ a: file(1, 1500) })
    const right = snapshot({ a: file(1, 1000) })
    const known = file(1, 1000, { digest: "d" })
    const parts = { left, right, baseline: baseline({ a: [file(1, 1000, { digest: "d" }), known] }) }
    assert.deepStrictEqual(asked(parts), { left: [at("a")], right: [] })
  })

  it("never of files that have no counterpart", () => {
    const parts = { left: snapshot({ a: file(1), d: file(1) }), right: snapshot({ b: file(1), d: directory }) }
    assert.deepStrictEqual(asked(parts, "checksum"), none)
  })

  it("never below what could not be seen, and not of what is hidden", () => {
    const files = { d: directory, "d/a": file(1), h: file(1), e: directory, "e/a": file(1) }
    const seen = { left: snapshot(files, { scopes: { h: "hidden" } }), right: snapshot(files) }
    assert.deepStrictEqual(asked({ ...seen, doubts: [problem("right", "d")] }, "checksum"), both("e/a"))
  })

  it("both ways, where a file may have been edited on one side and is gone from the other", () => {
    const now = file(1, 1000, { id: "2" })
    const past = baseline({ a: [file(1, 1000, { id: "1", digest: "d" }), file(1, 1000)] })
    const parts = { left: snapshot({ a: now }), baseline: past }
    assert.deepStrictEqual(asked(parts, "size-and-modified", "two-way"), { left: [at("a")], right: [] })
    assert.deepStrictEqual(asked(parts, "size-and-modified", "mirror"), none)
    assert.deepStrictEqual(
      asked({ ...parts, left: snapshot({ a: file(1, 1000, { id: "1" }) }) }, undefined, "two-way"),
      none,
    )
    assert.deepStrictEqual(asked({ ...parts, left: snapshot({ a: file(2) }) }, undefined, "two-way"), none)
  })

  it("both ways, of a new file that may be one that went, on its own side alone", () => {
    const known = file(5, 1000, { digest: "d" })
    const parts = {
      left: snapshot({ b: file(5, 1000), c: file(6, 1000) }),
      right: snapshot({ a: file(5, 1000) }),
      baseline: baseline({ a: known }),
    }
    assert.deepStrictEqual(asked(parts, "size-and-modified", "two-way"), { left: [at("b")], right: [] })
    assert.deepStrictEqual(asked(parts), { left: [at("b")], right: [] })
    assert.deepStrictEqual(asked(parts, "size-and-modified", "copy"), none)
    assert.deepStrictEqual(asked({ ...parts, doubts: [problem("left", "b")] }, undefined, "two-way"), none)
  })

  it("once: what was read is known", () => {
    const files = { a: file(1), b: file(1) }
    const digests = { left: new Map([[at("a"), "1"]]), right: new Map([[at("a"), "2"]]) }
    const parts = { left: snapshot(files), right: snapshot(files), digests }
    assert.deepStrictEqual(asked(parts, "checksum"), both("b"))
  })
})
