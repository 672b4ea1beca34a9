/** Brings an old version back from the backup folder to where it was, if nothing is there. */
import { Result } from "effect"
import { type RelPath } from "../../domain/RelPath.ts"
import { type Answer } from "./Answer.ts"
import { backupOf } from "./backupFolder.ts"
import { bringBack } from "./bringBack.ts"
import { type Folder } from "./Folder.ts"
import { placeOf } from "./placeOf.ts"
import { sight } from "./sight.ts"

export const putBack = (folder: Folder, kept: RelPath, home: RelPath): Answer<void> =>
  Result.gen(function*() {
    const backup = yield* backupOf(folder)
    if ((yield* backup.root.identify()) === undefined) return // nothing has been kept yet
    if ((yield* sight(backup, kept)) === undefined || (yield* sight(folder, home)) !== undefined) return
    const brought = bringBack(yield* placeOf(backup, kept), yield* placeOf(folder, home))
    if (Result.isFailure(brought) && brought.failure._tag !== "AlreadyExists") return yield* brought
  })
