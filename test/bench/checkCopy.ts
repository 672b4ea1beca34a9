/** Says what is wrong with a copy of a folder: every name and size is compared, and contents as far as is asked. */
import { createHash } from "node:crypto"
import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from "node:fs"
import { join, relative } from "node:path"

/** Of contents either all is compared, by SHA-256, or samples of some files. */
export type Depth = "samples" | "all"

/** Undefined if nothing is. */
export const checkCopy = (source: string, copy: string, depth: Depth): string | undefined => {
  if (!existsSync(copy)) return "nothing arrived"
  const wanted = filesIn(source)
  const found = filesIn(copy)
  if (found.length !== wanted.length) return `${found.length} files arrived instead of ${wanted.length}`
  const step = Math.ceil(wanted.length / sampledFiles)
  for (const [index, path] of wanted.entries()) {
    if (found[index] !== path) return `${path} did not arrive`
    const [from, to] = [join(source, path), join(copy, path)]
    const size = statSync(from).size
    if (statSync(to).size !== size) return `${path} has another size`
    const isSampled = index % step === 0 || index === wanted.length - 1
    const isEqual = depth === "all" ? digestOf(from) === digestOf(to) : !isSampled || haveEqualSamples(from, to, size)
    if (!isEqual) return `${path} has other contents`
  }
  return undefined
}

const sampledFiles = 50
const sampleSize = 1 << 20

const filesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()

/** The whole of a small file; of a large one the beginning, the middle and the end. */
const haveEqualSamples = (left: string, right: string, size: number): boolean =>
  [0, Math.floor(size / 2), size - sampleSize].every((start) => {
    const position = Math.max(0, start)
    return readAt(left, position).equals(readAt(right, position))
  })

const readAt = (path: string, position: number): Buffer => {
  const file = openSync(path, "r")
  try {
    const bytes = Buffer.alloc(sampleSize)
    return bytes.subarray(0, readSync(file, bytes, 0, sampleSize, position))
  } finally {
    closeSync(file)
  }
}

const digestOf = (path: string): string => {
  const hash = createHash("sha256")
  const file = openSync(path, "r")
  const piece = Buffer.alloc(sampleSize)
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) hash.update(piece.subarray(0, read))
    return hash.digest("hex")
  } finally {
    closeSync(file)
  }
}
