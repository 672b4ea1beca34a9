/**
 * The anchor of a place in a content: a number made of the 32 bytes that follow. Going on by one byte costs one step,
 * because with each step the oldest byte is shifted out.
 */

/** So many bytes make an anchor, one for each bit that they are shifted through. */
export const anchorBytes = 32

/** 256 numbers that look random and are always the same: anchors outlast the process. */
const gear: Int32Array = Int32Array.from({ length: 256 }, (_, byte) => mixed(mixed(byte + 1)))

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

/** Tells most anchors from those that are known: by their first sixteen bits, which of the next three may follow, a bit for each. */
export const sieveOf = (known: Iterable<number>): Uint8Array => {
  const sieve = new Uint8Array(1 << 16)
  for (const anchor of known) sieve[anchor >>> 16]! |= 1 << (anchor >>> 13 & 7)
  return sieve
}

/** The first place from `from` to `to` of which the anchor is known. The 32 bytes of the last place must be there. */
export const findAnchor = (
  bytes: Uint8Array,
  from: number,
  to: number,
  known: ReadonlyMap<number, unknown>,
  sieve: Uint8Array,
): number | undefined => {
  if (from > to) return undefined
  let anchor = anchorOf(bytes, from, from + anchorBytes - 1)
  for (let at = from; at <= to; at++) {
    anchor = (anchor << 1) + gear[bytes[at + anchorBytes - 1]!]! | 0
    if ((sieve[anchor >>> 16]! >>> (anchor >>> 13 & 7) & 1) !== 0 && known.has(anchor)) return at
  }
  return undefined
}
