/**
 * Opens the state file for as long as the scope: proven to be ours and of the present format. Whether its pages are
 * intact is checked where a run begins (beginRun.ts), and whether its rows are those written wherever they are read.
 */
import { Effect, type Scope } from "effect"
import * as Reactivity from "effect/reactivity/Reactivity"
import { type SqlClient } from "effect/sql/SqlClient"
import { statfsSync, statSync } from "node:fs"
import { dirname } from "node:path"
import { type DatabaseSync } from "node:sqlite"
import { StateError } from "../StateStore.ts"
import { attempt } from "./attempt.ts"
import { connect } from "./connect.ts"
import { applicationId } from "./formats.ts"
import { journalModeOn } from "./journalModeOn.ts"
import { makeSqlClient } from "./makeSqlClient.ts"
import { migrate } from "./migrate.ts"
import { readPragma } from "./readPragma.ts"
import { damaged, unusable } from "./stateErrorAt.ts"
import { whileAlone } from "./whileAlone.ts"

/** How many milliseconds a writer waits for another; each writes for far less. */
const patience = 5000

export const openDatabase = Effect.fnUntraced(
  function*(file: string, formats: ReadonlyArray<string>): Effect.fn.Return<SqlClient, StateError, Scope.Scope> {
    const database = yield* connect(file, patience)
    const complaint = yield* attempt(file, () => complaintAbout(database, file, formats.length))
    if (complaint !== undefined) return yield* complaint
    const found = yield* attempt(file, () => readPragma(database, "user_version"))
    if (found < formats.length) yield* whileAlone(file, migrate(database, file, formats))
    yield* attempt(file, () => tune(database, dirname(file)))
    return yield* Effect.provide(makeSqlClient(database), Reactivity.layer)
  },
)

const complaintAbout = (database: DatabaseSync, file: string, known: number): StateError | undefined => {
  // A file of someone else's making must not run code of its own when it is read.
  database.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON")
  if (statSync(file).size === 0) return damaged(file, "it is empty")
  if (readPragma(database, "application_id") !== applicationId) {
    return unusable(file, "it is a database of another program, or one cut short.")
  }
  const found = readPragma(database, "user_version")
  if (found > known) return new StateError({ file, reason: { _tag: "TooNew", found, known } })
  if (found < 1) return damaged(file, `its format is given as ${found}`)
  return undefined
}

/** FULL: what is committed stays through a power cut. 16 MB of pages keep the upper levels of a large tree at hand. */
const tune = (database: DatabaseSync, directory: string): void =>
  database.exec(`
    PRAGMA journal_mode = ${journalModeOn(statfsSync(directory).type)};
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -16000;
  `)
