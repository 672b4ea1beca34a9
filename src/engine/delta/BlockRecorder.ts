/** Notes the blocks of a content while it passes by. */
import { type CipherGCM, createSecretKey, randomBytes } from "node:crypto"
import { anchorBytes, anchorOf } from "./anchors.ts"
import { blockBytesFor, endTag, keyBytes, packBlocks, type PackedBlock, startTag } from "./BlockList.ts"

export class BlockRecorder {
  readonly #blockBytes: number
  readonly #bytesOfKey = randomBytes(keyBytes)
  readonly #key = createSecretKey(this.#bytesOfKey)
  readonly #blocks: Array<PackedBlock> = []
  #size = 0
  #filled = 0 // of the block that is being noted
  #anchor = 0
  #tag: CipherGCM

  /** `size`: of the whole content. */
  constructor(size: number, blockBytes = blockBytesFor(size)) {
    this.#blockBytes = blockBytes
    this.#tag = startTag(this.#key)
  }

  take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const end = Math.min(bytes.length, at + this.#blockBytes - this.#filled)
      const some = at === 0 && end === bytes.length ? bytes : bytes.subarray(at, end)
      if (this.#filled < anchorBytes) {
        this.#anchor = anchorOf(some, 0, Math.min(some.length, anchorBytes - this.#filled), this.#anchor)
      }
      this.#tag.setAAD(some)
      this.#filled += some.length
      this.#size += some.length
      if (this.#filled === this.#blockBytes) this.#endBlock()
      at = end
    }
  }

  /** May be asked for once, when the content has ended. */
  packed(): Uint8Array {
    if (this.#filled > 0) this.#endBlock()
    return packBlocks(this.#size, this.#blockBytes, this.#bytesOfKey, this.#blocks)
  }

  #endBlock(): void {
    this.#blocks.push({ anchor: this.#anchor, tag: endTag(this.#tag) })
    this.#tag = startTag(this.#key)
    this.#filled = 0
    this.#anchor = 0
  }
}
