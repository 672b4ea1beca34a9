/** What a name holds in a directory that was reached. */
import { Result } from "effect"
import { lstatSync, readlinkSync } from "node:fs"
import { type Entry } from "../../domain/Entry.ts"
import { nameOf, type RelPath } from "../../domain/RelPath.ts"
import { explain } from "../EndpointError.ts"
import { type Answer, ask } from "./Answer.ts"
import { type Directory } from "./Directories.ts"
import { entryOf } from "./entryOf.ts"
import { type Folder } from "./Folder.ts"
import { followLink } from "./followLink.ts"

export const quietly = { throwIfNoEntry: false } as const

/** `undefined` only if the name is certain not to be there. */
export const observe = (folder: Folder, directory: Directory, path: RelPath): Answer<Entry | undefined> => {
  const stats = ask(() => lstatSync(`${directory.base}/${nameOf(path)}`, quietly))
  if (Result.isFailure(stats)) return Result.fail(stats.failure)
  if (stats.success === undefined) return Result.succeed(undefined)
  return Result.succeed(stats.success.isSymbolicLink() ? linkAt(folder, directory, path) : entryOf(stats.success))
}

/** The same for a name of our own, at which a link stays a link. */
export const entryAt = (path: string): Answer<Entry | undefined> =>
  Result.map(ask(() => lstatSync(path, quietly)), (stats) => stats === undefined ? undefined : entryOf(stats))

/** A link that is not followed shows where it leads. */
const linkAt = (folder: Folder, directory: Directory, path: RelPath): Entry => {
  if (folder.symlinks === "follow") return followLink(folder, path)
  const target = ask(() => readlinkSync(`${directory.base}/${nameOf(path)}`))
  return Result.isSuccess(target)
    ? { _tag: "Symlink", target: target.success }
    : { _tag: "Unknown", problem: explain(target.failure) }
}
