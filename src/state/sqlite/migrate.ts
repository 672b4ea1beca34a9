/** Brings a state file of an older format to the present one, keeping a copy of the old one beside it. */
import { type Cause, Effect } from "effect"
import { closeSync, constants, fsyncSync, openSync, rmSync } from "node:fs"
import { type DatabaseSync } from "node:sqlite"
import { type StateError } from "../StateStore.ts"
import { attempt } from "./attempt.ts"
import { makePrivateFile } from "./privateFile.ts"
import { readPragma } from "./readPragma.ts"
import { damaged, unusable } from "./stateErrorAt.ts"
import { syncDirectory } from "./syncDirectory.ts"

/** This process must be alone at it. All or nothing: what fails leaves the old format as it was. */
export const migrate = Effect.fnUntraced(
  function*(database: DatabaseSync, file: string, formats: ReadonlyArray<string>): Effect.fn.Return<void, StateError> {
    const found = yield* attempt(file, () => readPragma(database, "user_version"))
    if (found >= formats.length) return
    if (found > 0) {
      const verdict = yield* attempt(file, () => database.prepare("PRAGMA quick_check(1)").get()?.["quick_check"])
      if (verdict !== "ok") return yield* damaged(file, String(verdict))
      yield* setAside(database, file, `${file}.format-${found}`)
    }
    yield* takeSteps(database, formats.slice(found), formats.length).pipe(
      Effect.mapError(({ cause }) =>
        unusable(
          file,
          `it could not be brought from format ${found} to ${formats.length}, and is as it was: ${String(cause)}`,
        )
      ),
    )
  },
)

const takeSteps = (
  database: DatabaseSync,
  steps: ReadonlyArray<string>,
  format: number,
): Effect.Effect<void, Cause.UnknownError> =>
  Effect.try(() => database.exec(`BEGIN IMMEDIATE; ${steps.join(";")}; PRAGMA user_version = ${format}; COMMIT`)).pipe(
    Effect.tapError(() =>
      Effect.ignore(Effect.try(() => {
        if (database.isTransaction) database.exec("ROLLBACK")
      }))
    ),
  )

/** Copied by SQLite, because its own copy takes in what is still in the -wal. One left by a migration cut short goes. */
const setAside = Effect.fnUntraced(
  function*(database: DatabaseSync, file: string, copy: string): Effect.fn.Return<void, StateError> {
    yield* attempt(file, () => rmSync(copy, { force: true }))
    yield* makePrivateFile(copy)
    yield* attempt(file, () => database.prepare("VACUUM INTO ?").run(copy))
    yield* attempt(file, () => {
      const descriptor = openSync(copy, constants.O_RDWR | constants.O_NOFOLLOW)
      fsyncSync(descriptor)
      closeSync(descriptor)
    })
    yield* syncDirectory(copy)
  },
)
