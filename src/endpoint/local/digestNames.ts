/** Digests of small files in one directory. Like a survey it can be done in any thread, and believes nothing. */
import { hash } from "node:crypto"
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs"
import { type Numbers } from "./survey.ts"

/** Up to here a file is read at one go, for waiting would take longer. */
export const smallBytes = 64 * 1024

/** A pipe that took the place of a file does not block the open. */
export const readingFlags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

export interface Digest {
  readonly digest: string // SHA-256, hexadecimal
  readonly file: Numbers // what it was before and after it was read
}

/** `undefined` for what cannot be read, is no small file, or changed meanwhile. */
export const digestNames = (base: string, names: ReadonlyArray<string>): ReadonlyArray<Digest | undefined> => {
  const buffer = Buffer.allocUnsafe(smallBytes + 1) // one more, to notice a file that grew
  return names.map((name) => {
    try {
      return digestOf(`${base}/${name}`, buffer)
    } catch {
      return undefined
    }
  })
}

const digestOf = (path: string, buffer: Buffer): Digest | undefined => {
  const descriptor = openSync(path, readingFlags)
  try {
    const before = numbersOf(descriptor)
    if (before.size > smallBytes) return undefined
    const filled = readToEnd(descriptor, buffer.subarray(0, before.size + 1))
    const after = numbersOf(descriptor)
    if (filled !== before.size || !areSame(before, after)) return undefined
    return { digest: hash("sha256", buffer.subarray(0, filled), "hex"), file: after }
  } finally {
    closeSync(descriptor)
  }
}

/** Gives how many bytes there were, as far as there is room. */
export const readToEnd = (descriptor: number, buffer: Buffer): number => {
  let filled = 0
  while (filled < buffer.length) {
    const count = readSync(descriptor, buffer, filled, buffer.length - filled, null)
    if (count === 0) break
    filled += count
  }
  return filled
}

const numbersOf = (descriptor: number): Numbers => {
  const { ctimeMs, ino, mode, mtimeMs, size } = fstatSync(descriptor)
  return { ctimeMs, ino, mode, mtimeMs, size }
}

const areSame = (before: Numbers, after: Numbers): boolean =>
  before.mode === after.mode && before.size === after.size && before.ino === after.ino
  && before.mtimeMs === after.mtimeMs && before.ctimeMs === after.ctimeMs
