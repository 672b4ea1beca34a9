import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { nameOrder } from "../../src/domain/nameOrder.ts"

const inOrder = (names: ReadonlyArray<string>) => Array.from(nameOrder(names), (place) => names[place])

/** Names that begin alike, and end in what no number has room for. */
const Name = Schema.Struct({
  begin: Schema.Literals(["", "file-", "file-0000", "é"]),
  number: Schema.Literals(["", "1", "10", "2", "a", "\u007f", "\u0080", "𝄞"]),
  end: Schema.Literals(["", ".txt", "b", "B"]),
})

describe("the order of names", () => {
  it.prop("is that of sorting them", [Schema.Array(Name), Schema.Array(Schema.String)], ([alike, others]) => {
    for (const names of [alike.map(({ begin, number, end }) => begin + number + end), others]) {
      assert.deepStrictEqual(inOrder(names), names.toSorted())
    }
  }, { arbitrary: { runs: 1000 } })

  it("tells apart what is alike for long", () => {
    const names = Array.from({ length: 500 }, (_, index) => `IMG_2024_${(index * 7919) % 500}_final (${index % 3}).jpg`)
    assert.deepStrictEqual(inOrder(names), names.toSorted())
    assert.deepStrictEqual(inOrder(names.toSorted()), names.toSorted())
  })

  it("gives each place once, twins included", () => {
    assert.deepStrictEqual(nameOrder(["b", "a", "b", "a"]).toSorted(), Uint32Array.of(0, 1, 2, 3))
    assert.deepStrictEqual(inOrder(["b", "a", "b", "a"]), ["a", "a", "b", "b"])
    assert.deepStrictEqual([...nameOrder([])], [])
  })
})
