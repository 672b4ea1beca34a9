import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Scope } from "effect"
import { execFile } from "node:child_process"
import { connect, type Socket } from "node:net"
import { join } from "node:path"
import { execPath, kill } from "node:process"
import { promisify } from "node:util"
import { explain } from "../../../../src/endpoint/EndpointError.ts"
import { freePort } from "../../../support/servers/freePort.ts"
import { sshd } from "../../../support/servers/sshd.ts"
import { closed, open, realpathOf, remoteTo } from "./connecting.ts"
import { tcpServer } from "./tcpServer.ts"

describe("openConnection", () => {
  it.live("logs in, starts SFTP, and tells who answers", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const connection = yield* open(remoteTo(server))
      assert.strictEqual(yield* realpathOf(connection), server.path)
      assert.match(connection.ident, /^OpenSSH_\d/u)
      assert.match(connection.hostKeyFingerprint, /^SHA256:[\w+/]{43}$/u)
      assert.strictEqual(connection.negotiated.serverHostKey, "ssh-ed25519")
      assert.strictEqual(connection.negotiated.cs.cipher, "aes128-gcm@openssh.com")
      assert.isEmpty(connection.notes)
    }))

  it.live("is over with its scope, tells so, and has the server see a clean end", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const scope = yield* Scope.make()
      const connection = yield* Scope.provide(open(remoteTo(server)), scope)
      const end = yield* Effect.forkChild(closed(connection), { startImmediately: true })
      const started = performance.now()
      yield* Scope.close(scope, Exit.void)
      assert.isBelow(performance.now() - started, 1500)
      assert.strictEqual(yield* Fiber.join(end), "the connection was closed")
      assert.strictEqual(yield* closed(connection), "the connection was closed")
      yield* Effect.sleep("100 millis")
      assert.match(yield* server.log, /Received disconnect from 127\.0\.0\.1 port \d+:11:/u)
    }))

  it.live("tells those who depend on it, once, when the server is gone", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const connection = yield* open(remoteTo(server))
      const told: Array<string> = []
      connection.onClose((message) => told.push(message))
      yield* server.dropConnections
      assert.match(yield* closed(connection), /127\.0\.0\.1:\d+ (?:closed the connection|broke)/u)
      yield* Effect.sleep("300 millis")
      assert.lengthOf(told, 1)
    }))

  it.live("opens a new connection each time", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const first = yield* open(remoteTo(server))
      const second = yield* open(remoteTo(server))
      yield* server.dropConnections
      yield* closed(first)
      yield* closed(second)
      assert.strictEqual(yield* realpathOf(yield* open(remoteTo(server))), server.path)
    }))

  it.live("cannot reach a port that nothing listens on, or a name that is not known", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const refused = yield* Effect.flip(open(remoteTo(server, { port: yield* freePort })))
      assert.match(explain(refused.reason), /cannot be reached: nothing listens there/u)
      const unknown = yield* Effect.flip(open(remoteTo(server, { host: "nowhere.invalid" })))
      assert.match(explain(unknown.reason), /nowhere\.invalid:\d+ cannot be reached: the name/u)
      for (const error of [refused, unknown]) {
        assert.strictEqual(error.reason._tag, "Unreachable")
        assert.isTrue(error.isTransient)
      }
    }))

  it.live("takes a server that hangs up before a word for one to try again later", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      for (const words of ["", "Exceeded MaxStartups\r\n"]) {
        const port = yield* tcpServer((socket) => socket.end(words))
        const error = yield* Effect.flip(open(remoteTo(server, { port })))
        assert.strictEqual(error.reason._tag, "Unreachable")
        assert.match(error.message, /closed the connection before a login/u)
      }
    }))

  it.live("is turned away by MaxStartups, and gets in when there is room", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ config: ["MaxStartups 1:100:1", "LoginGraceTime 3"] })
      const squatter = connect(server.port, "127.0.0.1").on("error", () => {})
      yield* Effect.callback<void>((resume) => void squatter.once("data", () => resume(Effect.void)))
      const error = yield* Effect.flip(open(remoteTo(server)))
      assert.strictEqual(error.reason._tag, "Unreachable")
      squatter.destroy()
      yield* Effect.sleep("300 millis")
      assert.strictEqual(yield* realpathOf(yield* open(remoteTo(server))), server.path)
    }))

  it.live("says when the server has no SFTP, or ends it at once", () =>
    Effect.gen(function*() {
      const none = yield* sshd({ config: ["Subsystem other /bin/true"], subsystem: () => "/nonexistent/sftp-server" })
      const ended = yield* Effect.flip(open(remoteTo(none)))
      assert.match(ended.message, /does not start SFTP|does not support SFTP/u)
      assert.isFalse(ended.isTransient)
    }))

  it.live("says when something else comes before SFTP", () =>
    Effect.gen(function*() {
      const noisy = yield* sshd({
        subsystem: () => "/bin/sh -c 'echo Welcome to this server; exec /usr/lib/openssh/sftp-server'",
      })
      const error = yield* Effect.flip(open(remoteTo(noisy)))
      assert.strictEqual(error.reason._tag, "Untrustworthy")
      assert.match(error.message, /starts SFTP with something else/u)
    }))

  it.live("leaves at once when interrupted, whatever the server does", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const came = Promise.withResolvers<Socket>()
      const port = yield* tcpServer((socket) => came.resolve(socket.resume())) // says nothing
      const fiber = yield* Effect.forkChild(open(remoteTo(server, { port })), { startImmediately: true })
      const socket = yield* Effect.promise(() => came.promise)
      const left = new Promise((resolve) => socket.once("end", resolve))
      yield* Fiber.interrupt(fiber)
      yield* Effect.promise(() => left)
    }))

  it.live("leaves a server that does not hang up after two seconds", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const scope = yield* Scope.make()
      yield* Scope.provide(open(remoteTo(server)), scope)
      const sessions = (yield* server.processes).slice(1)
      for (const pid of sessions) kill(pid, "SIGSTOP")
      const started = performance.now()
      yield* Scope.close(scope, Exit.void)
      const took = performance.now() - started
      for (const pid of sessions) kill(pid, "SIGCONT")
      assert.isAbove(took, 1800)
      assert.isBelow(took, 4000)
    }))

  it.live("does not keep a process alive once it is closed", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const script = join(import.meta.dirname, "openAndClose.ts")
      const args = [script, JSON.stringify(remoteTo(server))]
      const { stdout } = yield* Effect.promise(() => promisify(execFile)(execPath, args, { timeout: 20_000 }))
      assert.strictEqual(stdout, "opened\nclosed\n")
    }))
})
