import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { Client, type ConnectConfig } from "ssh2"
import { type Answer, sftpBatch, sshCommand } from "./openSsh.ts"
import { isAlive } from "./processTree.ts"
import { type SftpServer } from "./SftpServer.ts"
import { sshd } from "./sshd.ts"

const announced = (answer: Answer): ReadonlyArray<string> =>
  [...answer.stderr.matchAll(/(?:supports|Unrecognised server) extension "([^"]+)"/gu)].map((match) => match[1] ?? "")

const logsIn = (server: SftpServer, credentials: ConnectConfig): Effect.Effect<boolean> =>
  Effect.callback((resume) => {
    const client = new Client()
    const end = (accepted: boolean) => {
      client.end()
      resume(Effect.succeed(accepted))
    }
    client.once("ready", () => end(true)).once("error", () => end(false))
    client.connect({ host: server.host, port: server.port, username: server.user, ...credentials })
  })

describe("sshd", () => {
  it.live("serves its folder to OpenSSH's sftp, where relative paths start", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const answer = yield* sftpBatch(server, ["pwd", "put /etc/passwd first", "rename first second", "ls"])
      assert.strictEqual(answer.exitCode, 0, answer.stderr)
      assert.include(answer.stdout, `Remote working directory: ${server.path}`)
      assert.deepStrictEqual(readFileSync(join(server.folder, "second")), readFileSync("/etc/passwd"))
      assert.strictEqual(statSync(server.folder).uid, server.owner)
      assert.include(yield* server.log, `Accepted publickey for ${server.user}`)
    }).pipe(Effect.scoped))

  it.live("leaves no process and no folder behind, a session under way included", () =>
    Effect.gen(function*() {
      const left = yield* Effect.gen(function*() {
        const server = yield* sshd()
        const session = yield* Effect.forkDetach(sshCommand(server, "sleep 60"))
        while ((yield* server.processes).length < 3) yield* Effect.sleep("10 millis")
        return { session, place: dirname(server.folder), processes: yield* server.processes }
      }).pipe(Effect.scoped)
      assert.isFalse(existsSync(left.place))
      assert.deepStrictEqual(left.processes.filter(isAlive), [])
      assert.strictEqual((yield* Fiber.join(left.session)).exitCode, 255)
    }))

  it.live("is gone when stopped and back on its port with the same host key when started", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      yield* server.stop
      assert.deepStrictEqual(yield* server.processes, [])
      assert.include((yield* sftpBatch(server, ["ls"])).stderr, "Connection refused")
      yield* server.start
      assert.strictEqual((yield* sftpBatch(server, ["ls"])).exitCode, 0)
    }).pipe(Effect.scoped))

  it.live("drops connections and goes on listening", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const session = yield* Effect.forkScoped(sshCommand(server, "sleep 60"), { startImmediately: true })
      while ((yield* server.processes).length < 3) yield* Effect.sleep("10 millis")
      yield* server.dropConnections
      assert.strictEqual((yield* Fiber.join(session)).exitCode, 255)
      assert.strictEqual((yield* sftpBatch(server, ["ls"])).exitCode, 0)
    }).pipe(Effect.scoped))

  it.live("admits an encrypted key and an RSA key in PEM format once they are asked for", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ hostKeyTypes: ["ed25519"] })
      const { keyFile, passphrase } = yield* server.encryptedKey
      const encrypted = readFileSync(keyFile)
      assert.isTrue(yield* logsIn(server, { privateKey: encrypted, passphrase }))
      assert.include(readFileSync(yield* server.rsaKeyFile, "utf8"), "BEGIN RSA PRIVATE KEY")
      assert.strictEqual((yield* sftpBatch({ ...server, keyFile: yield* server.rsaKeyFile }, ["ls"])).exitCode, 0)
    }).pipe(Effect.scoped))

  it.live("has a user with a password for as long as it runs, whom the machine does not know", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ passwordUser: true })
      assert.isTrue(yield* logsIn(server, { password: server.password ?? "" }))
      assert.isFalse(yield* logsIn(server, { password: "wrong" }))
      const answer = yield* sftpBatch(server, ["put /etc/passwd copy"])
      assert.strictEqual(answer.exitCode, 0, answer.stderr)
      assert.strictEqual(statSync(join(server.folder, "copy")).uid, server.owner)
      assert.notInclude(readFileSync("/etc/passwd", "utf8"), server.user)
    }).pipe(Effect.scoped))

  it.live("lets a test's own lines of configuration win", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ config: ["MaxSessions 0"] })
      assert.strictEqual((yield* sftpBatch(server, ["ls"])).exitCode, 255)
      assert.include(yield* server.log, "no more sessions")
    }).pipe(Effect.scoped))

  it.live("runs the SFTP server that a test names", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ subsystem: (folder) => `/usr/lib/openssh/sftp-server -p realpath -d ${folder}` })
      const answer = yield* sftpBatch(server, ["pwd", "mkdir new"])
      assert.include(answer.stdout, `Remote working directory: ${server.path}`)
      assert.include(answer.stderr, "Permission denied")
    }).pipe(Effect.scoped))
})

describe("the profiles of sshd", () => {
  it.live("full announces what OpenSSH has, plain nothing", () =>
    Effect.gen(function*() {
      const ofFull = announced(yield* sftpBatch(yield* sshd(), ["ls"], ["-vvv"]))
      const ofPlain = announced(yield* sftpBatch(yield* sshd({ profile: "plain" }), ["ls"], ["-vvv"]))
      assert.includeMembers([...ofFull], ["posix-rename@openssh.com", "fsync@openssh.com", "limits@openssh.com"])
      assert.deepStrictEqual(ofPlain, [])
    }).pipe(Effect.scoped))

  it.live("no-setstat stores a file but not its time", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ profile: "no-setstat" })
      assert.strictEqual((yield* sftpBatch(server, ["put /etc/passwd plain"])).exitCode, 0)
      const answer = yield* sftpBatch(server, ["put -p /etc/passwd timed"])
      assert.include(answer.stderr, "Permission denied")
      assert.isTrue(existsSync(join(server.folder, "timed")))
    }).pipe(Effect.scoped))

  it.live("read-only refuses to store", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ profile: "read-only" })
      const answer = yield* sftpBatch(server, ["put /etc/passwd copy"])
      assert.strictEqual(answer.exitCode, 1)
      assert.include(answer.stderr, "Permission denied")
    }).pipe(Effect.scoped))

  it.live("unprivileged cannot read what belongs to someone else", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ profile: "unprivileged" })
      writeFileSync(join(server.folder, "secret"), "root's")
      chmodSync(join(server.folder, "secret"), 0o600)
      assert.strictEqual((yield* sftpBatch(server, ["put /etc/passwd mine", "get mine /dev/null"])).exitCode, 0)
      assert.strictEqual(statSync(join(server.folder, "mine")).uid, 65_534)
      assert.include((yield* sftpBatch(server, ["get secret /dev/null"])).stderr, "Permission denied")
    }).pipe(Effect.scoped))
})
