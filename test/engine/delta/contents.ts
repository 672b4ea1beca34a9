/** Contents that have something in common, and what comes of them. */
import { assert } from "@effect/vitest"
import { type Piece } from "../../../src/endpoint/Endpoint.ts"
import { BlockFinder } from "../../../src/engine/delta/BlockFinder.ts"
import { BlockList } from "../../../src/engine/delta/BlockList.ts"
import { BlockRecorder } from "../../../src/engine/delta/BlockRecorder.ts"

export const joined = (...parts: ReadonlyArray<Uint8Array>): Buffer => Buffer.concat(parts)

/** Cut into parts of these sizes, again and again. */
export function* inParts(content: Uint8Array, sizes: ReadonlyArray<number>): Generator<Uint8Array> {
  for (let at = 0, part = 0; at < content.length; part++) {
    const size = Math.max(1, sizes[part % sizes.length] ?? content.length)
    yield content.subarray(at, at + size)
    at += size
  }
}

export const blocksOf = (content: Uint8Array, blockBytes: number, sizes = [content.length]): BlockList => {
  const recorder = new BlockRecorder(content.length, blockBytes)
  for (const part of inParts(content, sizes)) recorder.take(part)
  return BlockList.of(recorder.packed()) ?? assert.fail("it is no list")
}

export const piecesOf = (
  list: BlockList,
  content: Uint8Array,
  sizes = [content.length],
  patience?: number,
): ReadonlyArray<Piece> => {
  const finder = new BlockFinder(list, patience)
  const memory = new Uint8Array(Math.max(...sizes, 1)) // used again for each part, as readers do
  const pieces: Array<Piece> = []
  const note = (given: ReadonlyArray<Piece>) => {
    for (const piece of given) pieces.push({ ...piece, bytes: Uint8Array.from(piece.bytes) })
  }
  for (const part of inParts(content, sizes)) {
    memory.set(part)
    note(finder.take(memory.subarray(0, part.length)))
  }
  note(finder.end())
  return pieces
}

/** What a server makes of the pieces: every range from the old content itself. */
export const assembled = (old: Uint8Array, pieces: ReadonlyArray<Piece>): Buffer =>
  joined(...pieces.map((piece) => {
    if (piece._tag === "Bytes") return piece.bytes
    return old.subarray(piece.from, piece.from + piece.bytes.length)
  }))

export const sentOf = (pieces: ReadonlyArray<Piece>): number =>
  pieces.reduce((sent, { _tag, bytes }) => _tag === "Bytes" ? sent + bytes.length : sent, 0)
