/** The directory that the state is kept in: nobody but its user may write there. */
import { Effect } from "effect"
import { lstatSync, mkdirSync, statSync } from "node:fs"
import { dirname } from "node:path"
import { type StateError } from "../StateStore.ts"
import { attempt } from "./attempt.ts"
import { complaintAboutRights } from "./complaintAboutRights.ts"
import { unusable } from "./stateErrorAt.ts"

/** Whether the directory of a file is there. One that others can write to is refused: they could swap what is in it. */
export const hasPrivateDirectory = Effect.fnUntraced(
  function*(file: string): Effect.fn.Return<boolean, StateError> {
    const directory = dirname(file)
    const isThere = (yield* attempt(file, () => lstatSync(directory, { throwIfNoEntry: false }))) !== undefined
    if (!isThere) return false
    const found = yield* attempt(file, () => statSync(directory)) // a link to nothing is not the same as nothing
    if (!found.isDirectory()) return yield* unusable(file, `${directory} is not a directory.`)
    const complaint = complaintAboutRights(directory, found)
    if (complaint !== undefined) return yield* unusable(file, complaint)
    return true
  },
)

export const makePrivateDirectory = Effect.fnUntraced(
  function*(file: string): Effect.fn.Return<void, StateError> {
    if (yield* hasPrivateDirectory(file)) return
    yield* attempt(file, () => mkdirSync(dirname(file), { recursive: true, mode: 0o700 }))
    yield* hasPrivateDirectory(file) // another process may have been quicker, and less careful
  },
)
