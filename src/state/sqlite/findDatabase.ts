/** Whether there is a state file. Whatever is neither a sound place for one nor plainly nothing is an error. */
import { Effect } from "effect"
import { type StateError } from "../StateStore.ts"
import { hasPrivateDirectory } from "./privateDirectory.ts"
import { hasPrivateFile } from "./privateFile.ts"
import { damaged } from "./stateErrorAt.ts"

export const findDatabase = Effect.fnUntraced(
  function*(file: string): Effect.fn.Return<boolean, StateError> {
    if (!(yield* hasPrivateDirectory(file))) return false
    const isThere = yield* hasPrivateFile(file)
    for (const suffix of ["-wal", "-shm", "-journal"]) {
      const companionIsThere = yield* hasPrivateFile(file + suffix)
      // SQLite would replay the log of a file that is gone into whatever takes its name.
      if (companionIsThere && !isThere && suffix !== "-shm") {
        return yield* damaged(file, `it is gone, but ${file}${suffix} is there, with changes to it`)
      }
    }
    return isThere
  },
)
