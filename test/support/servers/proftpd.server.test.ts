import { assert, describe, it } from "@effect/vitest"
import { Effect, type Scope } from "effect"
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { Client, type SFTPWrapper } from "ssh2"
import { sftpBatch } from "./openSsh.ts"
import { isAlive } from "./processTree.ts"
import { proftpd } from "./proftpd.ts"
import { type SftpServer } from "./SftpServer.ts"

const withPassword = (server: SftpServer): Effect.Effect<SFTPWrapper, never, Scope.Scope> =>
  Effect.gen(function*() {
    const client = yield* Effect.acquireRelease(Effect.sync(() => new Client()), (client) =>
      Effect.sync(() => client.destroy()))
    return yield* Effect.callback<SFTPWrapper>((resume) => {
      client.once("error", (cause) =>
        resume(Effect.die(cause)))
      client.once("ready", () => client.sftp((error, sftp) => resume(error ? Effect.die(error) : Effect.succeed(sftp))))
      client.connect({ host: server.host, port: server.port, username: server.user, password: server.password ?? "" })
    })
  })

const answerOf = <A>(ask: (done: (error?: Error | null, value?: A) => void) => void): Effect.Effect<A> =>
  Effect.callback((resume) => ask((error, value) => resume(error ? Effect.die(error) : Effect.succeed(value as A))))

describe("proftpd", () => {
  it.live("serves its folder as the root, to a key", () =>
    Effect.gen(function*() {
      const server = yield* proftpd()
      const answer = yield* sftpBatch(server, ["pwd", "put /etc/passwd first", "rename first second", "ls"])
      assert.strictEqual(answer.exitCode, 0, answer.stderr)
      assert.include(answer.stdout, "Remote working directory: /\n")
      assert.deepStrictEqual(readFileSync(join(server.folder, "second")), readFileSync("/etc/passwd"))
      assert.strictEqual(statSync(join(server.folder, "second")).uid, server.owner)
      assert.include(yield* server.log, "authenticated via 'publickey' method")
    }).pipe(Effect.scoped))

  it.live("announces no extension", () =>
    Effect.gen(function*() {
      assert.notInclude((yield* sftpBatch(yield* proftpd(), ["ls"], ["-vvv"])).stderr, "extension \"")
    }).pipe(Effect.scoped))

  it.live("says yes to a time and keeps its own", () =>
    Effect.gen(function*() {
      const server = yield* proftpd()
      const sftp = yield* withPassword(server)
      writeFileSync(join(server.folder, "file"), "")
      const before = statSync(join(server.folder, "file")).mtimeMs
      yield* answerOf((done) => sftp.utimes("file", 1_000_000, 1_000_000, done))
      assert.strictEqual(statSync(join(server.folder, "file")).mtimeMs, before)
    }).pipe(Effect.scoped))

  it.live("shows a new file once it is closed, and the old one until then", () =>
    Effect.gen(function*() {
      const server = yield* proftpd()
      const sftp = yield* withPassword(server)
      writeFileSync(join(server.folder, "old"), "old")
      const names = Effect.map(
        answerOf<ReadonlyArray<{ filename: string }>>((done) => sftp.readdir("/", done)),
        (entries) => entries.map((entry) => entry.filename).toSorted(),
      )
      const fresh = yield* answerOf<Buffer>((done) => sftp.open("fresh", "w", done))
      const again = yield* answerOf<Buffer>((done) => sftp.open("old", "w", done))
      yield* answerOf((done) => sftp.write(fresh, Buffer.from("fresh"), 0, 5, 0, done))
      yield* answerOf((done) => sftp.write(again, Buffer.from("new"), 0, 3, 0, done))
      assert.deepStrictEqual(yield* names, ["old"])
      assert.strictEqual(readFileSync(join(server.folder, "old"), "utf8"), "old")
      yield* answerOf((done) => sftp.close(fresh, done))
      yield* answerOf((done) => sftp.close(again, done))
      assert.deepStrictEqual(yield* names, ["fresh", "old"])
      assert.strictEqual(readFileSync(join(server.folder, "old"), "utf8"), "new")
    }).pipe(Effect.scoped))

  it.live("does not rename over an existing file", () =>
    Effect.gen(function*() {
      const server = yield* proftpd()
      for (const name of ["one", "two"]) writeFileSync(join(server.folder, name), name)
      assert.strictEqual((yield* sftpBatch(server, ["rename one two"])).exitCode, 1)
      assert.strictEqual(readFileSync(join(server.folder, "two"), "utf8"), "two")
    }).pipe(Effect.scoped))

  it.live("keeps nothing of an upload that it was stopped in, and comes back on its port", () =>
    Effect.gen(function*() {
      const server = yield* proftpd()
      yield* sftpBatch(server, ["mkdir below"])
      const sftp = yield* withPassword(server)
      sftp.on("error", () => {})
      yield* answerOf<Buffer>((done) => sftp.open("below/cut", "w", done))
      assert.strictEqual(readdirSync(join(server.folder, "below")).length, 1)
      yield* server.stop
      assert.deepStrictEqual(readdirSync(join(server.folder, "below")), [])
      yield* server.start
      assert.strictEqual((yield* sftpBatch(server, ["ls"])).exitCode, 0)
    }).pipe(Effect.scoped))

  it.live("leaves no process and no folder behind", () =>
    Effect.gen(function*() {
      const left = yield* Effect.gen(function*() {
        const server = yield* proftpd()
        yield* withPassword(server)
        return { place: dirname(server.folder), processes: yield* server.processes }
      }).pipe(Effect.scoped)
      assert.isAtLeast(left.processes.length, 2)
      assert.isFalse(existsSync(left.place))
      assert.deepStrictEqual(left.processes.filter(isAlive), [])
    }))
})
