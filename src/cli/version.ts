/** `syncfile version`: what runs here. */
import { Effect } from "effect"
import { Command } from "effect/cli"
import { jsonText } from "../report/json.ts"
import { Environment } from "./Environment.ts"
import * as globals from "./globals.ts"
import { say } from "./look.ts"

export const versionCommand = Command.make(
  "version",
  {},
  Effect.fnUntraced(function*() {
    const { version, runtime } = yield* Environment
    yield* say((yield* globals.Json) ? jsonText({ version, runtime }) : `syncfile ${version} (${runtime})`)
  }),
).pipe(Command.withDescription("Print the version"))
