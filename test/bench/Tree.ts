/** A folder of files that is the same whenever and wherever it is made. */
import { createCipheriv } from "node:crypto"
import { closeSync, futimesSync, mkdirSync, openSync, utimesSync, writeSync } from "node:fs"
import { join } from "node:path"

export interface Tree {
  readonly name: string
  readonly files: number
  readonly folders: number
  readonly sizeOf: (index: number) => number
}

export const bytesIn = (tree: Tree): number => {
  let bytes = 0
  for (let index = 0; index < tree.files; index++) bytes += tree.sizeOf(index)
  return bytes
}

/** Every file name ends like this, and no folder's does. */
export const isFileName = (line: string): boolean => /file-\d{6,}\.txt$/.test(line)

export const pathOf = (tree: Tree, index: number): string =>
  `${folderName(index % tree.folders)}/file-${String(index).padStart(6, "0")}.txt`

/** Times are whole seconds, for folders too: two copies differ in nothing that any of the tools compares. */
export const writeTree = (tree: Tree, place: string): void => {
  const names = Array.from({ length: tree.folders }, (_, index) => join(place, folderName(index)))
  for (const name of names) mkdirSync(name, { recursive: true })
  for (let folder = 0; folder < tree.folders; folder++) { // one after the other: half the time of hopping between them
    for (let index = folder; index < tree.files; index += tree.folders) {
      writeFile(join(place, pathOf(tree, index)), tree.sizeOf(index), index)
    }
  }
  for (const name of [...names, place]) utimesSync(name, birth, birth)
}

const folderName = (index: number): string => `folder-${String(index).padStart(4, "0")}`

/** 2024-01-01, in seconds. */
const birth = 1_704_067_200

const pieceSize = 4 << 20
const zeros = Buffer.alloc(pieceSize)

const writeFile = (path: string, size: number, index: number): void => {
  const file = openSync(path, "wx")
  try {
    if (size > 0) writeNoise(file, size, index, 0)
    futimesSync(file, birth + index, birth + index)
  } finally {
    closeSync(file)
  }
}

/** A key stream: it does not compress, and no two files are alike. `at` is where in the file it is written. */
export const writeNoise = (file: number, size: number, seed: number, at: number): void => {
  const start = Buffer.alloc(16)
  start.writeUInt32BE(seed)
  const stream = createCipheriv("aes-128-ctr", Buffer.alloc(16, "syncfile"), start)
  for (let written = 0; written < size; written += pieceSize) {
    const piece = stream.update(zeros.subarray(0, Math.min(size - written, pieceSize)))
    writeSync(file, piece, 0, piece.length, at + written)
  }
}
