/** The moment in which a finished file takes its final name. */
import { Result } from "effect"
import { lstatSync, renameSync } from "node:fs"
import { type Entry, type File, sameVersion, unchanged } from "../../domain/Entry.ts"
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

/** A part with all its content: how it looks, and where it is to go. */
interface Made {
  readonly part: Part
  readonly file: Entry
  readonly target: string
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
  const made: Made = { part, file: entryOf(named.success), target: `${part.directory.base}/${nameOf(path)}` }
  if (expected === undefined) return create(folder, made, path)
  return old._tag !== "Gone" && expected._tag === "File"
    ? replaceSetAside(folder, made, writing, expected)
    : Result.flatMap(ask(() => renameSync(part.path, made.target)), () => shown(made))
}

const create = (folder: Folder, made: Made, path: RelPath): Answer<Published> => {
  const moved = moveToFreeName(made.part.path, made.target)
  if (Result.isSuccess(moved)) return shown(made)
  return moved.failure._tag === "AlreadyExists"
    ? Result.flatMap(observe(folder, made.part.directory, path), changed)
    : Result.fail(moved.failure)
}

/** Where something takes the name in between, that stays, and the old version stays where it was set aside. */
const replaceSetAside = (folder: Folder, made: Made, writing: Writing, expected: File): Answer<Published> =>
  Result.flatMap(setAside(folder, made.part.directory, writing, expected), ({ bringBack, clear, keptIn }) => {
    const created = create(folder, made, writing.path)
    if (!made.part.isPublished) bringBack()
    return Result.flatMap(created, ({ file }) => Result.map(clear(), () => ({ file, keptIn })))
  })

/** By path, for the directory that is held may have been moved away meanwhile. */
const foundAt = (folder: Folder, part: Part, path: RelPath): Answer<Entry | undefined> =>
  Result.flatMap(folder.directories.at(parentOf(path)), (directory) =>
    sameDirectory(directory, part.directory)
      ? observe(folder, directory, path)
      : refuse("its folder was replaced by another one"))

/** Whoever writes to the file before this look made a change, which nothing that is remembered may hide. */
const shown = ({ part, file, target }: Made): Answer<Published> => {
  part.published()
  return Result.flatMap(ask(() => lstatSync(target, quietly)), (stats) => {
    const entry = stats === undefined ? undefined : entryOf(stats)
    return entry?._tag === "File" && entry.size === part.size && sameVersion(file, entry)
      ? Result.succeed({ file: entry, keptIn: undefined })
      : changed(entry)
  })
}
