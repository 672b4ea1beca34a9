/** Writes one file in memory, step by step the way that endpoints with its kind of publishing do. */
import { Effect, Result, Stream } from "effect"
import { type Entry, type File, modeFor, unchanged } from "../../domain/Entry.ts"
import { childOf, nameOf, parentOf } from "../../domain/RelPath.ts"
import { asideName } from "../../domain/temporaries.ts"
import { type Writing } from "../Endpoint.ts"
import { type EndpointError, noBeginning } from "../EndpointError.ts"
import { writeInSteps } from "../writeInSteps.ts"
import { changed, errorAt, holder, type MemoryAnswer, refuse, sight, step } from "./MemoryAnswer.ts"
import { bringBack, clearAside, isFree, makeWayAside, rename, setAside } from "./memoryAside.ts"
import { type DirectoryNode, type FileNode, fileOf } from "./MemoryTree.ts"
import { type MemoryWorld, type Moment } from "./MemoryWorld.ts"

export const memoryWrite = Effect.fnUntraced(
  function*(
    world: MemoryWorld,
    hasBackup: boolean,
    writing: Writing,
    content: Stream.Stream<Uint8Array, EndpointError>,
  ) {
    const { path, wanted, temporary, held, checkpoints } = writing
    const isBeside = world.options.publishing !== "at-close"
    const at = <A>(moment: Moment, act: (place: Place) => MemoryAnswer<A>) =>
      step(world, moment, path, (top) => Result.flatMap(placeOf(top, writing), act))
    yield* Effect.acquireRelease(
      at("write", (place) => Result.flatMap(asExpected(place, writing), () => begin(world, place, writing))),
      () => Effect.sync(() => world.isFrozen || checkpoints?.isAny() === true || discard(world, writing)),
    )
    let bytes: Uint8Array = held === undefined ? new Uint8Array() : world.content(partOf(writing)) ?? new Uint8Array()
    const write = (chunk: Uint8Array) =>
      at("write-chunk", ({ children }) => {
        bytes = joined(bytes, chunk)
        if (isBeside && !children.has(temporary)) return refuse("its temporary file was taken away")
        if (isBeside) children.set(temporary, world.makeFile(bytes, undefined, 0o600))
        return Result.void
      })
    const secure = Effect.as(at("sync", () => Result.void), true)
    yield* checkpoints === undefined
      ? Stream.runForEach(content, write)
      : writeInSteps(checkpoints, content, { write, given: () => bytes.length, secure })
    if (bytes.length !== wanted.size) {
      const message = `it was to have ${wanted.size} bytes and was given ${bytes.length}`
      return yield* errorAt(world, "write", path, { _tag: "Refused", message })
    }
    return yield* Effect.uninterruptible(publish(world, hasBackup, writing, bytes, at))
  },
  Effect.scoped,
)

/** The directory that the file is written to, and what has its name there. */
interface Place {
  readonly children: DirectoryNode["children"]
  readonly found: Entry | undefined
}

type At = <A>(moment: Moment, act: (place: Place) => MemoryAnswer<A>) => Effect.Effect<A, EndpointError>

const placeOf = (top: DirectoryNode, { path }: Writing): MemoryAnswer<Place> =>
  Result.flatMap(holder(top, path), ({ children }) => Result.map(sight(top, path), (found) => ({ children, found })))

const asExpected = ({ found }: Place, { expected }: Writing): MemoryAnswer<void> => {
  if (!unchanged(expected, found)) return changed(found)
  return found?._tag === "Directory" ? refuse("it is a folder") : Result.void
}

const begin = (world: MemoryWorld, { children }: Place, writing: Writing): MemoryAnswer<void> => {
  const { temporary, isResumed, held } = writing
  if (world.options.publishing === "at-close") return Result.void
  if (held !== undefined) {
    return world.content(partOf(writing))?.length === held ? Result.void : Result.fail(noBeginning)
  }
  if (children.has(temporary) && !isResumed) return refuse(`its temporary name ${temporary} is taken`)
  children.set(temporary, world.makeFile(new Uint8Array(), undefined, 0o600))
  return Result.void
}

const partOf = ({ path, temporary }: Writing) => childOf(parentOf(path), temporary)

const discard = (world: MemoryWorld, { path, temporary }: Writing): void => {
  const directory = world.top === undefined ? undefined : holder(world.top, path)
  if (directory !== undefined && Result.isSuccess(directory)) directory.success.children.delete(temporary)
}

const joined = (left: Uint8Array, right: Uint8Array): Uint8Array => {
  const both = new Uint8Array(left.length + right.length)
  both.set(left)
  both.set(right, left.length)
  return both
}

const publish = Effect.fnUntraced(
  function*(world: MemoryWorld, hasBackup: boolean, writing: Writing, bytes: Uint8Array, at: At) {
    const { path, expected, temporary, old } = writing
    const file = finished(world, writing, bytes)
    const take = ({ children }: Place): MemoryAnswer<void> => {
      const isBeside = world.options.publishing !== "at-close"
      if (isBeside && !children.delete(temporary)) return refuse("its temporary file was taken away")
      children.set(nameOf(path), file)
      return Result.void
    }
    const takeFree = (place: Place) => place.found === undefined ? take(place) : changed(place.found)
    if (expected?._tag === "File" && old._tag !== "Gone") {
      const aside = yield* makeWayAside(world, hasBackup, writing)
      yield* step(world, "look-again", path, (top) =>
        Result.gen(function*() {
          yield* asExpected(yield* placeOf(top, writing), writing)
          yield* isFree(top, aside)
        }))
      yield* setAside(world, path, aside, expected)
      yield* Effect.onError(at("publish", takeFree), () => bringBack(world, aside, path))
      yield* clearAside(world, writing, aside)
    } else if (world.options.publishing === "no-replace" && expected !== undefined) {
      const aside = childOf(parentOf(path), asideName(temporary))
      yield* step(world, "set-aside", path, (top) =>
        Result.gen(function*() {
          yield* asExpected(yield* placeOf(top, writing), writing)
          yield* rename(world, top, path, aside)
        }))
      yield* Effect.onError(at("publish", takeFree), () => bringBack(world, aside, path))
      yield* clearAside(world, writing, aside)
    } else {
      yield* at("publish", (place) => Result.flatMap(asExpected(place, writing), () => take(place)))
    }
    return yield* at(
      "published",
      (place): MemoryAnswer<File> =>
        place.children.get(nameOf(path)) === file ? Result.succeed(fileOf(file)) : changed(place.found),
    )
  },
)

const finished = (world: MemoryWorld, { path, wanted }: Writing, bytes: Uint8Array): FileNode => {
  const modified = world.options.keepsTimes ? wanted.modified : undefined
  return world.makeFile(bytes, modified, modeFor(world.peek(path), wanted))
}
