/** Renames in memory for which nothing is replaced: moving, and bringing back what was kept. */
import { Effect, Result } from "effect"
import { type Entry, type File, unchanged } from "../../domain/Entry.ts"
import { childOf, isWithin, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { asideName } from "../../domain/temporaries.ts"
import { noBackup } from "../EndpointError.ts"
import { changed, holder, type MemoryAnswer, refuse, sight, step } from "./MemoryAnswer.ts"
import { backupRoot, bringBack, cannotMoveFolders, isFree as isAsideFree, rename, setAside } from "./memoryAside.ts"
import { type DirectoryNode } from "./MemoryTree.ts"
import { type MemoryWorld } from "./MemoryWorld.ts"

export const memoryMove = Effect.fnUntraced(
  function*(world: MemoryWorld, from: RelPath, path: RelPath, expected: Entry, temporary: string) {
    const aside = childOf(parentOf(from), asideName(temporary))
    yield* step(world, "move", from, (top) =>
      Result.gen(function*() {
        const found = yield* sight(top, from)
        if (!unchanged(expected, found)) return yield* changed(found)
        yield* isMovable(world, from, path, expected)
        yield* holder(top, path)
        yield* isFree(top, path)
        if (expected._tag === "File") yield* isAsideFree(top, aside)
      }))
    yield* expected._tag === "File"
      ? moveFile(world, { from, path, aside }, expected)
      : moveDirectory(world, from, path)
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

const moveFile = Effect.fnUntraced(function*(
  world: MemoryWorld,
  { from, path, aside }: { readonly from: RelPath; readonly path: RelPath; readonly aside: RelPath },
  expected: File,
) {
  yield* setAside(world, from, aside, expected)
  const arriving = step(
    world,
    "rename",
    from,
    (top) => Result.andThen(isFree(top, path), () => rename(world, top, aside, path)),
  )
  yield* Effect.onError(arriving, () => bringBack(world, aside, from))
})

const moveDirectory = (world: MemoryWorld, from: RelPath, path: RelPath) =>
  step(world, "rename", from, (top) =>
    Result.gen(function*() {
      const found = yield* sight(top, from)
      if (found?._tag !== "Directory") return yield* changed(found)
      yield* isFree(top, path)
      yield* rename(world, top, from, path)
    }))

const isFree = (top: DirectoryNode, path: RelPath): MemoryAnswer<void> =>
  Result.flatMap(sight(top, path), (taken) => taken === undefined ? Result.void : changed(taken))

const isMovable = (world: MemoryWorld, from: RelPath, path: RelPath, { _tag }: Entry): MemoryAnswer<void> => {
  if (_tag === "File") return Result.void
  if (_tag !== "Directory") return refuse("it is neither a file nor a folder")
  if (isWithin(from, path)) return refuse("a folder cannot be moved into itself")
  return world.options.movesDirectories ? Result.void : Result.fail(cannotMoveFolders)
}

export const memoryPutBack = (world: MemoryWorld, hasBackup: boolean, kept: RelPath, home: RelPath) =>
  Effect.andThen(
    step(world, "put-back", home, (top) =>
      hasBackup ? putBack(world, top, childOf(backupRoot, kept), home) : Result.fail(noBackup)),
    step(world, "returned", home, () =>
      Result.void),
  )

const putBack = (world: MemoryWorld, top: DirectoryNode, kept: RelPath, home: RelPath): MemoryAnswer<void> =>
  Result.gen(function*() {
    if ((yield* sight(top, kept)) === undefined || (yield* sight(top, home)) !== undefined) return
    yield* rename(world, top, kept, home)
  })
