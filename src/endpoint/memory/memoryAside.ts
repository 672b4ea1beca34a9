/** Takes a version in memory away from its name without losing it, whatever it turns out to be. */
import { Effect, Result } from "effect"
import { type File, sameVersion } from "../../domain/Entry.ts"
import { childOf, nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { asideName, backupFolder } from "../../domain/temporaries.ts"
import { type Writing } from "../Endpoint.ts"
import { type EndpointError, type EndpointReason, noBackup, writtenOn } from "../EndpointError.ts"
import { changed, holder, type MemoryAnswer, refuse, sight, step } from "./MemoryAnswer.ts"
import { type DirectoryNode, emptyDirectory, plant, walk } from "./MemoryTree.ts"
import { type MemoryWorld } from "./MemoryWorld.ts"

type Setting = Pick<Writing, "path" | "expected" | "old" | "temporary">

export const backupRoot = backupFolder as RelPath

/** Makes the way to where the old version goes, and gives that path. */
export const makeWayAside = (
  world: MemoryWorld,
  hasBackup: boolean,
  { path, old, temporary }: Setting,
): Effect.Effect<RelPath, EndpointError> => {
  if (old._tag !== "Kept") return Effect.succeed(childOf(parentOf(path), asideName(temporary)))
  const aside = childOf(backupRoot, old.as)
  return step(
    world,
    "make-backup",
    path,
    (top) =>
      hasBackup
        ? Result.map(makeWay(top, parentOf(aside) ?? backupRoot), () => aside)
        : Result.fail(noBackup),
  )
}

const makeWay = (top: DirectoryNode, directory: RelPath): MemoryAnswer<void> => {
  const { node, isComplete } = walk(top, directory)
  if (isComplete && node === undefined) return Result.succeed(plant(top, directory, emptyDirectory()))
  return isComplete && node?._tag === "Directory" ? Result.void : Result.fail({ _tag: "NotADirectory" })
}

export const isFree = (top: DirectoryNode, aside: RelPath): MemoryAnswer<void> =>
  Result.flatMap(
    sight(top, aside),
    (found): MemoryAnswer<void> =>
      found === undefined ? Result.void : refuse(`the name ${nameOf(aside)}, meant for the old version, is taken`),
  )

/** Whatever has the name at that moment is taken, looked at, and brought back if it is not the expected version. */
export const setAside = Effect.fnUntraced(
  function*(world: MemoryWorld, path: RelPath, aside: RelPath, expected: File) {
    yield* step(world, "set-aside", path, (top) => rename(world, top, path, aside))
    yield* step(
      world,
      "check-aside",
      path,
      (top) =>
        Result.flatMap(sight(top, aside), (found) => sameVersion(expected, found) ? Result.void : changed(found)),
    ).pipe(
      Effect.onError(() => bringBack(world, aside, path)),
    )
  },
)

/** Replaces nothing. What cannot be brought back stays where it is. */
export const bringBack = (world: MemoryWorld, from: RelPath, home: RelPath): Effect.Effect<void> =>
  Effect.ignore(
    step(world, "bring-back", home, (top) =>
      Result.flatMap(sight(top, home), (there) =>
        there === undefined ? rename(world, top, from, home) : Result.void)),
  )

export const clearAside = (world: MemoryWorld, { path, expected, old }: Setting, aside: RelPath) =>
  old._tag === "Kept"
    ? Effect.void
    : step(world, "clear-aside", path, (top) =>
      Result.gen(function*() {
        if (!sameVersion(expected, yield* sight(top, aside))) return yield* Result.fail(writtenOn(nameOf(aside)))
        const { children } = yield* holder(top, aside)
        children.delete(nameOf(aside))
      }))

export const cannotMoveFolders: EndpointReason = { _tag: "Unsupported", what: "moving folders" }

export const rename = (world: MemoryWorld, top: DirectoryNode, from: RelPath, to: RelPath): MemoryAnswer<void> =>
  Result.gen(function*() {
    const [origin, target] = [yield* holder(top, from), yield* holder(top, to)]
    const node = origin.children.get(nameOf(from))
    if (node === undefined) return yield* changed(undefined)
    if (node._tag === "Directory" && !world.options.movesDirectories) return yield* Result.fail(cannotMoveFolders)
    origin.children.delete(nameOf(from))
    target.children.set(nameOf(to), world.renamed(node))
  })
