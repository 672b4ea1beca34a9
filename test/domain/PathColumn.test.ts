import { assert, describe, it } from "@effect/vitest"
import { PathColumn } from "../../src/domain/PathColumn.ts"
import { type RelPath } from "../../src/domain/RelPath.ts"

/** Folder by folder, as a scan puts them. */
const put = (...folders: ReadonlyArray<readonly [directory: string | undefined, names: ReadonlyArray<string>]>) => {
  const column = new PathColumn()
  for (const [directory, names] of folders) {
    for (const name of names) column.add(directory as RelPath | undefined, name)
  }
  return column
}

const all = (column: PathColumn) => Array.from({ length: column.length }, (_, index) => column.at(index) as string)

describe("a column of paths", () => {
  it("gives back what was put in, wherever it is asked", () => {
    const column = put([undefined, ["a", "b", "é𝄞"]], ["a", ["x", "longer name", "z"]], ["b/c", ["x"]], [undefined, [
      "q",
    ]])
    const wanted = ["a", "b", "é𝄞", "a/x", "a/longer name", "a/z", "b/c/x", "q"]
    assert.deepStrictEqual(all(column), wanted)
    for (const [index, path] of [...wanted.entries()].reverse()) assert.strictEqual(column.at(index), path)
    for (const index of [7, 0, 6, 1, 5, 2]) assert.strictEqual(column.at(index), wanted[index])
    for (const [index, path] of wanted.entries()) {
      for (const other of [...wanted, `${path}x`, `x${path}`, "a/y", "b/x", "axx", "a/", ""]) {
        assert.strictEqual(column.isAt(index, other), other === path, `${path}, ${other}`)
      }
    }
  })

  it("can be asked while more is put in", () => {
    const column = new PathColumn()
    const wanted: Array<string> = []
    for (let index = 0; index < 500; index++) {
      const directory = `d${Math.floor(index / 7)}`
      column.add(directory as RelPath, `n${index}`)
      wanted.push(`${directory}/n${index}`)
      assert.strictEqual(column.at(index), wanted[index])
      assert.strictEqual(column.at(index >> 1), wanted[index >> 1])
    }
    assert.deepStrictEqual(all(column), wanted)
  })
})
