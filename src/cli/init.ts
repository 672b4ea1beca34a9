/** `syncfile init`: writes a commented syncfile to start from, and keeps the state out of Git. */
import { Effect, FileSystem, Option, Path } from "effect"
import { Command } from "effect/cli"
import { jsonText } from "../report/json.ts"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import * as globals from "./globals.ts"
import { say } from "./look.ts"

export const starter = `# yaml-language-server: $schema=https://unpkg.com/syncfile/schemas/syncfile.schema.json
# What to keep in step. Check it with: syncfile validate. See what would be done with: syncfile plan
version: 1
name: my-sync # names the state; lower-case letters, digits and dashes

remotes:
  server:
    type: sftp
    host: sftp.example.org
    user: me
    auth:
      password: { env: SERVER_PASSWORD } # or privateKey: { file: ~/.ssh/id_ed25519 }, or agent: true
    # The server's key has to be known: syncfile remote trust server

pairs:
  documents:
    mode: copy # copy: never deletes. mirror: makes the target equal to the source
    source: ./documents
    target: server:documents
    filters: # first match wins; no match is included
      - exclude: "*.tmp"
      - exclude: ".DS_Store"

#  shared: # both sides may change; old versions go to .syncfile-backup in each folder, and stay there for 30 days
#    mode: two-way
#    left: ./shared
#    right: server:shared
#    conflicts: { resolve: newer } # where both changed one file; without this line they wait for you
`

export const initCommand = Command.make(
  "init",
  {},
  Effect.fnUntraced(function*() {
    const fs = yield* FileSystem.FileSystem
    const path = yield* Path.Path
    const { folder } = yield* Environment
    const name = Option.getOrElse(yield* globals.File, () => "syncfile.yaml")
    const file = path.resolve(folder, name)
    yield* fs.writeFileString(file, starter, { flag: "wx" }).pipe(
      Effect.mapError(({ reason }) =>
        new Failure({
          code: ExitCode.failed,
          message: reason._tag === "AlreadyExists"
            ? `Error: ${name} exists already and was left as it is.`
            : `Error: ${name} cannot be written: ${reason._tag}`,
        })
      ),
    )
    const ignored = yield* ignoreState(path.join(path.dirname(file), ".gitignore"))
    yield* say(
      (yield* globals.Json)
        ? jsonText({ file, ignored })
        : `Wrote ${name}.${ignored ? " Added .syncfile/ to .gitignore." : ""} Next: edit it, then run syncfile plan`,
    )
  }),
).pipe(Command.withDescription("Write a commented syncfile to start from"))

/** Whether a line was added. */
const ignoreState = Effect.fnUntraced(function*(file: string) {
  const fs = yield* FileSystem.FileSystem
  const text = yield* fs.readFileString(file).pipe(Effect.orElseSucceed(() => ""))
  if (text.split("\n").some((line) => line.trim().replace(/\/$/, "") === ".syncfile")) return false
  const start = text === "" || text.endsWith("\n") ? text : `${text}\n`
  yield* fs.writeFileString(file, `${start}.syncfile/\n`)
  return true
}, Effect.mapError(() => new Failure({ code: ExitCode.failed, message: "Error: .gitignore cannot be written" })))
