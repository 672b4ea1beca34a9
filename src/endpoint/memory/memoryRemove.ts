/** Removes what a path in memory holds, step by step the way that endpoints do. */
import { Effect, Result } from "effect"
import { type Entry, unchanged } from "../../domain/Entry.ts"
import { nameOf, type RelPath } from "../../domain/RelPath.ts"
import { type Removal } from "../Endpoint.ts"
import { changed, holder, type MemoryAnswer, refuse, sight, step } from "./MemoryAnswer.ts"
import { clearAside, isFree, makeWayAside, setAside } from "./memoryAside.ts"
import { type DirectoryNode, walk } from "./MemoryTree.ts"
import { type MemoryWorld } from "./MemoryWorld.ts"

export const memoryRemove = Effect.fnUntraced(function*(world: MemoryWorld, hasBackup: boolean, removal: Removal) {
  const { path, expected, old } = removal
  if (expected._tag !== "File" || old._tag === "Gone") {
    return yield* step(world, "remove", path, (top) => remove(top, path, expected))
  }
  yield* step(world, "remove", path, (top) => isExpected(top, path, expected))
  const aside = yield* makeWayAside(world, hasBackup, removal)
  yield* step(world, "look-again", path, (top) =>
    Result.gen(function*() {
      yield* isExpected(top, path, expected)
      yield* isFree(top, aside)
    }))
  yield* setAside(world, path, aside, expected)
  yield* clearAside(world, removal, aside)
}, Effect.uninterruptible)

const isExpected = (top: DirectoryNode, path: RelPath, expected: Entry): MemoryAnswer<void> =>
  Result.flatMap(sight(top, path), (found) => unchanged(expected, found) ? Result.void : changed(found))

const remove = (top: DirectoryNode, path: RelPath, expected: Entry): MemoryAnswer<void> =>
  Result.gen(function*() {
    yield* isExpected(top, path, expected)
    if (expected._tag === "Special") return yield* refuse("it is neither a file nor a folder nor a link")
    const { node } = walk(top, path)
    if (node?._tag === "Directory" && node.children.size > 0) return yield* Result.fail({ _tag: "NotEmpty" } as const)
    const { children } = yield* holder(top, path)
    children.delete(nameOf(path))
  })
