/** Writes one file of this machine by the protocol of docs/safety.md. */
import { Effect, Result, Stream } from "effect"
import { fdatasync, write, writeSync } from "node:fs"
import { type File, modeFor, unchanged } from "../../domain/Entry.ts"
import { parentOf } from "../../domain/RelPath.ts"
import { type Writing } from "../Endpoint.ts"
import { type EndpointError, type EndpointReason } from "../EndpointError.ts"
import { writeInSteps } from "../writeInSteps.ts"
import { type Answer, ask, changed } from "./Answer.ts"
import { type DirectorySync } from "./DirectorySync.ts"
import { diskCall } from "./diskCall.ts"
import { answer, errorOf, type Folder } from "./Folder.ts"
import { observe } from "./observe.ts"
import { Part } from "./Part.ts"
import { publish, type Published } from "./publish.ts"

/** Up to here a file is written at one go, for waiting would take longer. */
const smallBytes = 64 * 1024

export const writeFile = Effect.fnUntraced(
  function*(
    folder: Folder,
    durable: DirectorySync,
    writing: Writing,
    content: Stream.Stream<Uint8Array, EndpointError>,
  ) {
    const { path, wanted, checkpoints } = writing
    const failed = (reason: EndpointReason) => errorOf(folder, "write", path, reason)
    const part = yield* Effect.acquireRelease(
      answer(folder, "write", path, () => begin(folder, writing)),
      ({ discard }) => Effect.sync(() => discard(checkpoints?.isAny() === true)),
    )
    yield* checkpoints === undefined
      ? Stream.runForEachArray(content, (chunks) => Effect.mapError(append(part, chunks), failed))
      : writeInSteps(checkpoints, content, {
        write: (chunk) => Effect.mapError(append(part, [chunk]), failed),
        given: () => part.given,
        secure: Effect.as(syncContent(part), true),
      })
    yield* Effect.mapError(seal(part, wanted), failed)
    const publishing = Effect.acquireUseRelease(
      answer(folder, "write", path, () => Result.map(publish(folder, part, writing), keeping)),
      ({ file, keptIn }) =>
        durable.sync(part.directory).pipe(
          Effect.andThen(keptIn === undefined ? Effect.void : durable.sync(keptIn)),
          Effect.mapBoth({ onFailure: failed, onSuccess: () => file }),
        ),
      ({ release }) => Effect.sync(release),
    )
    return yield* Effect.uninterruptible(publishing)
  },
  Effect.scoped,
)

const keeping = (published: Published) => ({ ...published, release: published.keptIn?.keep() ?? (() => {}) })

/** Nothing is transferred for a target that is not as expected to begin with. */
const begin = (folder: Folder, { path, expected, wanted, temporary, isResumed, held }: Writing): Answer<Part> =>
  Result.flatMap(
    folder.directories.at(parentOf(path)),
    (directory) =>
      Result.flatMap(observe(folder, directory, path), (found) => {
        if (!unchanged(expected, found)) return changed(found)
        const mode = modeFor(found, wanted)
        return held === undefined
          ? Part.create(directory, temporary, wanted.size, mode, isResumed)
          : Part.goOn(directory, temporary, wanted.size, mode, held)
      }),
  )

const append = Effect.fnUntraced(function*(part: Part, chunks: ReadonlyArray<Uint8Array>) {
  for (const chunk of chunks) {
    yield* Effect.fromResult(part.take(chunk.length))
    if (part.size <= smallBytes) yield* Effect.fromResult(writeAtOnce(part.descriptor, chunk))
    else yield* writePatiently(part.descriptor, chunk)
  }
})

/** The system may take less than it was given, before it says why. */
const writeAtOnce = (descriptor: number, chunk: Uint8Array): Answer<void> =>
  ask(() => {
    for (let at = 0; at < chunk.length;) at += writeSync(descriptor, chunk, at)
  })

const writePatiently = Effect.fnUntraced(function*(descriptor: number, chunk: Uint8Array) {
  for (let at = 0; at < chunk.length;) {
    at += yield* diskCall<number>((done) => write(descriptor, chunk, at, chunk.length - at, null, done))
  }
})

/** Returns once the content would outlast a power failure; a failed sync is a failed write. */
const seal = Effect.fnUntraced(function*(part: Part, { modified }: File) {
  yield* Effect.fromResult(part.complete(modified))
  yield* syncContent(part)
  yield* Effect.fromResult(part.close())
})

const syncContent = ({ descriptor }: Part) =>
  diskCall<void>((done) => fdatasync(descriptor, (error) => done(error, undefined)))
