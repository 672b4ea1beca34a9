import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { Columns } from "../../src/domain/Columns.ts"
import { Entry, type File } from "../../src/domain/Entry.ts"
import { packAgreement } from "../../src/state/sqlite/packAgreement.ts"
import { at, directory, file, link } from "../support/entries.ts"

const columnsOf = (...entries: ReadonlyArray<Entry>): Columns => {
  const columns = new Columns()
  for (const [index, entry] of entries.entries()) columns.add(at(`${index}`), entry, "in")
  return columns
}

/** Permission bits are kept in 32 bits, all set when there are none. */
const asKept = (entry: Entry): Entry => {
  if (entry._tag !== "File") return entry
  const { _tag, size, modified, mode, id } = entry
  const kept: { -readonly [Key in keyof File]: File[Key] } = { _tag, size, modified }
  if (mode !== undefined && (mode | 0) !== -1) kept.mode = mode | 0
  if (id !== undefined) kept.id = id
  return kept
}

const packed = (entry: Entry): string => {
  const both = packAgreement({ left: asKept(entry), right: directory })
  return both.slice(1, -",\"directory\"]".length)
}

const isFileOrDirectory = ({ _tag }: Entry): boolean => _tag === "File" || _tag === "Directory"

/** As it is after somebody has touched it. */
const retouched = (entry: Entry): Entry =>
  entry._tag === "File" ? { ...entry, modified: entry.modified + 1, size: entry.size } : entry

describe("columns", () => {
  it.prop("keep every entry whole but for its digest, in whatever order", [Schema.Array(Entry)], ([entries]) => {
    const columns = columnsOf(...entries)
    const backwards = columns.inOrder(Uint32Array.from(entries.keys()).toReversed())
    for (const [index, entry] of entries.entries()) {
      assert.deepStrictEqual(columns.entryAt(index), asKept(entry))
      const rank = entries.length - 1 - index
      assert.deepStrictEqual(backwards.entryAt(rank), asKept(entry))
      assert.strictEqual(backwards.kindAt(rank), entry._tag)
      assert.strictEqual(backwards.sizeAt(rank), entry._tag === "File" ? entry.size : undefined)
      assert.strictEqual(backwards.packedEnd(rank, packed(entry), 0), columns.packedEnd(index, packed(entry), 0))
      assert.strictEqual(backwards.pathAt(rank), columns.pathAt(index))
    }
  }, { arbitrary: { runs: 500 } })

  it.prop("tell whether a state packed the same entry", [Entry, Entry], ([entry, other]) => {
    for (const [seen, remembered] of [[entry, entry], [entry, other], [entry, retouched(entry)]] as const) {
      const text = packed(remembered)
      const isSame = isFileOrDirectory(seen) && packed(seen) === text
      const end = columnsOf(seen).packedEnd(0, `[${text},"directory"]`, 1)
      assert.strictEqual(end === text.length + 1, isSame, `${packed(seen)} against ${text}`)
    }
  }, { arbitrary: { runs: 1000 } })

  it("read no number for a longer one, nor a part of a text for the whole", () => {
    const [seen, id] = [columnsOf(file(12, 1_700_000_000_500)), columnsOf(file(1, 2, { mode: 3, id: "4.5" }))]
    for (const text of ["[1,1700000000500]", "[123,1700000000500]", "[12,1700000000500.5]", "[12,17e11]", "[12,"]) {
      assert.strictEqual(seen.packedEnd(0, text, 0), -1, text)
    }
    for (const text of ["[1,2,3]", "[1,2,3,\"4.5.6\"]", "[1,2,3,\"04.5\"]", "[1,2,null,\"4.5\"]", "[1,2,3,\"4.5\""]) {
      assert.strictEqual(id.packedEnd(0, text, 0), -1, text)
    }
    assert.strictEqual(columnsOf(file(-0, 2.5)).packedEnd(0, "[0,2.5]", 0), 7)
  })

  it("count what they hold", () => {
    const columns = columnsOf(file(1), directory, file(2), link)
    assert.deepStrictEqual([columns.countOf("File"), columns.countOf("Symlink"), columns.countOf("Special")], [2, 1, 0])
    assert.deepStrictEqual([columns.countIn("in"), columns.countIn("hidden")], [4, 0])
  })

  it("keep ids of any form", () => {
    const ids = ["17.1700000000000123", "9007199254740993.5", "0.0", "1.05", "-1.5", "i:1", "", "1.", ".5", "1.2.3"]
    const entries = ids.map((id) => file(1, 2, { id }))
    const columns = columnsOf(file(3, 4), ...entries, file(5, 6))
    for (const [index, entry] of [file(3, 4), ...entries, file(5, 6)].entries()) {
      assert.deepStrictEqual(columns.entryAt(index), entry)
    }
  })
})
