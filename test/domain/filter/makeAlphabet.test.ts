/** Letters tell apart exactly the characters that some set tells apart. */
import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, Schema } from "effect"
import { complementOf, lastCodePoint, rangesOf, slash, unionOf } from "../../../src/domain/filter/CodePoints.ts"
import { makeAlphabet } from "../../../src/domain/filter/makeAlphabet.ts"

const Code = Schema.Literals([0, 1, 2, 46, 47, 48, 97, 98, 99, 255, 256, 257, 0xffff, 0x10000, lastCodePoint])
const Range = Arbitrary.map(Arbitrary.schema(Schema.Tuple([Code, Code])), ([a, b]) => [Math.min(a, b), Math.max(a, b)])
const CodePoints = Arbitrary.map(Arbitrary.array(Range, { maxLength: 5 }), unionOf)
const codes = [...Code.literals, 3, 45, 49, 96, 100, 254, 258, 0xfffe, 0x10001, lastCodePoint - 1]
const has = (set: ReadonlyArray<number>, code: number) =>
  rangesOf(set).some(([first, last]) => first <= code && code <= last)

describe("makeAlphabet", () => {
  it.prop(
    "knows by the letter whether a set holds a character",
    [Arbitrary.array(CodePoints, { maxLength: 6 })],
    ([more]) => {
      const sets = [slash, ...more]
      const alphabet = makeAlphabet(sets)
      for (const code of codes) {
        const letter = alphabet.letterOf(code)
        assert.deepStrictEqual(
          sets.map((_, set) => alphabet.holds[set]?.[letter] === 1),
          sets.map((set) => has(set, code)),
        )
      }
      assert.strictEqual(alphabet.letterOf(47), alphabet.slash)
      assert.isTrue(alphabet.size <= 2 ** sets.length)
    },
    { arbitrary: { runs: 500, size: 20 }, timeout: 60_000 },
  )

  it("needs two letters for \"/\" and all the rest", () => assert.strictEqual(makeAlphabet([slash]).size, 2))

  it("gives characters that every set treats alike one letter", () => {
    const alphabet = makeAlphabet([slash, complementOf(slash), [97, 97], [98, 99], complementOf([97, 97])])
    assert.strictEqual(alphabet.size, 4)
    assert.strictEqual(alphabet.letterOf(98), alphabet.letterOf(99))
    assert.strictEqual(alphabet.letterOf(100), alphabet.letterOf(lastCodePoint))
  })
})

describe("sets of characters", () => {
  it.prop("add up, and leave out what they hold", [CodePoints, CodePoints], ([one, other]) => {
    for (const code of codes) {
      assert.strictEqual(has(unionOf([one, other]), code), has(one, code) || has(other, code))
      assert.strictEqual(has(complementOf(one), code), !has(one, code))
    }
    assert.deepStrictEqual(complementOf(complementOf(one)), one)
  }, { arbitrary: { runs: 500, size: 20 }, timeout: 60_000 })
})
