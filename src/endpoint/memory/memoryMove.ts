/** Renames in memory for which nothing is replaced: moving, and bringing back what was kept. */
import { Effect, Result } from "effect"
import { type Entry, sameVersion, unchanged } from "../../domain/Entry.ts"
import { childOf, isWithin, type RelPath } from "../../domain/RelPath.ts"
import { changed, holder, type MemoryAnswer, refuse, sight, step } from "./MemoryAnswer.ts"
import { backupRoot, bringBack, noBackup, rename } from "./memoryAside.ts"
import { type DirectoryNode } from "./MemoryTree.ts"
import { type MemoryWorld } from "./MemoryWorld.ts"

export const memoryMove = Effect.fnUntraced(
  function*(world: MemoryWorld, from: RelPath, path: RelPath, expected: Entry) {
    yield* step(world, "move", from, (top) =>
      Result.gen(function*() {
        const found = yield* sight(top, from)
        if (!unchanged(expected, found)) return yield* changed(found)
        yield* isMovable(world, from, path, expected)
        yield* holder(top, path)
        yield* isFree(top, path)
      }))
    yield* step(world, "rename", from, (top) => Result.andThen(isFree(top, path), () => rename(world, top, from, path)))
    yield* step(
      world,
      "check-moved",
      path,
      (top) =>
        Result.flatMap(
          sight(top, path),
          (found) => expected._tag !== "File" || sameVersion(expected, found) ? Result.void : changed(found),
        ),
    ).pipe(
      Effect.onError(() => bringBack(world, path, from)),
    )
    return yield* step(
      world,
      "moved",
      path,
      (top) =>
        Result.flatMap(sight(top, path), (found) => found === undefined ? changed(found) : Result.succeed(found)),
    )
  },
  Effect.uninterruptible,
)

const isFree = (top: DirectoryNode, path: RelPath): MemoryAnswer<void> =>
  Result.flatMap(sight(top, path), (taken) => taken === undefined ? Result.void : changed(taken))

const isMovable = (world: MemoryWorld, from: RelPath, path: RelPath, { _tag }: Entry): MemoryAnswer<void> => {
  if (_tag === "File") return Result.void
  if (_tag !== "Directory") return refuse("it is neither a file nor a folder")
  if (isWithin(from, path)) return refuse("a folder cannot be moved into itself")
  return world.options.movesDirectories ? Result.void : Result.fail({ _tag: "Unsupported", what: "moving folders" })
}

export const memoryPutBack = (world: MemoryWorld, hasBackup: boolean, kept: RelPath, home: RelPath) =>
  Effect.andThen(
    step(world, "put-back", home, (top) => hasBackup ? putBack(world, top, childOf(backupRoot, kept), home) : noBackup),
    step(world, "returned", home, () => Result.void),
  )

const putBack = (world: MemoryWorld, top: DirectoryNode, kept: RelPath, home: RelPath): MemoryAnswer<void> =>
  Result.gen(function*() {
    if ((yield* sight(top, kept)) === undefined || (yield* sight(top, home)) !== undefined) return
    yield* rename(world, top, kept, home)
  })
