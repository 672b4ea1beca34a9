/** Reads one file of this machine, and vouches that it is the file that was scanned. */
import { Cause, Effect, Result, Stream } from "effect"
import { closeSync, fstatSync, openSync, read } from "node:fs"
import { type File, unchanged } from "../../domain/Entry.ts"
import { nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type EndpointError, type EndpointReason } from "../EndpointError.ts"
import { type Answer, ask, changed } from "./Answer.ts"
import { readingFlags, readToEnd, smallBytes } from "./digestNames.ts"
import { type Directory } from "./Directories.ts"
import { diskCall } from "./diskCall.ts"
import { entryOf } from "./entryOf.ts"
import { answer, errorOf, type Folder } from "./Folder.ts"
import { reach } from "./reach.ts"
import { realPlace } from "./realPlace.ts"
import { sight } from "./sight.ts"

const chunkBytes = 8 * 7 * 32 * 1024 // fills packets of OpenSSH, and packets of 32 KiB

export const readFile = (
  folder: Folder,
  path: RelPath,
  file: File,
  from = 0, // the first byte that is wanted
): Stream.Stream<Uint8Array, EndpointError> =>
  file.size > smallBytes ? readInChunks(folder, path, file, from) : Stream.unwrap(
    Effect.map(
      answer(folder, "read", path, () => readWhole(folder, path, file)),
      (bytes) => bytes.length <= from ? Stream.empty : Stream.succeed(bytes.subarray(from)),
    ),
  )

export const readWhole = (folder: Folder, path: RelPath, file: File): Answer<Uint8Array> =>
  Result.flatMap(openFile(folder, path, file), (descriptor) => {
    const bytes = Result.flatMap(readAll(descriptor, file.size), (content) =>
      Result.flatMap(
        stillThe(file, descriptor),
        () => content.length === file.size ? Result.succeed(content) : changed(undefined),
      ))
    closeSync(descriptor)
    return bytes
  })

/** Asks for one byte more than there should be, to notice a file that grew. */
const readAll = (descriptor: number, size: number): Answer<Uint8Array> =>
  ask(() => {
    const buffer = Buffer.allocUnsafe(size + 1)
    return buffer.subarray(0, readToEnd(descriptor, buffer))
  })

const readInChunks = (
  folder: Folder,
  path: RelPath,
  file: File,
  from: number,
): Stream.Stream<Uint8Array, EndpointError> =>
  Stream.unwrap(Effect.gen(function*() {
    const descriptor = yield* Effect.acquireRelease(
      answer(folder, "read", path, () => openFile(folder, path, file)),
      (opened) => Effect.sync(() => closeSync(opened)),
    )
    const failed = (reason: EndpointReason) => errorOf(folder, "read", path, reason)
    const buffer = Buffer.allocUnsafeSlow(Math.min(chunkBytes, file.size + 1)) // one more, to notice a file that grew
    let total = from
    const pull = Effect.gen(function*() {
      const left = file.size - total
      const count = yield* Effect.mapError(
        diskCall<number>((done) => read(descriptor, buffer, 0, buffer.length, total, done)),
        failed,
      )
      total += count
      if (count > 0 && count <= left) return [buffer.subarray(0, count)] as const
      yield* answer(folder, "read", path, () => stillThe(file, descriptor))
      if (total !== file.size) return yield* failed({ _tag: "Changed", found: undefined })
      return yield* Cause.done()
    })
    return Stream.fromPull(Effect.succeed(pull))
  }))

/** The descriptor of exactly this file. */
const openFile = (folder: Folder, path: RelPath, file: File): Answer<number> => {
  const opened = openWhereItLies(folder, path)
  if (Result.isFailure(opened)) return notThe(file, folder, path, opened.failure)
  const same = stillThe(file, opened.success)
  if (Result.isSuccess(same)) return opened
  closeSync(opened.success)
  return Result.fail(same.failure)
}

const openWhereItLies = (folder: Folder, path: RelPath): Answer<number> => {
  const direct = Result.flatMap(reach(folder, parentOf(path)), (directory) => openIn(directory, path))
  if (folder.symlinks === "skip" || Result.isSuccess(direct)) return direct
  const place = realPlace(folder, path)
  return Result.isFailure(place) || place.success === undefined
    ? direct
    : openAt(folder, place.success)
}

const openAt = (folder: Folder, place: RelPath): Answer<number> =>
  Result.flatMap(folder.directories.at(parentOf(place)), (directory) => openIn(directory, place))

const openIn = (directory: Directory, path: RelPath): Answer<number> =>
  ask(() => openSync(`${directory.base}/${nameOf(path)}`, readingFlags))

const stillThe = (file: File, descriptor: number): Answer<void> =>
  Result.flatMap(ask(() => fstatSync(descriptor)), (stats) => {
    const found = entryOf(stats)
    return unchanged(file, found) ? Result.void : changed(found)
  })

/** Why a file could not be opened: because of what stands there now, or in spite of it. */
const notThe = (file: File, folder: Folder, path: RelPath, reason: EndpointReason): Answer<never> => {
  const found = sight(folder, path)
  if (Result.isFailure(found)) return Result.fail(found.failure)
  return unchanged(file, found.success) ? Result.fail(reason) : changed(found.success)
}
