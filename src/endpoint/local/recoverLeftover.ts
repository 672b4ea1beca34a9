/** Clears away what a run that did not finish left under a name of our own. */
import { Result } from "effect"
import { unlinkSync } from "node:fs"
import { nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { runOf } from "../../domain/temporaries.ts"
import { type Answer, ask, refuse } from "./Answer.ts"
import { type Folder } from "./Folder.ts"
import { moveToFreeName } from "./moveToFreeName.ts"
import { sight } from "./sight.ts"

/** This endpoint publishes without renaming aside, but a folder may be reached by others, which do. */
export const recoverLeftover = (folder: Folder, leftover: RelPath, home: RelPath): Answer<void> => {
  if (runOf(leftover) === undefined) return refuse("its name is not one of ours")
  const found = sight(folder, leftover)
  if (Result.isFailure(found)) return Result.fail(found.failure)
  if (found.success === undefined) return Result.void
  if (found.success._tag !== "File") return refuse("it is not a file that we wrote")
  const left = placeOf(folder, leftover)
  if (Result.isFailure(left)) return Result.fail(left.failure)
  if (!leftover.endsWith(".old")) return ask(() => unlinkSync(left.success))
  return Result.flatMap(sight(folder, home), (there) =>
    there === undefined
      ? Result.flatMap(placeOf(folder, home), (free) => moveToFreeName(left.success, free))
      : ask(() => unlinkSync(left.success)))
}

const placeOf = (folder: Folder, path: RelPath): Answer<string> =>
  Result.map(folder.directories.at(parentOf(path)), (directory) => `${directory.base}/${nameOf(path)}`)
