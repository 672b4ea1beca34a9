import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { chmod, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { type SftpServer } from "../../../support/servers/SftpServer.ts"
import { sshd } from "../../../support/servers/sshd.ts"
import { openIn, realpathOf, remoteTo } from "./connecting.ts"
import { homeWith } from "./remotes.ts"
import { sshAgent } from "./sshAgent.ts"

const configOf = (server: SftpServer, ...lines: ReadonlyArray<string>) =>
  [
    "Host lab",
    "  HostName 127.0.0.1",
    `  Port ${server.port}`,
    `  User ${server.user}`,
    `  UserKnownHostsFile ${server.knownHosts}`,
    ...lines,
    "",
  ].join("\n")

const lab = (server: SftpServer, env: Readonly<Record<string, string>>) =>
  openIn(
    env,
    remoteTo(server, {
      host: "lab",
      port: undefined,
      user: undefined,
      auth: undefined,
      knownHosts: [],
      sshConfig: true,
    }),
  )

describe("openConnection with ~/.ssh/config", () => {
  it.live("takes everything from there", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const HOME = yield* homeWith(configOf(server, "  IdentityFile /nonexistent", `  IdentityFile ${server.keyFile}`))
      assert.strictEqual(yield* realpathOf(yield* lab(server, { HOME })), server.path)
    }))

  it.live("has the agent sign when the identity file is encrypted or not there", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const SSH_AUTH_SOCK = yield* sshAgent([server.keyFile])
      for (const file of ["/nonexistent", (yield* server.encryptedKey).keyFile]) {
        const HOME = yield* homeWith(configOf(server, `  IdentityFile ${file}`))
        assert.strictEqual(yield* realpathOf(yield* lab(server, { HOME, SSH_AUTH_SOCK })), server.path)
        const error = yield* Effect.flip(lab(server, { HOME }))
        assert.match(error.message, /SSH_AUTH_SOCK is not set\), and .*(?:does not exist|is encrypted)/u)
      }
    }))

  it.live("does not use an identity file that others may read, or that is none", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const HOME = yield* homeWith(configOf(server, "  IdentityFile ~/key"))
      yield* Effect.promise(() => writeFile(join(HOME, "key"), "hunter2", { mode: 0o600 }))
      assert.match((yield* Effect.flip(lab(server, { HOME }))).message, /key cannot be used: it is no private key/u)
      yield* Effect.promise(() => chmod(join(HOME, "key"), 0o644))
      assert.match((yield* Effect.flip(lab(server, { HOME }))).message, /other users may read the key/u)
    }))

  it.live("says which lines it did not follow, in the connection and in errors", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const note = "~/.ssh/config: Include other is not followed"
      const HOME = yield* homeWith(`Include other\n${configOf(server, `  IdentityFile ${server.keyFile}`)}`)
      assert.deepStrictEqual((yield* lab(server, { HOME })).notes, [note])
      yield* server.stop
      assert.include((yield* Effect.flip(lab(server, { HOME }))).message, note)
    }))
})
