import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { Columns } from "../../src/domain/Columns.ts"
import { Entry, type File } from "../../src/domain/Entry.ts"
import { packAgreement, packedStamps } from "../../src/state/sqlite/packAgreement.ts"
import { at, file } from "../support/entries.ts"

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
      assert.strictEqual(backwards.stampAt(rank), columns.stampAt(index))
      assert.strictEqual(backwards.pathAt(rank), columns.pathAt(index))
    }
  }, { arbitrary: { runs: 500 } })

  it.prop("stamp entries with the text by which a state packs them", [Entry, Entry], ([left, right]) => {
    const columns = columnsOf(left, right)
    const [first, second] = [columns.stampAt(0), columns.stampAt(1)]
    const isStamped = [left, right].every(({ _tag }) => _tag === "File" || _tag === "Directory")
    assert.strictEqual(first !== undefined && second !== undefined, isStamped)
    if (first === undefined || second === undefined) return
    assert.strictEqual(packAgreement({ left: asKept(left), right: asKept(right) }), `${packedStamps(first, second)}]`)
  }, { arbitrary: { runs: 1000 } })

  it("keep ids of any form", () => {
    const ids = ["17.1700000000000123", "9007199254740993.5", "0.0", "1.05", "-1.5", "i:1", "", "1.", ".5", "1.2.3"]
    const entries = ids.map((id) => file(1, 2, { id }))
    const columns = columnsOf(file(3, 4), ...entries, file(5, 6))
    for (const [index, entry] of [file(3, 4), ...entries, file(5, 6)].entries()) {
      assert.deepStrictEqual(columns.entryAt(index), entry)
    }
  })
})
