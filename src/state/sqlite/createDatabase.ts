/** Makes the state file where there is none. It gets its name once it is whole: an empty one is always damage. */
import { Effect } from "effect"
import { renameSync, rmSync } from "node:fs"
import { type StateError } from "../StateStore.ts"
import { attempt } from "./attempt.ts"
import { connect } from "./connect.ts"
import { findDatabase } from "./findDatabase.ts"
import { applicationId } from "./formats.ts"
import { migrate } from "./migrate.ts"
import { makePrivateDirectory } from "./privateDirectory.ts"
import { makePrivateFile } from "./privateFile.ts"
import { syncDirectory } from "./syncDirectory.ts"
import { whileAlone } from "./whileAlone.ts"

export const createDatabase = Effect.fnUntraced(
  function*(file: string, formats: ReadonlyArray<string>): Effect.fn.Return<void, StateError> {
    if (yield* findDatabase(file)) return
    yield* makePrivateDirectory(file)
    yield* whileAlone(file, makeWhole(file, formats))
  },
)

const makeWhole = Effect.fnUntraced(
  function*(file: string, formats: ReadonlyArray<string>): Effect.fn.Return<void, StateError> {
    if (yield* findDatabase(file)) return // another process was quicker
    const fresh = `${file}.new`
    yield* attempt(file, () => {
      for (const suffix of ["", "-journal"]) rmSync(fresh + suffix, { force: true }) // of a process that died here
    })
    yield* makePrivateFile(fresh)
    yield* Effect.scoped(Effect.gen(function*() {
      const database = yield* connect(fresh, 0)
      yield* attempt(file, () => database.exec(`PRAGMA synchronous = FULL; PRAGMA application_id = ${applicationId}`))
      yield* migrate(database, file, formats)
    }))
    yield* attempt(file, () => renameSync(fresh, file))
    yield* syncDirectory(file)
  },
)
