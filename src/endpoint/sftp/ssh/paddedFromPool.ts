/** Room for one SSH packet, padded with random bytes that are fetched many at a time. */
import { randomFillSync } from "node:crypto"
import { type PacketRing } from "./PacketRing.ts"

const pool = Buffer.alloc(16 * 1024)
let used = pool.length

const blockBytes = 16
const leastPadding = 4
const lengthBytes = 4
const tagBytes = 16

/**
 * Laid out for AES-GCM (RFC 4253 section 6, RFC 5647): the length of the rest, which stays readable; the length of the
 * padding; the payload, which is left for the caller to fill; the padding; room for the tag, which the native cipher of
 * ssh2 puts there. All between the first length and the tag is whole blocks.
 */
export const paddedFromPool = (payloadBytes: number, ring?: PacketRing): Buffer => {
  const unpadded = 1 + payloadBytes + leastPadding
  const rest = Math.ceil(unpadded / blockBytes) * blockBytes
  const paddingBytes = rest - 1 - payloadBytes
  const bytes = lengthBytes + rest + tagBytes
  const packet = ring === undefined ? Buffer.allocUnsafe(bytes) : ring.take(bytes)
  packet.writeUInt32BE(rest, 0)
  packet[lengthBytes] = paddingBytes
  if (used + paddingBytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  pool.copy(packet, lengthBytes + 1 + payloadBytes, used, used + paddingBytes)
  used += paddingBytes
  return packet
}
