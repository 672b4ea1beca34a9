import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { execFile } from "node:child_process"
import { generateKeyPairSync } from "node:crypto"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { execPath } from "node:process"
import { setTimeout as wait } from "node:timers/promises"
import { promisify } from "node:util"
import { type KeyboardAuthContext, type ParsedKey, type Prompt } from "ssh2"
import { type Remote } from "../../../../src/domain/Remote.ts"
import { layerSecrets } from "../../../../src/endpoint/readSecret.ts"
import { fetchHostKeys } from "../../../../src/endpoint/sftp/ssh/fetchHostKeys.ts"
import { temporaryFolder } from "../../../support/servers/temporaryFolder.ts"
import { closed, openIn } from "./connecting.ts"
import { hostileServer, makeKey } from "./hostileServer.ts"
import { tcpServer } from "./tcpServer.ts"

const connect = (remote: Remote) => openIn({ PASSWORD: "hunter2" }, remote)
const refusal = (remote: Remote) => Effect.flip(Effect.scoped(connect(remote)))

/** Until it holds; the clock of the test does not matter. */
const until = (condition: () => boolean) =>
  Effect.promise(async () => {
    while (!condition()) await wait(10)
  })

describe("a hostile server", () => {
  it.live("lets nobody down who behaves: the server of these tests works", () =>
    Effect.gen(function*() {
      const { logins, remote } = yield* hostileServer({})
      assert.strictEqual((yield* connect(remote)).negotiated.serverHostKey, "ecdsa-sha2-nistp256")
      assert.deepStrictEqual(logins, ["password"])
    }))

  it.live("that takes no bytes at a time does not stop the program that talks to it", () =>
    Effect.gen(function*() {
      const { remote } = yield* hostileServer({
        met: (_, protocol) => {
          const confirm = protocol.channelOpenConfirm.bind(protocol)
          protocol.channelOpenConfirm = (sender, local, window) => confirm(sender, local, window, 0)
        },
      })
      const args = [join(import.meta.dirname, "openAndClose.ts"), JSON.stringify(remote)]
      const options = { timeout: 20_000, killSignal: "SIGKILL", env: { PASSWORD: "hunter2" } } as const
      const { stdout } = yield* Effect.promise(() => promisify(execFile)(execPath, args, options))
      assert.match(stdout, /the server wants to be sent 0 bytes at a time.*\nclosed\n$/u)
    }))

  describe("that shows the key of another without having it", () => {
    const theirs = makeKey()
    const impostor = () => {
      const shown: ParsedKey = Object.create(makeKey().parsed)
      shown.getPublicSSH = () => theirs.parsed.getPublicSSH()
      return hostileServer({
        hostKey: theirs,
        met: (_, protocol) => void (protocol._hostKeys = { "ecdsa-sha2-nistp256": shown }),
      })
    }

    it.live("is refused and sent nothing to log in with, although the key is trusted", () =>
      Effect.gen(function*() {
        const { logins, remote } = yield* impostor()
        const error = yield* refusal(remote)
        assert.strictEqual(error.reason._tag, "HostKeyRejected")
        assert.match(error.message, /cannot prove that it is its own/u)
        assert.isEmpty(logins)
      }))

    it.live("has no key to show to those who ask for its keys", () =>
      Effect.gen(function*() {
        const { remote } = yield* impostor()
        const error = yield* Effect.flip(
          fetchHostKeys(remote, { remotes: new Map() }).pipe(Effect.provide(layerSecrets)),
        )
        assert.strictEqual(error.reason._tag, "HostKeyRejected")
      }))
  })

  it.live("that shows another key at a rekey loses the connection", () =>
    Effect.gen(function*() {
      const { remote } = yield* hostileServer({
        ready: (_, protocol) => {
          setTimeout(() => {
            protocol._hostKeys = { "ecdsa-sha2-nistp256": makeKey().parsed }
            protocol.rekey()
          }, 300)
        },
      })
      const message = yield* Effect.flatMap(connect(remote), closed)
      assert.match(message, /the host key is refused .*: it changed during the connection/u)
    }))

  describe("that asks questions", () => {
    const hidden: Prompt = { prompt: "Password: ", echo: false }
    const rounds: ReadonlyArray<readonly [what: string, rounds: ReadonlyArray<ReadonlyArray<Prompt>>, given: number]> =
      [
        ["three at once", [[hidden, hidden, hidden]], 0],
        ["one whose answer is shown", [[{ prompt: "Password: ", echo: true }]], 0],
        ["another one after the first", [[hidden], [hidden]], 1],
        ["none, and then two", [[], [hidden, hidden]], 0],
      ]
    for (const [what, questions, given] of rounds) {
      it.live(`${what}, is not answered more than a password may be`, () =>
        Effect.gen(function*() {
          const answers: Array<string> = []
          const ask = (context: KeyboardAuthContext, left: ReadonlyArray<ReadonlyArray<Prompt>>): void => {
            const [now, ...later] = left
            if (now === undefined) return context.accept()
            context.prompt([...now], (given) => {
              answers.push(...given)
              ask(context, later)
            })
          }
          const { remote } = yield* hostileServer({
            asked: (context) => {
              if (context.method === "keyboard-interactive") ask(context, questions)
              else context.reject(["keyboard-interactive"])
            },
          })
          const error = yield* refusal(remote)
          assert.strictEqual(error.reason._tag, "AuthenticationFailed")
          assert.match(error.message, /a password is not given in answer to that/u)
          assert.deepStrictEqual(answers, Array.from({ length: given }, () => "hunter2"))
        }))
    }
  })

  it.live("that demands a new password gets none", () =>
    Effect.gen(function*() {
      const { remote } = yield* hostileServer({
        asked: (context) => {
          if (context.method === "password") context.requestChange("Choose a new one", () => assert.fail("it got one"))
        },
      })
      assert.match((yield* refusal(remote)).message, /the server demands a new password/u)
    }))

  it.live("that announces no signatures gets none made with RSA and SHA-1, unless legacy algorithms are allowed", () =>
    Effect.gen(function*() {
      const pem = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({
        type: "pkcs1",
        format: "pem",
      })
      const path = join(yield* temporaryFolder("key"), "key")
      yield* Effect.promise(() => writeFile(path, pem, { mode: 0o600 }))
      const signatures: Array<string> = []
      const server = yield* hostileServer({
        met: (_, protocol) => announceNothing(protocol),
        asked: (context) => {
          if (context.method === "publickey" && context.signature !== undefined) signatures.push(context.key.algo)
          context.accept()
        },
      })
      const remote: Remote = { ...server.remote, auth: { _tag: "PrivateKey", privateKey: { _tag: "File", path } } }
      const error = yield* refusal(remote)
      assert.strictEqual(error.reason._tag, "AuthenticationFailed")
      assert.match(error.message, /takes this RSA key with SHA-1 signatures only/u)
      assert.isEmpty(signatures)
      yield* connect({ ...remote, legacyAlgorithms: true })
      assert.deepStrictEqual(signatures, ["ssh-rsa"])
    }))

  it.live("that opens channels to us is refused every one", () =>
    Effect.gen(function*() {
      const outcomes: Array<string> = []
      const note = (what: string) => (error: Error | undefined) =>
        void outcomes.push(`${what}: ${error ? "no" : "yes"}`)
      const { remote } = yield* hostileServer({
        ready: (connection) => {
          connection.x11("127.0.0.1", 6000, note("x11"))
          connection.forwardOut("127.0.0.1", 22, "127.0.0.1", 23, note("tcp"))
          connection.openssh_forwardOutStreamLocal("/tmp/socket", note("unix"))
        },
      })
      yield* connect(remote)
      yield* until(() => outcomes.length === 3)
      assert.deepStrictEqual(outcomes, ["x11: no", "tcp: no", "unix: no"])
    }))

  it.effect("that says nothing is left after 20 seconds", () =>
    Effect.gen(function*() {
      let connections = 0
      const port = yield* tcpServer(() => connections++)
      const { remote } = yield* hostileServer({})
      const fiber = yield* Effect.forkChild(refusal({ ...remote, port }), { startImmediately: true })
      yield* until(() => connections > 0)
      yield* TestClock.adjust("20 seconds")
      assert.deepStrictEqual((yield* Fiber.join(fiber)).reason, { _tag: "TimedOut", seconds: 20 })
    }))

  it.effect("that never starts SFTP is left after 20 seconds", () =>
    Effect.gen(function*() {
      let asked = 0
      const { remote } = yield* hostileServer({ sftp: () => asked++ })
      const fiber = yield* Effect.forkChild(refusal(remote), { startImmediately: true })
      yield* until(() => asked > 0)
      yield* TestClock.adjust("20 seconds")
      assert.deepStrictEqual((yield* Fiber.join(fiber)).reason, { _tag: "TimedOut", seconds: 20 })
    }))

  const openings: ReadonlyArray<readonly [what: string, text: string]> = [
    ["a web page", "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"],
    ["a line without end", "x".repeat(100_000)],
    ["lines without end", "hello\r\n".repeat(2000)],
    ["another protocol version", "SSH-1.5-old\r\n"],
    ["an empty packet", "SSH-2.0-x\r\n\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000"],
    ["a huge packet", "SSH-2.0-x\r\n\u00ff\u00ff\u00ff\u00ff\u0000\u0000\u0000\u0000"],
    [
      "noise in place of packets",
      `SSH-2.0-x\r\n${Array.from({ length: 4000 }, (_, i) => String.fromCodePoint((i * 7919) % 251)).join("")}`,
    ],
  ]
  for (const [what, text] of openings) {
    it.live(`that starts with ${what} is refused without being quoted`, () =>
      Effect.gen(function*() {
        const port = yield* tcpServer((socket) => socket.end(Buffer.from(text, "latin1")))
        const { remote } = yield* hostileServer({})
        const error = yield* refusal({ ...remote, port })
        assert.include(["Untrustworthy", "Unreachable"], error.reason._tag)
        assert.isBelow(error.message.length, 300)
        assert.match(error.message, /^[\x20-\x7e]*$/u)
      }))
  }
})

/** As a server of the time before RFC 8308. */
const announceNothing = (protocol: { _kex: object | undefined }): void => {
  let kex: object | undefined
  Object.defineProperty(protocol, "_kex", {
    get: () => kex,
    set: (next: object) => {
      kex = next
      Object.defineProperty(next, "remoteExtInfoEnabled", { get: () => false, set: () => {} })
    },
  })
}
