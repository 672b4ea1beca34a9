/** Writes one file in memory from pieces, some of which another file there has. */
import { Effect, Result, Stream } from "effect"
import { unchanged } from "../../domain/Entry.ts"
import { type Basis, type Piece, type Writing } from "../Endpoint.ts"
import { type EndpointError } from "../EndpointError.ts"
import { changed, errorAt, type MemoryAnswer, sight, step } from "./MemoryAnswer.ts"
import { type MemoryWorld } from "./MemoryWorld.ts"
import { memoryWrite } from "./memoryWrite.ts"

export const memoryAssemble = (
  world: MemoryWorld,
  hasBackup: boolean,
  writing: Writing,
  basis: Basis,
  pieces: Stream.Stream<Piece, EndpointError>,
) =>
  world.options.copies
    ? memoryWrite(world, hasBackup, writing, Stream.mapEffect(pieces, (piece) => bytesOf(world, writing, basis, piece)))
    : Effect.fail(notCopied(world, writing))

const bytesOf = (world: MemoryWorld, writing: Writing, { path, file }: Basis, piece: Piece) =>
  piece._tag === "Bytes"
    ? Effect.succeed(piece.bytes)
    : step(world, "copy", path, (top) =>
      Result.flatMap(sight(top, path), (found): MemoryAnswer<Uint8Array> => {
        if (!unchanged(file, found)) return changed(found)
        const { bytes, from } = piece
        const held = world.content(path)?.slice(from, from + bytes.length) ?? new Uint8Array()
        return Buffer.compare(held, bytes) === 0
          ? Result.succeed(held)
          : Result.fail(notCopied(world, writing).reason)
      }))

const notCopied = (world: MemoryWorld, { path }: Writing) =>
  errorAt(world, "write", path, { _tag: "Unsupported", what: "copying within files" })
