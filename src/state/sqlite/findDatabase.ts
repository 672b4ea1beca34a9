/** Whether there is a state file. Whatever is neither a sound place for one nor plainly nothing is an error. */
import { Effect } from "effect"
import { type StateError } from "../StateStore.ts"
import { hasPrivateDirectory } from "./privateDirectory.ts"
import { hasPrivateFile } from "./privateFile.ts"
import { damaged } from "./stateErrorAt.ts"

export const findDatabase = Effect.fnUntraced(
  function*(file: string): Effect.fn.Return<boolean, StateError> {
    if (!(yield* hasPrivateDirectory(file))) return false
    yield* hasPrivateFile(`${file}-shm`)
    for (const log of [`${file}-wal`, `${file}-journal`]) {
      // Asked in this order: another process may make the file, and then its log, while this one looks.
      const logIsThere = yield* hasPrivateFile(log)
      if (!(yield* hasPrivateFile(file)) && logIsThere) {
        // SQLite would replay it into whatever takes the name of the file.
        return yield* damaged(file, `it is gone, but ${log} is there, with changes to it`)
      }
    }
    return yield* hasPrivateFile(file)
  },
)
