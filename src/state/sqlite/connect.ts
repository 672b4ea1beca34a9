/** Opens a SQLite file that exists, and closes it with the scope. */
import { Effect, type Scope } from "effect"
import { DatabaseSync } from "node:sqlite"
import { pathToFileURL } from "node:url"
import { type StateError } from "../StateStore.ts"
import { attempt } from "./attempt.ts"

/** `patience`: how many milliseconds to wait for another process that is writing. Waiting blocks this one. */
export const connect = (
  file: string,
  patience: number,
): Effect.Effect<DatabaseSync, StateError, Scope.Scope> =>
  Effect.acquireRelease(
    attempt(file, () => new DatabaseSync(existing(file), { timeout: patience })),
    // What is committed is durable already, so that a failure to tidy up on closing loses nothing.
    (database) => Effect.ignore(Effect.try(() => database.close())),
  )

/** "rw" without "c": SQLite would create what is missing, empty and readable by everyone. */
const existing = (file: string): URL => {
  const url = pathToFileURL(file)
  url.searchParams.set("mode", "rw")
  return url
}
