/**
 * What is remembered of a large content: for each of its blocks the anchor of its first bytes, by which it is looked for,
 * and a tag over all of them, by which it is known (docs/decisions/0029).
 */
import { type CipherGCM, createCipheriv, createSecretKey, type KeyObject } from "node:crypto"

const smallestBlock = 256 * 1024
const largestBlock = 4 * 1024 * 1024
const blocksAimedAt = 16 * 1024

/** Blocks grow with their file, so that what is remembered of it does not: 20 bytes each, 320 KiB up to 64 GiB. */
export const blockBytesFor = (size: number): number => {
  let bytes = smallestBlock
  while (bytes < largestBlock && size > bytes * blocksAimedAt) bytes *= 2
  return bytes
}

export const keyBytes = 16
export const tagBytes = 16
/** Before the blocks: the size of the content, that of a block, and the key of the tags. */
const headBytes = 8 + 4 + keyBytes
const eachBytes = 4 + tagBytes

const noNonce = new Uint8Array(12)

/**
 * GMAC: it costs a fraction of SHA-256, and without the key nobody can make two blocks of one tag. The key is random and
 * leaves neither the state nor the memory; nor does any tag, so that one nonce will do.
 */
export const startTag = (key: KeyObject): CipherGCM => createCipheriv("aes-128-gcm", key, noNonce)

export const endTag = (tag: CipherGCM): Buffer => {
  tag.final()
  return tag.getAuthTag()
}

export class BlockList {
  readonly size: number // of the content
  readonly blockBytes: number
  readonly count: number
  readonly #key: KeyObject
  readonly #packed: Buffer

  private constructor(packed: Buffer) {
    this.size = packed.readDoubleBE(0)
    this.blockBytes = packed.readUInt32BE(8)
    this.count = Math.ceil(this.size / this.blockBytes)
    this.#key = createSecretKey(packed.subarray(headBytes - keyBytes, headBytes))
    this.#packed = packed
  }

  /** `undefined`: not a list as this build packs them. */
  static of(bytes: Uint8Array): BlockList | undefined {
    if (bytes.length < headBytes) return undefined
    const list = new BlockList(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    const isWhole = list.blockBytes > 0 && bytes.length === headBytes + list.count * eachBytes
    return isWhole ? list : undefined
  }

  startOf(block: number): number {
    return block * this.blockBytes
  }

  /** The last one may be shorter. */
  lengthOf(block: number): number {
    return Math.min(this.blockBytes, this.size - this.startOf(block))
  }

  anchorAt(block: number): number {
    return this.#packed.readInt32BE(headBytes + block * eachBytes)
  }

  tagAt(block: number): Buffer {
    const at = headBytes + block * eachBytes + 4
    return this.#packed.subarray(at, at + tagBytes)
  }

  /** Whether these bytes are those of a block. */
  isAt(block: number, bytes: Uint8Array): boolean {
    const tag = startTag(this.#key)
    tag.setAAD(bytes)
    return endTag(tag).equals(this.tagAt(block))
  }
}

export interface PackedBlock {
  readonly anchor: number
  readonly tag: Buffer
}

export const packBlocks = (
  size: number,
  blockBytes: number,
  key: Uint8Array,
  blocks: ReadonlyArray<PackedBlock>,
): Buffer => {
  const packed = Buffer.alloc(headBytes + blocks.length * eachBytes)
  packed.writeDoubleBE(size, 0)
  packed.writeUInt32BE(blockBytes, 8)
  packed.set(key, headBytes - keyBytes)
  for (const [block, { anchor, tag }] of blocks.entries()) {
    const at = headBytes + block * eachBytes
    packed.writeInt32BE(anchor, at)
    packed.set(tag, at + 4)
  }
  return packed
}
