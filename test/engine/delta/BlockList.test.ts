/** What is remembered of a large content. */
import { assert, describe, it } from "@effect/vitest"
import { blockBytesFor, BlockList } from "../../../src/engine/delta/BlockList.ts"
import { BlockRecorder } from "../../../src/engine/delta/BlockRecorder.ts"
import { noise } from "../../endpoint/contract/storyOf.ts"
import { blocksOf } from "./contents.ts"

const content = noise(10_300)

describe("the blocks of a content", () => {
  it("cover it exactly", () => {
    const list = blocksOf(content, 1000)
    assert.deepStrictEqual([list.size, list.count, list.lengthOf(0), list.lengthOf(10)], [10_300, 11, 1000, 300])
  })

  it("are known by every byte in them, however they came in", () => {
    for (const sizes of [[10_300], [1], [999, 1, 7], [31, 33], [1000]]) {
      const list = blocksOf(content, 1000, sizes)
      for (let block = 0; block < list.count; block++) {
        const bytes = Buffer.from(content.subarray(list.startOf(block), list.startOf(block) + list.lengthOf(block)))
        assert.isTrue(list.isAt(block, bytes), `block ${block} of parts of ${String(sizes)}`)
        bytes[299]! ^= 1
        assert.isFalse(list.isAt(block, bytes), `block ${block} of parts of ${String(sizes)}`)
      }
    }
  })

  it("have tags that say nothing to whoever lacks the key", () => {
    const [one, other] = [blocksOf(content, 1000), blocksOf(content, 1000)]
    assert.isFalse(one.tagAt(0).equals(other.tagAt(0)))
    assert.strictEqual(one.anchorAt(0), other.anchorAt(0))
  })

  it("are none when what was kept was cut short or is of another kind", () => {
    const recorder = new BlockRecorder(content.length, 1000)
    recorder.take(content)
    const packed = recorder.packed()
    assert.isDefined(BlockList.of(packed))
    for (
      const bytes of [packed.subarray(1), packed.subarray(0, 20), new Uint8Array(0), new Uint8Array(packed.length)]
    ) {
      assert.isUndefined(BlockList.of(bytes))
    }
  })

  it("grow with the content, so that there are never many", () => {
    const gib = 1024 ** 3
    const kib = [1 / 16, 1, 4, 5, 64, 1000].map((gibs) => blockBytesFor(gibs * gib) / 1024)
    assert.deepStrictEqual(kib, [256, 256, 256, 512, 4096, 4096])
  })
})
