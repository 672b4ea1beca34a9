/** What is found again of an old content in a new one, and that what comes of it is the new one in every case. */
import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { noise } from "../../endpoint/contract/storyOf.ts"
import { assembled, blocksOf, joined, piecesOf, sentOf } from "./contents.ts"

const block = 1024
const old = noise(100 * block + 300)
const list = blocksOf(old, block)
const fresh = noise(20 * block, 7)

/** What has to be sent when this replaces `old`, which it does exactly. */
const sent = (content: Uint8Array, patience?: number, size = 777): number => {
  const pieces = piecesOf(list, content, [size], patience)
  assert.isTrue(assembled(old, pieces).equals(content))
  return sentOf(pieces)
}

describe("what is sent of a content that replaces another one", () => {
  it("is nothing where they are the same", () => assert.strictEqual(sent(old), 0))

  it("is all where nothing is the same", () => assert.strictEqual(sent(fresh), fresh.length))

  it("is what was appended", () => assert.strictEqual(sent(joined(old, fresh)), fresh.length))

  it("is the block that was cut in two where the end went", () =>
    assert.strictEqual(sent(old.subarray(0, 50 * block + 100)), 100))

  it("is no more than two blocks besides what was written over in the middle", () =>
    assert.isAtMost(
      sent(joined(old.subarray(0, 40_500), fresh, old.subarray(40_500 + fresh.length))),
      fresh.length + 2 * block,
    ))

  it("is no more than two blocks besides what was put in, wherever that is", () => {
    for (const at of [0, 1, 31, 40_500, old.length - 400]) {
      const some = fresh.subarray(0, 5)
      assert.isAtMost(sent(joined(old.subarray(0, at), some, old.subarray(at))), some.length + 2 * block, `at ${at}`)
    }
  })

  it("is no more than two blocks where something was cut out", () =>
    assert.isAtMost(sent(joined(old.subarray(0, 30_000), old.subarray(50_001))), 2 * block))

  it("is little where the halves changed places", () =>
    assert.isAtMost(sent(joined(old.subarray(50_000), old.subarray(0, 50_000))), 3 * block))

  it("is little after a long stretch of other bytes, however few of them are tried", () => {
    const patience = 8 * block
    for (const size of [777, block, 7 * block]) {
      for (const at of [0, 1, 500]) {
        const content = joined(fresh.subarray(at), old)
        assert.isAtMost(sent(content, patience, size), fresh.length + patience + 3 * block, `at ${at}`)
      }
      const written = joined(fresh, old.subarray(fresh.length))
      assert.isAtMost(sent(written, patience, size), fresh.length, "in its old place")
    }
  })

  it("is little of a content that repeats itself", () => {
    const zeros = new Uint8Array(50 * block)
    const before = joined(zeros, noise(10 * block), zeros)
    const after = joined(noise(10, 3), before)
    const pieces = piecesOf(blocksOf(before, block), after, [5000])
    assert.isTrue(assembled(before, pieces).equals(after))
    assert.isAtMost(sentOf(pieces), 3 * block)
  })

  it("is never what only looks like a block", () => {
    const other = Buffer.from(old)
    for (let at = 600; at < other.length; at += block) other[at] = other[at]! ^ 1
    assert.strictEqual(sent(other), other.length - 300) // the short block at the end is left as it is
  })
})

const Cut = Schema.Struct({
  from: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 8000 })),
  length: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 4000 })),
  seed: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 3 })), // 0: taken from the old content
})
const Sizes = Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 700 })))

const small = 128
const before = joined(noise(4000), new Uint8Array(1000), noise(3000, 2), new Uint8Array(700))
const known = blocksOf(before, small)

describe("pieces", () => {
  it.prop(
    "make up the new content, whatever became of the old one and however it comes in",
    [Schema.Array(Cut), Sizes, Schema.Boolean],
    ([cuts, sizes, isImpatient]) => {
      const content = joined(
        ...cuts.map(({ from, length, seed }) =>
          seed === 0 ? before.subarray(from, from + length) : noise(length, seed)
        ),
      )
      const pieces = piecesOf(
        known,
        content,
        sizes.length === 0 ? undefined : [...sizes],
        isImpatient ? 4 * small : undefined,
      )
      for (const piece of pieces) {
        if (piece._tag === "Bytes") continue
        assert.isTrue(before.subarray(piece.from, piece.from + piece.bytes.length).equals(piece.bytes))
      }
      return assembled(before, pieces).equals(content)
    },
    { arbitrary: { runs: 250, size: 12 } },
  )

  it.prop("are the same however the content comes in", [Sizes], ([sizes]) => {
    const content = joined(noise(100, 9), before.subarray(0, 3000), noise(50, 8), before.subarray(2900))
    const whole = sentOf(piecesOf(known, content))
    return sizes.length === 0 || sentOf(piecesOf(known, content, [...sizes])) === whole
  }, { arbitrary: { runs: 60, size: 12 } })
})
