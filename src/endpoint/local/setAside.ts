/** Takes a version away from its name without losing it, whatever it turns out to be. */
import { Result } from "effect"
import { renameSync, unlinkSync } from "node:fs"
import { type File, sameVersion } from "../../domain/Entry.ts"
import { nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { asideName } from "../../domain/temporaries.ts"
import { type Writing } from "../Endpoint.ts"
import { type EndpointReason } from "../EndpointError.ts"
import { type Answer, ask, changed, refuse } from "./Answer.ts"
import { backupOf, makeWay } from "./backupFolder.ts"
import { bringBack } from "./bringBack.ts"
import { type Directory } from "./Directories.ts"
import { type Folder } from "./Folder.ts"
import { entryAt } from "./observe.ts"
import { codeOf, reasonOf } from "./reasonOf.ts"

/** A version that was set aside and found to be the expected one. */
export interface Aside {
  readonly aside: string
  /** Gives it its name back, unless something else has that by now. */
  readonly bringBack: () => void
  /** Removes what nobody wants to keep. */
  readonly clear: () => Answer<void>
  /** The directory of the backup folder that it is kept in. */
  readonly keptIn: Directory | undefined
}

/**
 * One rename takes whatever has the name at that moment, so no edit is lost; what was taken is looked at afterwards. A
 * link and an unlink instead would remove what was put in the place of the file between the two.
 */
export const setAside = (
  folder: Folder,
  directory: Directory,
  { path, old, temporary }: Pick<Writing, "path" | "old" | "temporary">,
  expected: File,
): Answer<Aside> =>
  Result.flatMap(old._tag === "Kept" ? keptPlace(folder, old.as) : besidePlace(directory, temporary), (place) => {
    const home = `${directory.base}/${nameOf(path)}`
    const aside = `${place.directory.base}/${place.name}`
    const taken = entryAt(aside)
    if (Result.isFailure(taken)) return Result.fail(taken.failure)
    if (taken.success !== undefined) return refuse(`the name ${place.name}, meant for the old version, is taken`)
    const renamed = Result.try({ try: () => renameSync(home, aside), catch: whyNotAside })
    if (Result.isFailure(renamed)) return Result.fail(renamed.failure)
    const found = entryAt(aside)
    if (Result.isSuccess(found) && sameVersion(expected, found.success)) {
      const clear = () => old._tag === "Kept" ? Result.void : ask(() => unlinkSync(aside))
      return Result.succeed({
        aside,
        bringBack: () => void bringBack(aside, home),
        clear,
        keptIn: old._tag === "Kept" ? place.directory : undefined,
      })
    }
    bringBack(aside, home)
    return Result.flatMap(found, changed)
  })

interface AsidePlace {
  readonly directory: Directory
  readonly name: string
}

const besidePlace = (directory: Directory, temporary: string): Answer<AsidePlace> =>
  Result.succeed({ directory, name: asideName(temporary) })

const keptPlace = (folder: Folder, as: RelPath): Answer<AsidePlace> =>
  Result.flatMap(
    backupOf(folder),
    (backup) => Result.map(makeWay(backup, parentOf(as)), (directory) => ({ directory, name: nameOf(as) })),
  )

const whyNotAside = (error: unknown): EndpointReason => {
  if (codeOf(error) === "ENOENT") return { _tag: "Changed", found: undefined }
  return codeOf(error) === "EXDEV"
    ? { _tag: "Refused", message: "the folder for old versions lies on another file system" }
    : reasonOf(error)
}
