/** An endpoint held in memory: the same promises as any other, no waiting, and everything repeatable. */
import { Effect, Result, Stream } from "effect"
import { Entries, type NamedEntry } from "../../domain/Entries.ts"
import { type File, unchanged } from "../../domain/Entry.ts"
import { isName, nameOf, type RelPath } from "../../domain/RelPath.ts"
import { runOf } from "../../domain/temporaries.ts"
import { type Capabilities, type Endpoint, type EndpointOptions, type Listing } from "../Endpoint.ts"
import { type EndpointError, noBeginning } from "../EndpointError.ts"
import { changed, holder, type MemoryAnswer, refuse, sight, step } from "./MemoryAnswer.ts"
import { rename } from "./memoryAside.ts"
import { memoryAssemble } from "./memoryAssemble.ts"
import { memoryBackup } from "./memoryBackup.ts"
import { memoryMove, memoryPutBack } from "./memoryMove.ts"
import { memoryRemove } from "./memoryRemove.ts"
import { type DirectoryNode, emptyDirectory, entryOf, fileOf, walk } from "./MemoryTree.ts"
import { type MemoryWorld } from "./MemoryWorld.ts"
import { memoryWrite } from "./memoryWrite.ts"

/** With a backup, old versions are kept in a folder of this world. */
export const memoryEndpoint = (world: MemoryWorld, { backup }: Partial<EndpointOptions> = {}): Endpoint => {
  const endpoint = endpointOver(world, backup !== undefined)
  return backup === undefined ? endpoint : { ...endpoint, backup: memoryBackup(endpointOver(world, false)) }
}

const endpointOver = (world: MemoryWorld, hasBackup: boolean): Endpoint => {
  const { name, publishing, keepsTimes, foldsNames, movesDirectories, copies } = world.options
  const capabilities = Effect.succeed<Capabilities>({
    publishing,
    keepsTimes,
    foldsNames,
    movesDirectories,
    copies,
    digest: "local",
    listings: 4,
    transfers: 4,
    notes: [],
  })
  return {
    name,
    rootId: Effect.suspend(() => Effect.as(rootStep(world, "root"), world.rootId)),
    makeRoot: Effect.suspend(() =>
      Effect.map(rootStep(world, "make-root"), () => {
        if (world.top === undefined) world.replaceRoot()
      })
    ),
    capabilities: () => capabilities,
    list: (directory) => step(world, "list", directory, (top) => list(world, top, directory)),
    stat: (path) => step(world, "stat", path, (top) => sight(top, path)),
    read: (path, file, from = 0) => read(world, path, file, from),
    digests: () => Effect.succeed(undefined),
    expectDigests: Effect.void,
    write: (writing, content) => memoryWrite(world, hasBackup, writing, content),
    assemble: (writing, basis, pieces) => memoryAssemble(world, hasBackup, writing, basis, pieces),
    takeUp: (leftover, part, bytes) =>
      Effect.tap(
        step(world, "take-up", part, (top) => takeUp(world, top, leftover, part, bytes)),
        step(world, "taken-up", part, () => Result.void),
      ),
    space: Effect.succeed(undefined),
    makeDirectory: (path) =>
      Effect.andThen(
        step(world, "make-directory", path, (top) => makeDirectory(top, path)),
        step(world, "made-directory", path, () => Result.void),
      ),
    remove: (removal) =>
      Effect.andThen(
        memoryRemove(world, hasBackup, removal),
        step(world, "removed", removal.path, () => Result.void),
      ),
    move: (...moving) => memoryMove(world, ...moving),
    recover: (leftover, home) =>
      Effect.andThen(
        step(world, "recover", leftover, (top) => recover(world, top, leftover, home)),
        step(world, "recovered", leftover, () => Result.void),
      ),
    putBack: (kept, home) => memoryPutBack(world, hasBackup, kept, home),
    backup: undefined,
  }
}

/** A step for which the root need not be there. */
const rootStep = (world: MemoryWorld, moment: "root" | "make-root"): Effect.Effect<void, EndpointError> =>
  Effect.catchIf(
    step(world, moment, undefined, () => Result.void),
    ({ reason }) => reason._tag === "NotFound" && world.top === undefined,
    () => Effect.void,
  )

const list = (world: MemoryWorld, top: DirectoryNode, path: RelPath | undefined): MemoryAnswer<Listing> => {
  const { node, isComplete } = path === undefined ? { node: top, isComplete: true } : walk(top, path)
  if (node === undefined) return Result.fail({ _tag: "NotFound" })
  if (node._tag === "Unknown") return Result.fail({ _tag: "PermissionDenied" })
  if (!isComplete || node._tag !== "Directory") return Result.fail({ _tag: "NotADirectory" })
  const prefix = path === undefined ? "" : `${path}/`
  const entries: Array<NamedEntry> = []
  const problems = [...world.problems.get(path) ?? []]
  for (const [name, child] of node.children) {
    if (!isName(name)) problems.push(`it holds a name that cannot be used: ${JSON.stringify(name)}`)
    else if (!world.concealed.has(prefix + name)) entries.push([name, entryOf(child)])
  }
  return Result.succeed({ entries: Entries.of(entries), problems })
}

/** The bytes are those of the opening; whether they are still the file's is asked at the end. */
const read = (world: MemoryWorld, path: RelPath, file: File, from: number): Stream.Stream<Uint8Array, EndpointError> =>
  Stream.unwrap(Effect.gen(function*() {
    yield* step(world, "read", path, (top) => stillThe(file, top, path))
    const content = world.content(path) ?? new Uint8Array()
    const chunks: Array<Uint8Array> = []
    for (let at = from; at < content.length; at += world.options.chunk) {
      chunks.push(content.slice(at, at + world.options.chunk))
    }
    return Stream.concat(
      Stream.mapEffect(
        Stream.fromArray(chunks),
        (chunk) => step(world, "read-chunk", path, () => Result.succeed(chunk)),
      ),
      Stream.fromEffectDrain(step(world, "read-end", path, (top) => stillThe(file, top, path))),
    )
  }))

const stillThe = (file: File, top: DirectoryNode, path: RelPath): MemoryAnswer<void> =>
  Result.flatMap(sight(top, path), (found) => unchanged(file, found) ? Result.void : changed(found))

const takeUp = (
  world: MemoryWorld,
  top: DirectoryNode,
  leftover: RelPath,
  part: RelPath,
  bytes: number,
): MemoryAnswer<File> =>
  Result.gen(function*() {
    const { children } = yield* holder(top, part)
    const node = children.get(nameOf(part)) ?? children.get(nameOf(leftover))
    if (node?._tag !== "File" || node.content.length < bytes) return yield* Result.fail(noBeginning)
    children.delete(nameOf(leftover))
    const taken = world.makeFile(node.content.slice(0, bytes), undefined, 0o600)
    children.set(nameOf(part), taken)
    return fileOf(taken)
  })

const makeDirectory = (top: DirectoryNode, path: RelPath): MemoryAnswer<void> =>
  Result.flatMap(holder(top, path), ({ children }): MemoryAnswer<void> => {
    if (children.has(nameOf(path))) return Result.fail({ _tag: "AlreadyExists" })
    children.set(nameOf(path), emptyDirectory())
    return Result.void
  })

const recover = (world: MemoryWorld, top: DirectoryNode, leftover: RelPath, home: RelPath): MemoryAnswer<void> =>
  Result.gen(function*() {
    if (runOf(leftover) === undefined) return yield* refuse("its name is not one of ours")
    if ((yield* sight(top, leftover)) === undefined) return
    const left = yield* holder(top, leftover)
    const isNeeded = leftover.endsWith(".old") && (yield* sight(top, home)) === undefined
    if (isNeeded) return yield* rename(world, top, leftover, home)
    if (left.children.get(nameOf(leftover))?._tag !== "File") return yield* refuse("it is not a file that we wrote")
    left.children.delete(nameOf(leftover))
  })
