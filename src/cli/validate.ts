/** `syncfile validate`: every complaint about the syncfile at once, offline, without any secret. */
import { Effect } from "effect"
import { Command } from "effect/cli"
import { jsonText } from "../report/json.ts"
import { plural } from "../report/plural.ts"
import { SyncfileError } from "../syncfile/SyncfileError.ts"
import { ExitCode } from "./ExitCode.ts"
import { ended, type Failure } from "./Failure.ts"
import { findSyncfile, loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say } from "./look.ts"

export const validateCommand = Command.make(
  "validate",
  {},
  Effect.fnUntraced(function*() {
    const isJson = yield* globals.Json
    const setup = yield* Effect.tapError(loadSetup, (error) => isJson ? sayComplaints(error) : Effect.void).pipe(
      Effect.mapError((error) => isJson && error instanceof SyncfileError ? ended(ExitCode.invalid) : error),
    )
    const file = yield* findSyncfile
    if (isJson) return yield* say(jsonText({ valid: true, file, complaints: [] }))
    const counts = `${plural(setup.pairs.length, "pair", "pairs")}, ${plural(setup.remotes.size, "remote", "remotes")}`
    yield* say(`${file} is valid: ${counts}.`)
  }),
).pipe(Command.withDescription("Check the syncfile, offline and without any secret"))

const sayComplaints = (error: SyncfileError | Failure) =>
  error instanceof SyncfileError
    ? say(jsonText({ valid: false, file: error.file, complaints: error.complaints }))
    : Effect.void
