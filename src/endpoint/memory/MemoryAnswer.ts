/** How steps of an endpoint in memory are taken: with what tests let happen right before, and all or nothing. */
import { Effect, Result } from "effect"
import { type Entry } from "../../domain/Entry.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { EndpointError, type EndpointReason } from "../EndpointError.ts"
import { type DirectoryNode, entryOf, holderOf, walk } from "./MemoryTree.ts"
import { type MemoryWorld, type Moment } from "./MemoryWorld.ts"

export type MemoryAnswer<A> = Result.Result<A, EndpointReason>

export const refuse = (message: string): MemoryAnswer<never> => Result.fail({ _tag: "Refused", message })

export const changed = (found: Entry | undefined): MemoryAnswer<never> => Result.fail({ _tag: "Changed", found })

export const step = <A>(
  world: MemoryWorld,
  moment: Moment,
  path: RelPath | undefined,
  act: (top: DirectoryNode) => MemoryAnswer<A>,
): Effect.Effect<A, EndpointError> =>
  Effect.suspend(() => {
    const fault = world.before(moment, path)
    if (fault !== undefined) return Effect.fail(fault)
    if (world.isFrozen) return Effect.fail(errorAt(world, moment, path, cut))
    if (world.top === undefined) return Effect.fail(errorAt(world, moment, undefined, { _tag: "NotFound" }))
    const outcome = act(world.top)
    return Result.isSuccess(outcome)
      ? Effect.succeed(outcome.success)
      : Effect.fail(errorAt(world, moment, path, outcome.failure))
  })

const cut: EndpointReason = { _tag: "ConnectionLost", message: "the connection was cut" }

export const errorAt = (
  world: MemoryWorld,
  operation: string,
  path: RelPath | undefined,
  reason: EndpointReason,
): EndpointError => new EndpointError({ endpoint: world.options.name, operation, path, reason })

/** What a path holds: nothing for certain below a file or below nothing, anything at all behind a link. */
export const sight = (top: DirectoryNode, path: RelPath): MemoryAnswer<Entry | undefined> => {
  const { node, isComplete } = walk(top, path)
  if (node?._tag === "Unknown") return refuse(node.problem)
  if (isComplete) return Result.succeed(node === undefined ? undefined : entryOf(node))
  return node?._tag === "Symlink" ? Result.fail({ _tag: "NotADirectory" }) : Result.succeed(undefined)
}

/** The directory that a path lies in. */
export const holder = (top: DirectoryNode, path: RelPath): MemoryAnswer<DirectoryNode> => {
  const directory = holderOf(top, path)
  if (directory !== undefined) return Result.succeed(directory)
  const { node, isComplete } = walk(top, path)
  return Result.fail({ _tag: isComplete || node === undefined ? "NotFound" : "NotADirectory" })
}
