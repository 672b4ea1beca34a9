/** Where the watch of a syncfile listens, also when the syncfile as it stands cannot be used. */
import { Effect, Option, Path, Result } from "effect"
import { findSyncfile, readSetup } from "./findSyncfile.ts"

/** Where the syncfile does not tell any more, the place by default counts. */
export const socketOf = Effect.gen(function*() {
  const path = yield* Path.Path
  const file = yield* findSyncfile
  const read = yield* Effect.option(readSetup(file))
  return Option.isSome(read) && Result.isSuccess(read.value.setup)
    ? read.value.setup.success.daemon.socket
    : path.join(path.dirname(file), ".syncfile", "daemon.sock")
})
