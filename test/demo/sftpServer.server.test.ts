import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { startSftpServer } from "../../examples/demo/server/startSftpServer.ts"
import { runToEnd } from "../support/servers/openSsh.ts"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"

const account = { user: "demo", password: "a password" }

/** A folder served to OpenSSH's own client, which is given the password by a program, as it takes it no other way. */
const demo = Effect.gen(function*() {
  const place = yield* temporaryFolder("demo")
  const folder = join(place, "folder")
  mkdirSync(folder)
  const server = yield* Effect.acquireRelease(
    Effect.promise(() => startSftpServer({ folder, ...account })),
    (server) => Effect.promise(() => server.stop()),
  )
  const knownHosts = join(place, "known_hosts")
  writeFileSync(knownHosts, `${server.hostKeyLine}\n`)
  const askpass = join(place, "askpass")
  writeFileSync(askpass, `#!/bin/sh\necho '${account.password}'\n`, { mode: 0o700 })
  const options = ["BatchMode=no", `UserKnownHostsFile=${knownHosts}`, "StrictHostKeyChecking=yes"]
  const sftp = (...lines: ReadonlyArray<string>) =>
    runToEnd(
      "sftp",
      [
        "-F",
        "none",
        "-v",
        ...options.flatMap((option) => ["-o", option]),
        "-P",
        `${server.port}`,
        "-b",
        "-",
        "demo@127.0.0.1",
      ],
      lines.join("\n"),
      { ...process.env, SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: "force" },
    )
  return { place, folder, sftp }
})

describe("the demo's SFTP server with OpenSSH's client", () => {
  it.live("puts, gets, lists, renames and removes", () =>
    Effect.gen(function*() {
      const { folder, place, sftp } = yield* demo
      const content = readFileSync(process.execPath).subarray(0, 3_000_000)
      writeFileSync(join(place, "big"), content)
      const put = yield* sftp("mkdir sub", `put -p ${place}/big sub/big`, "rename sub/big sub/large", "ls -l sub")
      assert.strictEqual(put.exitCode, 0, put.stderr)
      assert.match(put.stdout, /^-rw-r--r-- .* 3000000 .*large$/mu)
      assert.deepStrictEqual(readFileSync(join(folder, "sub/large")), content)
      assert.strictEqual(
        Math.floor(statSync(join(folder, "sub/large")).mtimeMs / 1000),
        Math.floor(statSync(join(place, "big")).mtimeMs / 1000),
      )
      const got = yield* sftp(`get -f sub/large ${place}/back`, "rm sub/large", "rmdir sub")
      assert.strictEqual(got.exitCode, 0, got.stderr)
      assert.deepStrictEqual(readFileSync(join(place, "back")), content)
      assert.isFalse(existsSync(join(folder, "sub")))
    }).pipe(Effect.scoped))

  it.live("replaces with rename, which is posix-rename once announced, and not with rename -l", () =>
    Effect.gen(function*() {
      const { folder, sftp } = yield* demo
      for (const name of ["one", "two", "three"]) writeFileSync(join(folder, name), name)
      assert.strictEqual((yield* sftp("rename -l one two")).exitCode, 1)
      assert.strictEqual(readFileSync(join(folder, "two"), "utf8"), "two")
      assert.strictEqual((yield* sftp("rename two three")).exitCode, 0)
      assert.strictEqual(readFileSync(join(folder, "three"), "utf8"), "two")
    }).pipe(Effect.scoped))
})
