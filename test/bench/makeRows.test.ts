import { assert, describe, it } from "@effect/vitest"
import { makeRows } from "./makeRows.ts"
import { isChosen } from "./Row.ts"
import { fullSizes, quickSizes } from "./Sizes.ts"
import { allTools } from "./tools/allTools.ts"
import { bytesIn } from "./Tree.ts"

const rows = makeRows(fullSizes)
const chosen = (...names: ReadonlyArray<string>) => rows.filter((row) => isChosen(row, names)).map((row) => row.name)

describe("makeRows", () => {
  it("makes the small files 41 MB in 20 folders, the many 1,000 folders", () => {
    const trees = new Map(rows.flatMap(({ tree }) => tree === undefined ? [] : [[tree.name, tree]]))
    const [small, large, many] = [trees.get("small"), trees.get("large"), trees.get("many")]
    if (small === undefined || large === undefined || many === undefined) throw new Error("a tree is missing")
    assert.deepStrictEqual([small.files, small.folders, Math.round(bytesIn(small) / 1e6)], [1000, 20, 41])
    assert.strictEqual(bytesIn(large), 2 ** 30)
    assert.deepStrictEqual([many.files, many.folders], [100_000, 1000])
    assert.include(rows[0]?.title, "1,000 files (41 MB)")
  })

  it("aims at tools that exist", () => {
    const names = allTools.map((tool) => tool.name)
    assert.includeMembers(names, rows.flatMap((row) => row.rivals ?? []))
    for (const { goals, name, rivals } of rows) {
      const aims = goals.flatMap((goal) => goal.of === "ratio" ? [goal.rival] : [])
      assert.includeMembers([...rivals ?? names], aims, name)
    }
  })

  it("compares its growth with a row that is there", () => {
    const million = rows.find((row) => row.name === "million")
    assert.strictEqual(million?.tree?.files, 1_000_000)
    assert.deepStrictEqual(million?.goals.at(-1), { of: "growth", row: "noop", atMost: 10 })
    assert.include(rows.map((row) => row.name), "noop")
  })

  it("changes 10 MB of a GiB and appends 1 MB, of a smaller file as much less", () => {
    const bytesOf = (sizes: typeof fullSizes) => makeRows(sizes).flatMap((row) => "bytes" in row ? [row.bytes] : [])
    assert.deepStrictEqual(bytesOf(fullSizes), [10_000_000, 1_000_000])
    assert.deepStrictEqual(bytesOf(quickSizes), [Math.round((32 << 20) / 100), Math.round((32 << 20) / 1000)])
  })

  it("names and titles each row once", () => {
    for (const texts of [rows.map((row) => row.name), rows.map((row) => row.title)]) {
      assert.strictEqual(new Set(texts).size, rows.length)
    }
  })

  it("has every row chosen when none is named", () => assert.strictEqual(chosen().length, rows.length))

  it("chooses by the name, or by its beginning up to a dash", () => {
    assert.deepStrictEqual(chosen("noop"), ["noop"])
    assert.deepStrictEqual(chosen("start", "large-up"), ["large-up", "large-up-rtt", "start-version", "start-help"])
    assert.deepStrictEqual(chosen("lar"), [])
  })
})
