/** A lock that the kernel keeps: a write lock on a SQLite file of its own, gone with the process that holds it. */
import { Effect, type Scope } from "effect"
import { type StateError } from "../StateStore.ts"
import { connect } from "./connect.ts"
import { makePrivateDirectory } from "./privateDirectory.ts"
import { makePrivateFile } from "./privateFile.ts"
import { isBusy, stateErrorAt } from "./stateErrorAt.ts"

/**
 * Whether the lock is held now, until the scope closes. The file stays, empty: one that is removed could be held
 * by two. IMMEDIATE, not EXCLUSIVE: of several that try at once one always gets it, where EXCLUSIVE may turn all away.
 */
export const holdLock = Effect.fnUntraced(
  function*(lockFile: string, patience: number): Effect.fn.Return<boolean, StateError, Scope.Scope> {
    yield* makePrivateDirectory(lockFile)
    yield* makePrivateFile(lockFile)
    const database = yield* connect(lockFile, patience)
    const take = () => database.exec("PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE")
    return yield* Effect.try(take).pipe(
      Effect.as(true),
      Effect.catch(({ cause }) => isBusy(cause) ? Effect.succeed(false) : Effect.fail(stateErrorAt(lockFile)(cause))),
    )
  },
)
