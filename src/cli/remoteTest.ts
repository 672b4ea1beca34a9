/** `syncfile remote test`: connects, logs in and tells what the server can do. Writes nothing. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { type Remote } from "../domain/Remote.ts"
import { type Setup } from "../domain/Setup.ts"
import { printable } from "../report/escape.ts"
import { formatBytes } from "../report/formatBytes.ts"
import { jsonText } from "../report/json.ts"
import { ExitCode, worst } from "./ExitCode.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say } from "./look.ts"
import { selectRemotes } from "./remotes.ts"
import { endWith, isolated, withDoors } from "./withDoors.ts"

export const remoteTestCommand = Command.make(
  "test",
  {
    remotes: Argument.String("remote").pipe(Argument.withDescription("Only these remotes"), Argument.variadic()),
  },
  Effect.fnUntraced(function*({ remotes: names }) {
    const setup = yield* loadSetup
    const remotes = yield* selectRemotes(setup, names)
    const results = yield* withDoors(setup, false, Effect.forEach(remotes, (remote) => isolated(test(setup, remote))))
    yield* endWith(worst(results.map((result) => result._tag === "Failed" ? result.code : ExitCode.success)))
  }),
).pipe(Command.withDescription("Connect, log in and tell what the server can do"))

const test = Effect.fnUntraced(function*(setup: Setup, remote: Remote) {
  const { describeRemote } = yield* Effect.promise(() => import("../endpoint/sftp/describeRemote.ts"))
  const found = yield* describeRemote(remote, setup.remotes)
  if (yield* globals.Json) return yield* say(jsonText({ remote: remote.name, ...found }))
  const lines = [
    `${remote.name}: connected and logged in.`,
    `  host key    ${found.hostKey}`,
    `  server      ${printable(found.server)}`,
    `  folder      ${printable(found.folder)}, ${found.entries} entries`,
    `  extensions  ${found.extensions.length === 0 ? "none" : printable(found.extensions.join(", "))}`,
    `  packets     ${formatBytes(found.readBytes)} read, ${formatBytes(found.writeBytes)} write`,
    ...found.notes.map((note) => `  note        ${printable(note)}`),
  ]
  yield* say(lines.join("\n"))
})
