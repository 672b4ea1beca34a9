/** What every operation on one opened local root shares. */
import { Effect, Result } from "effect"
import { type Symlinks } from "../../domain/Pair.ts"
import { type RelPath } from "../../domain/RelPath.ts"
import { EndpointError, type EndpointReason } from "../EndpointError.ts"
import { type Answer } from "./Answer.ts"
import { type Directories } from "./Directories.ts"
import { type DiskThread } from "./DiskThread.ts"
import { type Root } from "./Root.ts"

export interface Folder {
  readonly name: string
  readonly symlinks: Symlinks
  readonly root: Root
  readonly directories: Directories
  readonly thread: DiskThread
  readonly backup: Folder | undefined // where old versions are kept; it has none itself
}

/** Runs calls that must not be torn apart: nothing else of this program happens between them. */
export const answer = <A>(
  folder: Folder,
  operation: string,
  path: RelPath | undefined,
  calls: () => Answer<A>,
): Effect.Effect<A, EndpointError> =>
  Effect.suspend(() => {
    const outcome = calls()
    return Result.isSuccess(outcome)
      ? Effect.succeed(outcome.success)
      : Effect.fail(errorOf(folder, operation, path, outcome.failure))
  })

/** Names the root, not the path, when it is the root that is missing or was replaced. */
export const errorOf = (
  folder: Folder,
  operation: string,
  path: RelPath | undefined,
  reason: EndpointReason,
): EndpointError =>
  new EndpointError({
    endpoint: folder.name,
    operation,
    path: Result.isFailure(folder.directories.at(undefined)) ? undefined : path,
    reason,
  })
