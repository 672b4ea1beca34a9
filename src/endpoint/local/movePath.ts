/** Gives a file or a directory of this machine another name, for which nothing is replaced. */
import { Effect, Result } from "effect"
import { lstatSync, renameSync } from "node:fs"
import { type Entry, type File, unchanged } from "../../domain/Entry.ts"
import { nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type EndpointError } from "../EndpointError.ts"
import { type Answer, ask, changed, refuse } from "./Answer.ts"
import { type Directory } from "./Directories.ts"
import { type DirectorySync } from "./DirectorySync.ts"
import { answer, errorOf, type Folder } from "./Folder.ts"
import { moveToFreeName } from "./moveToFreeName.ts"
import { entryAt, observe } from "./observe.ts"
import { setAside } from "./setAside.ts"
import { sight } from "./sight.ts"

/** What is to be moved from where to where, and the name to take it under meanwhile. */
interface Moving {
  readonly from: RelPath
  readonly path: RelPath
  readonly expected: Entry
  readonly temporary: string
}

/** Returns once a power failure would not undo it. */
export const movePath = (folder: Folder, durable: DirectorySync, moving: Moving): Effect.Effect<Entry, EndpointError> =>
  Effect.uninterruptible(Effect.acquireUseRelease(
    answer(folder, "move", moving.from, () => moveBetween(folder, moving)),
    ({ entry, origin, target }) =>
      durable.sync(target).pipe(
        Effect.andThen(durable.sync(origin)),
        Effect.mapBoth({ onFailure: (reason) => errorOf(folder, "move", moving.from, reason), onSuccess: () => entry }),
      ),
    ({ release }) => Effect.sync(release),
  ))

interface Moved {
  readonly entry: Entry
  readonly origin: Directory
  readonly target: Directory
  readonly release: () => void
}

const moveBetween = (folder: Folder, moving: Moving): Answer<Moved> =>
  Result.gen(function*() {
    const { from, expected } = moving
    const found = yield* sight(folder, from)
    if (!unchanged(expected, found)) return yield* changed(found)
    const origin = yield* folder.directories.at(parentOf(from))
    const releaseOrigin = origin.keep()
    const arrived = moveFrom(folder, origin, moving)
    if (Result.isFailure(arrived)) releaseOrigin()
    const { entry, target } = yield* arrived
    const releaseTarget = target.keep()
    const release = () => {
      releaseOrigin()
      releaseTarget()
    }
    return { entry, origin, target, release }
  })

const moveFrom = (folder: Folder, origin: Directory, moving: Moving): Answer<Pick<Moved, "entry" | "target">> =>
  Result.gen(function*() {
    const { from, path, expected } = moving
    const target = yield* folder.directories.at(parentOf(path))
    const taken = yield* observe(folder, target, path)
    if (taken !== undefined) return yield* changed(taken)
    const to = `${target.base}/${nameOf(path)}`
    if (expected._tag === "File") yield* moveFile(folder, origin, to, moving, expected)
    else if (expected._tag === "Directory") yield* moveDirectory(`${origin.base}/${nameOf(from)}`, to)
    else return yield* refuse("it is neither a file nor a folder")
    const entry = yield* observe(folder, target, path)
    return entry === undefined ? yield* changed(undefined) : { entry, target }
  })

/** Once it is aside, nobody edits it: what has its old name from then on is somebody else's, and stays. */
const moveFile = (
  folder: Folder,
  origin: Directory,
  to: string,
  { from, temporary }: Moving,
  expected: File,
): Answer<void> =>
  Result.gen(function*() {
    const old = { _tag: "Checked" } as const
    const { aside, bringBack } = yield* setAside(folder, origin, { path: from, old, temporary }, expected)
    const moved = moveToFreeName(aside, to)
    if (Result.isSuccess(moved)) return
    bringBack()
    return yield* moved.failure._tag === "AlreadyExists" ? Result.flatMap(entryAt(to), changed) : moved
  })

/** The slash lets the rename take a directory only, which at most replaces an empty one. */
const moveDirectory = (from: string, to: string): Answer<void> => {
  const stats = ask(() => lstatSync(from))
  if (Result.isSuccess(stats) && !stats.success.isDirectory()) return refuse("it is a link to a folder")
  const renamed = ask(() => renameSync(`${from}/`, to))
  if (Result.isSuccess(renamed)) return renamed
  return Result.flatMap(entryAt(from), (now) => now?._tag === "Directory" ? renamed : changed(now))
}
