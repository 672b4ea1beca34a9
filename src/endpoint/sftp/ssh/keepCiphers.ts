/**
 * Keeps the native ciphers of ssh2 from being collected as garbage. Where they were built with the headers of a recent
 * Node, that ends the whole process (docs/decisions/0020). One whose connection is over takes some hundred bytes.
 */
import { createRequire } from "node:module"

interface Cipher {
  readonly _instance?: object // the native part, where ssh2 has one
}

/** What ssh2 keeps to itself; the version is pinned, and a test notices when this moves. */
interface Internals {
  readonly prototype: object
}

const kept = new Set<object>()
let isDone = false

/** For all connections of this process that begin from now on, whichever way they go. */
export const keepCiphers = (): void => {
  if (isDone) return
  isDone = true
  const protocol = createRequire(import.meta.url)("ssh2/lib/protocol/Protocol.js") as Internals
  for (const field of ["_cipher", "_decipher"]) keepAll(protocol.prototype, field)
}

/** ssh2 sets both fields at every agreement on keys, so every cipher that is ever used passes here. */
const keepAll = (prototype: object, field: string): void => {
  const place = Symbol(field)
  Object.defineProperty(prototype, field, {
    get(this: Record<symbol, Cipher | undefined>) {
      return this[place]
    },
    set(this: Record<symbol, Cipher | undefined>, cipher: Cipher | undefined) {
      this[place] = cipher
      if (cipher?._instance !== undefined) kept.add(cipher._instance)
    },
  })
}
