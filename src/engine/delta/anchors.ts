/**
 * The anchor of a place in a content: a number made of the 32 bytes that follow. Going on by one byte costs one step,
 * because with each step the oldest byte is shifted out.
 */

/** So many bytes make an anchor, one for each bit that they are shifted through. */
export const anchorBytes = 32

/** 256 numbers that look random and are always the same: anchors outlast the process. */
export const gear: Int32Array = Int32Array.from({ length: 256 }, (_, byte) => mixed(mixed(byte + 1)))

function mixed(number: number): number {
  const once = Math.imul(number ^ (number >>> 16), 0x7feb352d)
  const twice = Math.imul(once ^ (once >>> 15), 0x846ca68b)
  return (twice ^ (twice >>> 16)) + 0x6d2b79f5 | 0
}

/** Of the bytes from `from` to `to`, of which only the last 32 tell. */
export const anchorOf = (bytes: Uint8Array, from: number, to: number, before = 0): number => {
  let anchor = before
  for (let at = from; at < to; at++) anchor = (anchor << 1) + gear[bytes[at]!]! | 0
  return anchor
}
