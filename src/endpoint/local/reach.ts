/** The directory at a path for looking and reading: where links are followed, also one behind links inside the root. */
import { Result } from "effect"
import { type RelPath } from "../../domain/RelPath.ts"
import { type Answer } from "./Answer.ts"
import { type Directory } from "./Directories.ts"
import { type Folder } from "./Folder.ts"
import { realPlace } from "./realPlace.ts"

/** Whatever changes something asks `Directories` itself instead: nothing is ever changed through a link. */
export const reach = (folder: Folder, path: RelPath | undefined): Answer<Directory> => {
  const direct = folder.directories.at(path)
  const isBehindLink = Result.isFailure(direct) && direct.failure._tag === "NotADirectory" && path !== undefined
  return isBehindLink && folder.symlinks === "follow"
    ? Result.flatMap(realPlace(folder, path), folder.directories.at)
    : direct
}
