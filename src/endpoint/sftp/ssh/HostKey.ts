/** A public key that a server shows, as people and known_hosts files write it. */
import { createHash } from "node:crypto"

export interface HostKey {
  readonly type: string // "ssh-ed25519"
  readonly base64: string // the whole key, as in known_hosts
  readonly fingerprint: string // "SHA256:…", without padding, as OpenSSH prints it
}

/** `undefined` when the bytes do not start with the name of a key type, or hold nothing besides it. */
export const hostKeyOf = (blob: Buffer): HostKey | undefined => {
  const type = typeOf(blob)
  if (type === undefined) return undefined
  return { type, base64: blob.toString("base64"), fingerprint: fingerprintOf(blob) }
}

/** A key in base64, checked to be exactly that: what decoders skip or forgive is refused. */
export const hostKeyOfBase64 = (base64: string): HostKey | undefined => {
  const blob = Buffer.from(base64, "base64")
  return blob.toString("base64") === base64 ? hostKeyOf(blob) : undefined
}

const fingerprintOf = (blob: Buffer): string =>
  `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/u, "")}`

const longestTypeName = 64

/** A key is a sequence of strings, each after its length in four bytes; the first names the type. */
const typeOf = (blob: Buffer): string | undefined => {
  if (blob.length < 4) return undefined
  const length = blob.readUInt32BE(0)
  if (length === 0 || length > longestTypeName || blob.length <= 4 + length) return undefined
  const type = blob.toString("latin1", 4, 4 + length)
  return /^[\x21-\x7e]+$/u.test(type) ? type : undefined
}
