/** Brings an old version back from the backup folder to where it was, if nothing is there. */
import { Result } from "effect"
import { nameOf, parentOf, type RelPath } from "../../domain/RelPath.ts"
import { type Answer, refuse } from "./Answer.ts"
import { backupOf } from "./backupFolder.ts"
import { type Folder } from "./Folder.ts"
import { moveToFreeName } from "./moveToFreeName.ts"
import { sight } from "./sight.ts"

export const putBack = (folder: Folder, kept: RelPath, home: RelPath): Answer<void> =>
  Result.gen(function*() {
    const backup = yield* backupOf(folder)
    if ((yield* backup.root.identify()) === undefined) return // nothing has been kept yet
    const version = yield* sight(backup, kept)
    if (version === undefined || (yield* sight(folder, home)) !== undefined) return
    if (version._tag !== "File") return yield* refuse("what is kept is not a file")
    yield* moveToFreeName(yield* placeOf(backup, kept), yield* placeOf(folder, home))
  })

const placeOf = (folder: Folder, path: RelPath): Answer<string> =>
  Result.map(folder.directories.at(parentOf(path)), (directory) => `${directory.base}/${nameOf(path)}`)
