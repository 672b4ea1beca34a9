/** Gives a file or a directory of this machine another name, for which nothing is replaced. */
import { Effect, Result } from "effect"
import { linkSync, lstatSync, renameSync, type Stats, unlinkSync } from "node:fs"
import { type Entry, type File, sameVersion, unchanged } from "../../domain/Entry.ts"
import { nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type EndpointError } from "../EndpointError.ts"
import { type Answer, ask, changed, refuse } from "./Answer.ts"
import { type Directory } from "./Directories.ts"
import { type DirectorySync } from "./DirectorySync.ts"
import { entryOf } from "./entryOf.ts"
import { answer, errorOf, type Folder } from "./Folder.ts"
import { isLinkless, moveToFreeName } from "./moveToFreeName.ts"
import { observe, quietly } from "./observe.ts"
import { reasonOf } from "./reasonOf.ts"
import { sight } from "./sight.ts"

/** Returns once a power failure would not undo it. */
export const movePath = (
  folder: Folder,
  durable: DirectorySync,
  from: RelPath,
  path: RelPath,
  expected: Entry,
): Effect.Effect<Entry, EndpointError> =>
  Effect.uninterruptible(Effect.acquireUseRelease(
    answer(folder, "move", from, () => moveBetween(folder, from, path, expected)),
    ({ entry, origin, target }) =>
      durable.sync(target).pipe(
        Effect.andThen(durable.sync(origin)),
        Effect.mapBoth({ onFailure: (reason) => errorOf(folder, "move", from, reason), onSuccess: () => entry }),
      ),
    ({ release }) => Effect.sync(release),
  ))

interface Moved {
  readonly entry: Entry
  readonly origin: Directory
  readonly target: Directory
  readonly release: () => void
}

const moveBetween = (folder: Folder, from: RelPath, path: RelPath, expected: Entry): Answer<Moved> =>
  Result.gen(function*() {
    const found = yield* sight(folder, from)
    if (!unchanged(expected, found)) return yield* changed(found)
    const origin = yield* folder.directories.at(parentOf(from))
    const releaseOrigin = origin.keep()
    const arrived = moveFrom(folder, origin, from, path, expected)
    if (Result.isFailure(arrived)) releaseOrigin()
    const { entry, target } = yield* arrived
    const releaseTarget = target.keep()
    const release = () => {
      releaseOrigin()
      releaseTarget()
    }
    return { entry, origin, target, release }
  })

const moveFrom = (
  folder: Folder,
  origin: Directory,
  from: RelPath,
  path: RelPath,
  expected: Entry,
): Answer<Pick<Moved, "entry" | "target">> =>
  Result.gen(function*() {
    const target = yield* folder.directories.at(parentOf(path))
    const taken = yield* observe(folder, target, path)
    if (taken !== undefined) return yield* changed(taken)
    yield* moveTo(`${origin.base}/${nameOf(from)}`, `${target.base}/${nameOf(path)}`, expected)
    const entry = yield* observe(folder, target, path)
    return entry === undefined ? yield* changed(undefined) : { entry, target }
  })

/** Nothing is at `to`: that was looked at right before. */
const moveTo = (from: string, to: string, expected: Entry): Answer<void> => {
  if (expected._tag === "File") return moveFile(from, to, expected)
  if (expected._tag !== "Directory") return refuse("it is neither a file nor a folder")
  return Result.flatMap(
    ask(() => lstatSync(from)),
    (stats) => stats.isDirectory() ? ask(() => renameSync(from, to)) : refuse("it is a link to a folder"),
  )
}

/** A second name fails if it is taken, which a rename does not. The first one goes once the second is seen to be right. */
const moveFile = (from: string, to: string, expected: File): Answer<void> => {
  const linked = Result.try({ try: () => linkSync(from, to), catch: (error) => error })
  if (Result.isSuccess(linked)) return dropFirstName(from, to, expected)
  if (!isLinkless(linked.failure)) {
    const reason = reasonOf(linked.failure)
    if (reason._tag === "AlreadyExists") return Result.flatMap(entryAt(to), changed)
    return reason._tag === "NotFound" ? changed(undefined) : Result.fail(reason)
  }
  return Result.gen(function*() {
    yield* moveToFreeName(from, to)
    const moved = yield* entryAt(to)
    if (sameVersion(expected, moved)) return
    yield* moveToFreeName(to, from)
    return yield* changed(moved)
  })
}

/** If an edit came in between, it keeps its name; the second one goes only if it is one for the very same file. */
const dropFirstName = (from: string, to: string, expected: File): Answer<void> =>
  Result.gen(function*() {
    const first = yield* statsAt(from)
    const second = yield* statsAt(to)
    const areOne = first !== undefined && first.ino === second?.ino && first.dev === second.dev
    const isExpected = second !== undefined && sameVersion(expected, entryOf(second))
    if (areOne) yield* ask(() => unlinkSync(isExpected ? from : to))
    if (!areOne || !isExpected) return yield* changed(first === undefined ? undefined : entryOf(first))
  })

const statsAt = (path: string): Answer<Stats | undefined> => ask(() => lstatSync(path, quietly))

const entryAt = (path: string): Answer<Entry | undefined> =>
  Result.map(statsAt(path), (stats) => stats === undefined ? undefined : entryOf(stats))
