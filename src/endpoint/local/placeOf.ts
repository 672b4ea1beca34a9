/** The path that stands for a path of a folder while its directory is held. */
import { Result } from "effect"
import { nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type Answer } from "./Answer.ts"
import { type Folder } from "./Folder.ts"

export const placeOf = (folder: Folder, path: RelPath): Answer<string> =>
  Result.map(folder.directories.at(parentOf(path)), (directory) => `${directory.base}/${nameOf(path)}`)
