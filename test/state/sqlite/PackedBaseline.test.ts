/** A packed baseline is the map that it was packed from. */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { RelPath } from "../../../src/domain/RelPath.ts"
import { packAgreement } from "../../../src/state/sqlite/packAgreement.ts"
import { PackedBaseline } from "../../../src/state/sqlite/PackedBaseline.ts"
import { betweenAgreed, betweenPaths, PackedPage } from "../../../src/state/sqlite/PackedPage.ts"
import { at, fileOf } from "../samples.ts"

const pack = (paths: ReadonlyArray<string>, rowsInPage: number): PackedBaseline => {
  const pages: Array<PackedPage> = []
  for (let from = 0; from < paths.length; from += rowsInPage) {
    const some = paths.slice(from, from + rowsInPage)
    const agreed = some.map((_, index) => packAgreement(fileOf(from + index)))
    pages.push(new PackedPage(some.length, some.join(betweenPaths), agreed.join(betweenAgreed)))
  }
  return new PackedBaseline(pages)
}

describe("PackedBaseline", () => {
  it.prop(
    "finds every path with its own agreement, and no other path",
    [Schema.Array(RelPath), RelPath],
    ([all, other]) => {
      const paths = [...new Set(all)]
      const baseline = pack(paths, 3)
      assert.strictEqual(baseline.size, paths.length)
      assert.deepStrictEqual([...baseline.keys()], paths)
      for (const [index, path] of paths.entries()) assert.deepStrictEqual(baseline.get(path), fileOf(index))
      if (!paths.includes(other)) assert.strictEqual(baseline.get(other), undefined)
    },
    { arbitrary: { runs: 300, size: 30 } },
  )

  it("tells apart paths that begin or end alike, in one page and over several", () => {
    const paths = ["a", "aa", "a/a", "a/aa", "aa/a", "a\n", "\na", "ä", "äa", "😀", "😀a"]
    for (const rowsInPage of [1, 2, 100]) {
      const baseline = pack(paths, rowsInPage)
      for (const [index, path] of paths.entries()) assert.deepStrictEqual(baseline.get(at(path)), fileOf(index))
      for (const path of ["aaa", "a/", "A", "a/a/a"]) assert.strictEqual(baseline.get(path as RelPath), undefined)
    }
  })

  it("finds each of very many paths", () => {
    const paths = Array.from({ length: 5000 }, (_, index) => `${index % 70}/${index}`)
    const baseline = pack(paths, 512)
    for (const [index, path] of paths.entries()) {
      assert.deepStrictEqual(baseline.get(at(path)), fileOf(index))
      assert.strictEqual(baseline.get(at(`${path}x`)), undefined)
    }
  })

  it("is empty without pages", () => {
    assert.strictEqual(new PackedBaseline([]).size, 0)
    assert.strictEqual(new PackedBaseline([]).get(at("a")), undefined)
  })
})
