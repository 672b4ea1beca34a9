/**
 * Mends two things about the ciphers of ssh2: the native ones are kept from being collected as garbage, which can end the
 * whole process, and packets are padded in a cheaper way (docs/decisions/0020).
 */
import { createRequire } from "node:module"
import { type PacketRing } from "./PacketRing.ts"
import { paddedFromPool } from "./paddedFromPool.ts"

interface Cipher {
  readonly _instance?: object // the native part, where ssh2 has one
  allocPacket?: (payloadBytes: number) => Buffer // of ciphers for sending
}

/** What ssh2 keeps to itself; the version is pinned, and a test notices when this moves. */
interface Internals {
  readonly prototype: object
}

const kept = new Set<object>()
const rings = new WeakMap<object, PacketRing>()
let isDone = false

/** For all connections of this process that begin from now on, whichever way they go. */
export const mendCiphers = (): void => {
  if (isDone) return
  isDone = true
  const protocol = createRequire(import.meta.url)("ssh2/lib/protocol/Protocol.js") as Internals
  for (const field of ["_cipher", "_decipher"]) watch(protocol.prototype, field)
}

/**
 * From now on the packets that a protocol sends are made in that ring. ssh2 sends what it makes at once: what has to wait
 * for an agreement on keys is made elsewhere.
 */
export const makePacketsIn = (ring: PacketRing, protocol: object): void => void rings.set(protocol, ring)

/** ssh2 sets both fields at every agreement on keys, so every cipher that is ever used passes here. */
const watch = (prototype: object, field: string): void => {
  const place = Symbol(field)
  Object.defineProperty(prototype, field, {
    get(this: Record<symbol, Cipher | undefined>) {
      return this[place]
    },
    set(this: Record<symbol, Cipher | undefined>, cipher: Cipher | undefined) {
      this[place] = cipher
      if (cipher?._instance !== undefined) kept.add(cipher._instance)
      if (cipher?.allocPacket !== undefined && isNativeGcm(cipher)) {
        cipher.allocPacket = (payloadBytes) => paddedFromPool(payloadBytes, rings.get(this))
      }
    },
  })
}

/** Other ciphers lay their packets out in other ways. */
const isNativeGcm = (cipher: Cipher): boolean => cipher.constructor.name === "AESGCMCipherBinding"
