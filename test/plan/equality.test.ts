import { assert, describe, it } from "@effect/vitest"
import { type Entry, type File } from "../../src/domain/Entry.ts"
import { type Comparison, type Mode } from "../../src/domain/Pair.ts"
import { type Equality, equality } from "../../src/plan/equality.ts"
import { directory, file, link, special } from "../support/entries.ts"

const judgeIn = (mode: Mode) =>
(
  compare: Comparison,
  keepsTimes: boolean,
  left: Entry | undefined,
  right: Entry | undefined,
  past?: readonly [left: Entry, right: Entry],
): Equality =>
  equality({ mode, compare }, keepsTimes, { left, right, agreed: past && { left: past[0], right: past[1] } })

const judge = judgeIn("mirror")
const judgeBothWays = judgeIn("two-way")

const second = 1000
/** The source is precise to the millisecond and has ids, the target shows whole seconds and has none. */
const l = file(5, 7 * second + 250, { id: "1" })
const r = file(5, 7 * second)
const l2 = (more: Partial<File>): File => ({ ...l, ...more })
const r2 = (more: Partial<File>): File => ({ ...r, ...more })
const past = [l, r] as const

describe("at first contact", () => {
  type Row = readonly [string, Comparison, boolean, Entry | undefined, Entry | undefined, Equality]
  // dprint-ignore
  const rows: ReadonlyArray<Row> = [
    // what                                 compare              keepsTimes left   right            expected
    ["nothing on both sides",               "size-and-modified", true,  undefined, undefined,       "same"],
    ["something on the left only",          "size-and-modified", true,  l,         undefined,       "different"],
    ["something on the right only",         "size",              true,  undefined, r,               "different"],
    ["two directories",                     "checksum",          false, directory, directory,       "same"],
    ["a directory and a file",              "size",              true,  directory, file(0),         "different"],
    ["a link and a device",                 "size",              true,  link,      special,         "different"],
    ["another size",                        "size-and-modified", true,  l,         r2({ size: 6 }), "different"],
    ["another size, times not kept",        "size-and-modified", false, l,         r2({ size: 6 }), "different"],
    ["another size, by size",               "size",              true,  l,         r2({ size: 6 }), "different"],
    ["another size, by content",            "checksum",          true,  l,         r2({ size: 6 }), "different"],
    ["the same second",                     "size-and-modified", true,  l,         r,               "same"],
    ["the end of the same second",          "size-and-modified", true,  l,         r2({ modified: 7999 }), "same"],
    ["the next second",                     "size-and-modified", true,  l,         r2({ modified: 8000 }), "different"],
    ["another time, times not kept",        "size-and-modified", false, l,         r2({ modified: 9e9 }), "unsure"],
    ["the same second, times not kept",     "size-and-modified", false, l,         r,               "unsure"],
    ["the same size, by size",              "size",              true,  l,         r2({ modified: 9e9 }), "same"],
    ["the same size, by content",           "checksum",          true,  l,         r,               "unsure"],
  ]
  it.each(rows)("%s (%s, times kept: %s)", (_what, compare, keepsTimes, left, right, expected) => {
    assert.strictEqual(judge(compare, keepsTimes, left, right), expected)
  })
})

describe("with a past of its own", () => {
  type Row = readonly [string, Comparison, boolean, File, File, Equality]
  // dprint-ignore
  const rows: ReadonlyArray<Row> = [
    // what changed                          compare              keepsTimes left                    right                    expected
    ["nothing",                              "size-and-modified", true,  l,                          r,                       "same"],
    ["nothing, times not kept",              "size-and-modified", false, l,                          r,                       "same"],
    ["nothing, by content",                  "checksum",          true,  l,                          r,                       "same"],
    ["nothing, by size",                     "size",              false, l,                          r,                       "same"],
    ["the left size",                        "size-and-modified", true,  l2({ size: 6 }),            r,                       "different"],
    ["both sizes to the same, same second",  "size-and-modified", true,  l2({ size: 6 }),            r2({ size: 6 }),         "unsure"],
    ["the left time",                        "size-and-modified", true,  l2({ modified: 9000 }),     r,                       "different"],
    ["the left time, times not kept",        "size-and-modified", false, l2({ modified: 9000 }),     r,                       "different"],
    ["the left time within its second",      "size-and-modified", true,  l2({ modified: 7300 }),     r,                       "unsure"],
    ["the right time",                       "size-and-modified", true,  l,                          r2({ modified: 9000 }),  "different"],
    ["the right time, times not kept",       "size-and-modified", false, l,                          r2({ modified: 9000 }),  "unsure"],
    ["both times to the same second",        "size-and-modified", true,  l2({ modified: 9100 }),     r2({ modified: 9000 }),  "unsure"],
    ["the left id alone",                    "size-and-modified", true,  l2({ id: "2" }),            r,                       "unsure"],
    ["the left id alone, times not kept",    "size-and-modified", false, l2({ id: "2" }),            r,                       "unsure"],
    ["the left id alone, by content",        "checksum",          true,  l2({ id: "2" }),            r,                       "unsure"],
    ["the left id alone, by size",           "size",              true,  l2({ id: "2" }),            r,                       "same"],
    ["the left time, by content",            "checksum",          true,  l2({ modified: 9000 }),     r,                       "unsure"],
    ["the left mode alone",                  "size-and-modified", true,  l2({ mode: 0o600 }),        r,                       "same"],
  ]
  it.each(rows)("%s changed (%s, times kept: %s)", (_what, compare, keepsTimes, left, right, expected) => {
    assert.strictEqual(judge(compare, keepsTimes, left, right, past), expected)
  })

  it("does not believe in times that never matched", () => {
    const far = [l, r2({ modified: 99_000 })] as const
    assert.strictEqual(judge("size-and-modified", true, ...far, far), "same")
    assert.strictEqual(judge("size-and-modified", true, l2({ id: "2" }), far[1], far), "unsure")
  })

  it("takes a file where a directory was for changed", () => {
    assert.strictEqual(judge("size-and-modified", true, l, r, [directory, directory]), "unsure")
    assert.strictEqual(judge("size-and-modified", false, l, r, [directory, directory]), "different")
  })
})

describe("both ways, with a past", () => {
  type Row = readonly [string, File, File, Equality]
  // dprint-ignore
  const rows: ReadonlyArray<Row> = [
    ["nothing changed",                        l,                                  r,                      "same"],
    ["the left time alone",                    l2({ modified: 9000, id: "2" }),    r,                      "different"],
    ["the right time alone",                   l,                                  r2({ modified: 9000 }), "different"],
    ["the left id alone",                      l2({ id: "2" }),                    r,                      "unsure"],
    ["both times",                             l2({ modified: 9000 }),             r2({ modified: 9000 }), "unsure"],
    ["the left id and the right time",         l2({ id: "2" }),                    r2({ modified: 9000 }), "unsure"],
    ["the left time and the right size",       l2({ modified: 9000 }),             r2({ size: 6 }),        "different"],
  ]
  it.each(rows)("%s (times kept or not)", (_what, left, right, expected) => {
    for (const keepsTimes of [true, false]) {
      assert.strictEqual(judgeBothWays("size-and-modified", keepsTimes, left, right, past), expected)
    }
  })

  it("asks for the contents when both were touched in ways of their own", () => {
    const withId = [l, r2({ id: "8" })] as const
    const [left, right] = [l2({ id: "2" }), r2({ modified: 9000, id: "9" })]
    assert.strictEqual(judgeBothWays("size-and-modified", true, left, right, withId), "unsure")
    assert.strictEqual(judgeBothWays("size-and-modified", true, right, left, [withId[1], withId[0]]), "unsure")
  })

  it("goes by the second at first contact, where times are kept", () => {
    assert.strictEqual(judgeBothWays("size-and-modified", true, l, r), "same")
    assert.strictEqual(judgeBothWays("size-and-modified", false, l, r), "unsure")
    assert.strictEqual(judgeBothWays("size-and-modified", true, l, r2({ modified: 8000 })), "unsure")
  })
})

describe("digests on both sides", () => {
  it.each<Comparison>(["size-and-modified", "checksum", "size"])("decide alone (%s)", (compare) => {
    for (const keepsTimes of [true, false]) {
      const [a, b] = ["a", "b"].map((digest) => r2({ digest, modified: 9000 }))
      assert.strictEqual(judge(compare, keepsTimes, l2({ digest: "a" }), a), "same")
      assert.strictEqual(judge(compare, keepsTimes, l2({ digest: "a" }), b, past), "different")
    }
  })

  it("are needed on both", () => {
    assert.strictEqual(judge("checksum", true, l2({ digest: "a" }), r), "unsure")
    assert.strictEqual(judge("checksum", true, l, r2({ digest: "a" })), "unsure")
  })
})
