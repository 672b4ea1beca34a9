import { assert, describe, it } from "@effect/vitest"
import { fullSizes, isChosen, makeRows } from "./makeRows.ts"
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
    assert.includeMembers(names, rows.flatMap((row) => row.goals.map((goal) => goal.rival)))
  })

  it("has every row chosen when none is named", () => assert.strictEqual(chosen().length, rows.length))

  it("chooses by the name, or by its beginning up to a dash", () => {
    assert.deepStrictEqual(chosen("noop"), ["noop"])
    assert.deepStrictEqual(chosen("large", "list-rtt"), ["large-up", "large-down", "list-rtt"])
    assert.deepStrictEqual(chosen("lar"), [])
  })
})
