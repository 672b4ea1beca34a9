import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { freePort } from "../support/servers/freePort.ts"
import { passphrase, userKeys, writeKey } from "../support/servers/keys.ts"
import { sshd } from "../support/servers/sshd.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { type Login } from "./support/syncfileFor.ts"
import { writeTree } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

const server = sharedServer(sshd({ passwordUser: true }))
const docs = (place: { readonly name: string }) => ({ mode: "copy", source: `office:${place.name}`, target: "./out" })

/** A pair from the server, which is logged in to otherwise than it should be. */
const loggingIn = Effect.fnUntraced(function*(change: (login: Login, folder: string) => Login) {
  const place = yield* workspace
  const office = yield* server
  writeTree(join(office.folder, place.name), { "a.txt": "a" }, office.owner)
  place.declare({ remotes: { office: change(office, place.folder) }, pairs: { docs: docs(place) } })
  const before = (yield* office.log).length
  return { ...place, newLog: Effect.map(office.log, (log) => log.slice(before)) }
})

const withKey = ({ password: _, ...login }: Login, keyFile: string, phrase: string): Login => ({
  ...login,
  keyFile,
  passphrase: phrase,
})

describe("a login that does not succeed", () => {
  it.live("with a wrong password ends with 8, after one try", () =>
    Effect.gen(function*() {
      const { newLog, run } = yield* loggingIn((login) => ({ ...login, password: "not the password" }))
      const { exitCode, stderr, stdout } = yield* run("plan")
      assert.strictEqual(exitCode, 8)
      assert.match(stderr, /^Error: office: cannot connect: .*password/u)
      assert.strictEqual(stdout, "")
      assert.strictEqual((yield* newLog).match(/Failed password for/gu)?.length, 1)
    }).pipe(Effect.scoped))

  it.live("with a key that is not admitted, or does not open, ends with 8", () =>
    Effect.gen(function*() {
      const keyFile = yield* writeKey(join(yield* temporaryFolder("key"), "stranger"), yield* userKeys.encrypted)
      const stranger = yield* loggingIn((login) => withKey(login, keyFile, passphrase))
      const denied = yield* stranger.run("remote", "test")
      assert.strictEqual(denied.exitCode, 8)
      assert.match(denied.stderr, /the server does not let .* in with .*ssh-ed25519 SHA256:/u)
      assert.include(denied.stderr, "has the public key of this key")
      assert.notInclude(yield* stranger.newLog, "Accepted")

      const locked = yield* loggingIn((login) => withKey(login, keyFile, "wrong phrase"))
      const wrong = yield* locked.run("remote", "test")
      assert.strictEqual(wrong.exitCode, 8)
      assert.include(wrong.stderr, "passphrase")
      assert.strictEqual(yield* locked.newLog, "") // there was nothing to ask of the server
    }).pipe(Effect.scoped))

  it.live("for want of the secret does not bother the server", () =>
    Effect.gen(function*() {
      const { folder, newLog, run } = yield* loggingIn((login) => login)
      const ways: ReadonlyArray<readonly [auth: string, says: string]> = [
        ["{ password: { env: NOT_SET } }", "the environment variable NOT_SET is not set, or empty"],
        ["{ password: { file: ./none } }", `there is no file ${join(folder, "none")}`],
        ["{ privateKey: { file: ./none } }", `there is no file ${join(folder, "none")}`],
        ["{ password: { command: [sh, -c, exit 3] } }", "sh failed (3)"],
        ["{ password: { command: [no-such-program] } }", "no-such-program cannot be run (ENOENT)"],
        ["{ password: { credential: office } }", "there is no credential office"],
      ]
      const { port, knownHosts, user } = yield* server
      for (const [auth, says] of ways) {
        const remote =
          `{ type: sftp, host: 127.0.0.1, port: ${port}, user: ${user}, knownHosts: ${knownHosts}, auth: ${auth} }`
        const pair = "{ mode: copy, source: 'office:x', target: ./out }"
        writeFileSync(
          join(folder, "syncfile.yaml"),
          `version: 1\nname: scenario\nremotes: { office: ${remote} }\npairs: { docs: ${pair} }\n`,
        )
        const { exitCode, stderr } = yield* run("remote", "test")
        assert.strictEqual(exitCode, 8, auth)
        assert.include(stderr, says)
      }
      assert.strictEqual(yield* newLog, "")
    }).pipe(Effect.scoped))

  it.live("keeps no other pair from its turn", () =>
    Effect.gen(function*() {
      const place = yield* workspace
      const office = yield* server
      writeTree(join(place.folder, "in"), { "b.txt": "b" })
      place.declare({
        remotes: { office: { ...office, password: "not the password" }, nobody: { ...office, port: yield* freePort } },
        pairs: {
          docs: docs(place),
          local: { mode: "mirror", source: "./in", target: "./local-out" },
        },
      })
      const applied = yield* place.run("apply", "-y")
      assert.strictEqual(applied.exitCode, 8)
      assert.include(applied.stderr, "office: cannot connect")
      assert.match(applied.stdout, /^Apply complete! 1 added/mu)
      assert.deepStrictEqual(readdirSync(join(place.folder, "local-out")), ["b.txt"])

      const tested = yield* place.run("remote", "test", "nobody")
      assert.strictEqual(tested.exitCode, 8)
      assert.include(tested.stderr, "cannot be reached: nothing listens there")
    }).pipe(Effect.scoped))
})
