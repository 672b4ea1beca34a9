/** Files that only their user can read or write, whatever the umask is. */
import { Effect } from "effect"
import { chmodSync, closeSync, constants, lstatSync, openSync } from "node:fs"
import { type StateError } from "../StateStore.ts"
import { attempt } from "./attempt.ts"
import { complaintAboutRights } from "./complaintAboutRights.ts"
import { stateErrorAt, unusable } from "./stateErrorAt.ts"

/** Whether a file of ours is there. Only "no such file" is a no: a file that cannot be looked at is an error. */
export const hasPrivateFile = Effect.fnUntraced(
  function*(file: string): Effect.fn.Return<boolean, StateError> {
    const found = yield* attempt(file, () => lstatSync(file, { throwIfNoEntry: false }))
    if (found === undefined) return false
    if (found.isSymbolicLink()) return yield* unusable(file, `${file} is a symbolic link, and links are not followed.`)
    if (!found.isFile()) return yield* unusable(file, `${file} is not a regular file.`)
    const complaint = complaintAboutRights(file, found)
    if (complaint !== undefined) return yield* unusable(file, complaint)
    // A copy put back by hand comes with the umask's mode, and SQLite gives its -wal and -shm the mode of the file.
    if ((found.mode & openToOthers) !== 0) yield* attempt(file, () => chmodSync(file, 0o600))
    return true
  },
)

/**
 * Makes the file where there is none. A file that exists is never opened here: closing any descriptor of it would
 * let go of every lock that SQLite holds on it in this process.
 */
export const makePrivateFile = Effect.fnUntraced(
  function*(file: string): Effect.fn.Return<void, StateError> {
    if (yield* hasPrivateFile(file)) return
    yield* Effect.try(() => closeSync(openSync(file, exclusively, 0o600))).pipe(
      Effect.catch(({ cause }) =>
        isAlreadyThere(cause) ? Effect.asVoid(hasPrivateFile(file)) : Effect.fail(stateErrorAt(file)(cause))
      ),
    )
  },
)

const exclusively = constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW | constants.O_WRONLY
const openToOthers = 0o077

const isAlreadyThere = (cause: unknown): boolean => cause instanceof Error && "code" in cause && cause.code === "EEXIST"
