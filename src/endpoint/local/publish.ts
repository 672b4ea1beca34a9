/** The moment in which a finished file takes its final name. */
import { Result } from "effect"
import { lstatSync, renameSync } from "node:fs"
import { type Entry, type File, unchanged } from "../../domain/Entry.ts"
import { nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type Writing } from "../Endpoint.ts"
import { type Answer, ask, changed, refuse } from "./Answer.ts"
import { type Directory, sameDirectory } from "./Directories.ts"
import { entryOf } from "./entryOf.ts"
import { type Folder } from "./Folder.ts"
import { moveToFreeName } from "./moveToFreeName.ts"
import { observe, quietly } from "./observe.ts"
import { type Part } from "./Part.ts"
import { setAside } from "./setAside.ts"

/** A file that has its name, and the directory of the backup folder that keeps the version before it, if one does. */
export interface Published {
  readonly file: File
  readonly keptIn: Directory | undefined
}

/**
 * Looks once more whether directory and target are as expected, then publishes and looks at the result, with nothing
 * of this program in between. A new file never replaces anything; an old one is replaced by a rename, or set aside before.
 */
export const publish = (folder: Folder, part: Part, writing: Writing): Answer<Published> => {
  const { path, expected, old } = writing
  const found = foundAt(folder, part, path)
  if (Result.isFailure(found)) return Result.fail(found.failure)
  if (!unchanged(expected, found.success)) return changed(found.success)
  const named = ask(() => lstatSync(part.path, quietly))
  if (Result.isFailure(named)) return Result.fail(named.failure)
  if (named.success?.ino !== part.ino) return refuse("its temporary file was replaced")
  const target = `${part.directory.base}/${nameOf(path)}`
  if (expected === undefined) return create(folder, part, path, target)
  return old._tag !== "Gone" && expected._tag === "File"
    ? replaceSetAside(folder, part, writing, expected, target)
    : Result.flatMap(ask(() => renameSync(part.path, target)), () => shown(part, target))
}

const create = (folder: Folder, part: Part, path: RelPath, target: string): Answer<Published> => {
  const moved = moveToFreeName(part.path, target)
  if (Result.isSuccess(moved)) return shown(part, target)
  return moved.failure._tag === "AlreadyExists"
    ? Result.flatMap(observe(folder, part.directory, path), changed)
    : Result.fail(moved.failure)
}

/** Where something takes the name in between, that stays, and the old version stays where it was set aside. */
const replaceSetAside = (
  folder: Folder,
  part: Part,
  writing: Writing,
  expected: File,
  target: string,
): Answer<Published> =>
  Result.flatMap(setAside(folder, part.directory, writing, expected), ({ bringBack, clear, keptIn }) => {
    const created = create(folder, part, writing.path, target)
    if (!part.isPublished) bringBack()
    return Result.flatMap(created, ({ file }) => Result.map(clear(), () => ({ file, keptIn })))
  })

/** By path, for the directory that is held may have been moved away meanwhile. */
const foundAt = (folder: Folder, part: Part, path: RelPath): Answer<Entry | undefined> =>
  Result.flatMap(folder.directories.at(parentOf(path)), (directory) =>
    sameDirectory(directory, part.directory)
      ? observe(folder, directory, path)
      : refuse("its folder was replaced by another one"))

/** An edit that is quicker than this look is not ours to vouch for. */
const shown = (part: Part, target: string): Answer<Published> => {
  part.published()
  return Result.flatMap(ask(() => lstatSync(target, quietly)), (stats) => {
    const entry = stats === undefined ? undefined : entryOf(stats)
    return entry?._tag === "File" && stats?.ino === part.ino && entry.size === part.size
      ? Result.succeed({ file: entry, keptIn: undefined })
      : changed(entry)
  })
}
