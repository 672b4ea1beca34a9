/** Tells who holds a pair's lock, by trying for it. What a holder that died has left beside the lock is cleared away. */
import { Effect } from "effect"
import { type StateError } from "../StateStore.ts"
import { describeHolder, removeHolder } from "./Holder.ts"
import { holdLock } from "./holdLock.ts"
import { lockFileOf } from "./lockPair.ts"
import { hasPrivateDirectory } from "./privateDirectory.ts"
import { hasPrivateFile } from "./privateFile.ts"

/** A lock that nobody ever took is not made by asking for it. */
export const findHolder = Effect.fnUntraced(
  function*(file: string, pair: string): Effect.fn.Return<string | undefined, StateError> {
    const lockFile = lockFileOf(file, pair)
    if (!(yield* hasPrivateDirectory(lockFile)) || !(yield* hasPrivateFile(lockFile))) return undefined
    return yield* Effect.scoped(look(lockFile))
  },
)

const look = Effect.fnUntraced(function*(lockFile: string) {
  if (!(yield* holdLock(lockFile, 0))) return yield* describeHolder(lockFile)
  yield* removeHolder(lockFile) // before the lock is let go of: the next note is not ours to remove
  return undefined
})
