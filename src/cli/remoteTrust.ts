/** `syncfile remote trust`: shows a server's host keys and, after a yes, writes them to known_hosts. */
import { Effect } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { appendKnownHosts } from "../endpoint/sftp/ssh/appendKnownHosts.ts"
import { jsonText } from "../report/json.ts"
import { Environment } from "./Environment.ts"
import { ExitCode } from "./ExitCode.ts"
import { ended, Failure, failureOf } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { remark, say } from "./look.ts"
import { selectRemote } from "./remotes.ts"

export const remoteTrustCommand = Command.make(
  "trust",
  {
    remote: Argument.String("remote").pipe(Argument.withDescription("The remote")),
    fingerprint: Flag.String("expect").pipe(
      Flag.withMetavar("SHA256:…"),
      Flag.withDescription("The fingerprint that the server's owner told you: trusts that key without asking"),
      Flag.withDefault(""),
    ),
  },
  Effect.fnUntraced(function*({ remote: name, fingerprint }) {
    const setup = yield* loadSetup
    const remote = yield* selectRemote(setup, name)
    const { fetchHostKeys } = yield* Effect.promise(() => import("../endpoint/sftp/ssh/fetchHostKeys.ts"))
    const keys = yield* Effect.mapError(fetchHostKeys(remote, { remotes: setup.remotes }), failureOf)
    const [file] = remote.knownHosts
    if (file === undefined) return yield* failed(`remote "${name}" names no known_hosts file to write to`)
    const chosen = fingerprint === "" ? keys : keys.filter((key) => key.fingerprint === fingerprint)
    const isJson = yield* globals.Json
    if (!isJson) {
      yield* remark(`${remote.host} shows ${keys.length === 1 ? "this key" : "these keys"}:`)
      for (const key of keys) yield* remark(`  ${key.fingerprint}  ${key.keyType}`)
    }
    if (chosen.length === 0) {
      return yield* new Failure({
        code: ExitCode.connection,
        message: `Error: none of them is ${fingerprint}. Nothing was trusted: somebody may be in between.`,
      })
    }
    const answer = fingerprint === "" ? yield* answerOf(file) : "yes"
    if (answer === undefined) return yield* nobodyToAsk(name)
    if (answer !== "yes") {
      yield* remark("Nothing was trusted.")
      return yield* ended(ExitCode.declined)
    }
    yield* appendKnownHosts(file, chosen.map(({ line }) => line)).pipe(
      Effect.mapError(({ message }) => new Failure({ code: ExitCode.failed, message: `Error: ${message}` })),
    )
    const trusted = chosen.map(({ keyType, fingerprint: print }) => ({ keyType, fingerprint: print }))
    yield* say(
      isJson ? jsonText({ remote: name, file, trusted }) : `Trusted ${name}: wrote ${chosen.length} to ${file}`,
    )
  }),
).pipe(Command.withDescription("Show a server's host keys and write them to known_hosts"))

/** `undefined` where nobody can be asked. */
const answerOf = Effect.fnUntraced(function*(file: string) {
  const { ask, variables } = yield* Environment
  if ((yield* globals.NoInput) || (yield* globals.Json) || variables["CI"]) return undefined
  return yield* ask(
    `\nCompare them with what the server's owner says. Trust this server and write to ${file}? Only 'yes' counts: `,
  )
})

const nobodyToAsk = (name: string) =>
  Effect.fail(
    new Failure({
      code: ExitCode.declined,
      message: "Error: a key is trusted after a yes only, and nobody is here to ask. Nothing was trusted.\n"
        + `  Name the key that the server's owner told you: syncfile remote trust ${name} --expect SHA256:…`,
    }),
  )

const failed = (message: string) => Effect.fail(new Failure({ code: ExitCode.failed, message: `Error: ${message}` }))
