import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFile } from "node:child_process"
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { promisify } from "node:util"
import { parseKnownHosts } from "../../../../src/endpoint/sftp/ssh/KnownHosts.ts"
import { type SftpServer } from "../../../support/servers/SftpServer.ts"
import { sshd } from "../../../support/servers/sshd.ts"
import { temporaryFolder } from "../../../support/servers/temporaryFolder.ts"
import { open, realpathOf, remoteTo } from "./connecting.ts"
import { ed25519, otherEd25519, written } from "./sampleKeys.ts"

/** The log tells of every request to log in. */
const talkative = { config: ["LogLevel DEBUG1"] }
const loginRequest = /userauth-request|Accepted|Failed/u

const knownHostsOf = Effect.fnUntraced(function*(...lines: ReadonlyArray<string>) {
  const file = join(yield* temporaryFolder("kh"), "known_hosts")
  yield* Effect.promise(() => writeFile(file, lines.map((line) => `${line}\n`).join("")))
  return file
})

/** As known_hosts has it: "type base64". */
const keyOf = (server: SftpServer, type: "ed25519" | "ecdsa" | "rsa") =>
  Effect.promise(async () => {
    const file = server.hostKeys.find((key) => key.type === type)?.publicFile ?? assert.fail(`no ${type} key`)
    return (await readFile(file, "utf8")).trim()
  })

const fingerprintOf = (server: SftpServer, type: "ed25519" | "ecdsa" | "rsa") =>
  Effect.map(keyOf(server, type), (key) => parseKnownHosts(`host ${key}`, "")[0]?.key?.fingerprint ?? "")

const name = (server: SftpServer) => `[127.0.0.1]:${server.port}`

describe("openConnection and host keys", () => {
  it.live("asks a trusted host to let it in: the log of this server would show", () =>
    Effect.gen(function*() {
      const server = yield* sshd(talkative)
      yield* Effect.scoped(open(remoteTo(server)))
      assert.match(yield* server.log, loginRequest)
    }))

  it.live("sends an unknown host nothing to log in with, and gives its fingerprint as ssh-keygen does", () =>
    Effect.gen(function*() {
      const server = yield* sshd(talkative)
      const error = yield* Effect.flip(open(remoteTo(server, { knownHosts: [yield* knownHostsOf()] })))
      const file = server.hostKeys[0]?.publicFile ?? ""
      const { stdout } = yield* Effect.promise(() => promisify(execFile)("ssh-keygen", ["-lf", file]))
      assert.deepStrictEqual(error.reason, {
        _tag: "HostKeyUnknown",
        keyType: "ssh-ed25519",
        fingerprint: stdout.split(" ")[1] ?? "",
      })
      assert.isFalse(error.isTransient)
      yield* Effect.sleep("200 millis")
      assert.notMatch(yield* server.log, loginRequest)
    }))

  it.live("sends a host with another key nothing to log in with, and says where the old one is", () =>
    Effect.gen(function*() {
      const server = yield* sshd(talkative)
      const knownHosts = [yield* knownHostsOf("", `${name(server)} ${written(otherEd25519)}`)]
      const error = yield* Effect.flip(open(remoteTo(server, { knownHosts })))
      assert.strictEqual(error.reason._tag, "HostKeyRejected")
      assert.include(error.message, `${knownHosts[0]}:2 has another key`)
      assert.include(error.message, otherEd25519.fingerprint)
      yield* Effect.sleep("200 millis")
      assert.notMatch(yield* server.log, loginRequest)
    }))

  it.live("refuses a server that has only keys of types that are not on file", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ ...talkative, hostKeyTypes: ["ecdsa"] })
      const knownHosts = [yield* knownHostsOf(`${name(server)} ${written(ed25519)}`)]
      const error = yield* Effect.flip(open(remoteTo(server, { knownHosts })))
      assert.strictEqual(error.reason._tag, "HostKeyRejected")
      assert.match(error.message, /ecdsa-sha2-nistp256 SHA256:.* has another key for this host \(ssh-ed25519/u)
      yield* Effect.sleep("200 millis")
      assert.notMatch(yield* server.log, loginRequest)
    }))

  it.live("refuses a revoked key, whatever else is on file", () =>
    Effect.gen(function*() {
      const server = yield* sshd(talkative)
      const key = yield* keyOf(server, "ed25519")
      const revocations = yield* knownHostsOf(`@revoked * ${key}`)
      const error = yield* Effect.flip(open(remoteTo(server, { knownHosts: [server.knownHosts, revocations] })))
      assert.strictEqual(error.reason._tag, "HostKeyRejected")
      assert.include(error.message, `${revocations}:1 revokes it`)
      yield* Effect.sleep("200 millis")
      assert.notMatch(yield* server.log, loginRequest)
    }))

  for (const type of ["ed25519", "ecdsa", "rsa"] as const) {
    it.live(`asks for the ${type} key when that is the one on file, and trusts it as a hashed entry, too`, () =>
      Effect.gen(function*() {
        const server = yield* sshd({ hostKeyTypes: ["ed25519", "ecdsa", "rsa"] })
        const file = yield* knownHostsOf(`${name(server)} ${yield* keyOf(server, type)}`)
        yield* Effect.scoped(open(remoteTo(server, { knownHosts: [file] })))
        yield* Effect.promise(() => promisify(execFile)("ssh-keygen", ["-H", "-f", file]))
        const connection = yield* open(remoteTo(server, { knownHosts: [file] }))
        assert.strictEqual(connection.hostKeyFingerprint, yield* fingerprintOf(server, type))
        assert.match(yield* Effect.promise(() => readFile(file, "utf8")), /^\|1\|/u)
      }))

    it.live(`finds a pinned ${type} key among those of the server, and does not ask known_hosts`, () =>
      Effect.gen(function*() {
        const server = yield* sshd({ hostKeyTypes: ["ed25519", "ecdsa", "rsa"] })
        const hostKey = yield* fingerprintOf(server, type)
        const connection = yield* open(remoteTo(server, { hostKey, knownHosts: ["/nonexistent"] }))
        assert.strictEqual(connection.hostKeyFingerprint, hostKey)
      }))
  }

  it.live("refuses a server whose keys are not the pinned one, although they are on file", () =>
    Effect.gen(function*() {
      const server = yield* sshd(talkative)
      const error = yield* Effect.flip(open(remoteTo(server, { hostKey: ed25519.fingerprint })))
      assert.strictEqual(error.reason._tag, "HostKeyRejected")
      assert.include(error.message, `only ${ed25519.fingerprint} is allowed`)
      yield* Effect.sleep("200 millis")
      assert.notMatch(yield* server.log, loginRequest)
    }))

  it.live("keeps a connection on which the server agrees on new keys again and again", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ config: ["RekeyLimit 1M", "LogLevel DEBUG1"] })
      yield* Effect.promise(() => writeFile(join(server.folder, "big"), Buffer.alloc(4 * 1024 * 1024)))
      const connection = yield* open(remoteTo(server))
      const { sftp } = connection
      const read = (handle: Buffer, position: number) =>
        Effect.callback<number>((resume) => {
          const into = Buffer.alloc(32_768)
          sftp.read(
            handle,
            into,
            0,
            into.length,
            position,
            (error, count) => resume(error ? Effect.die(error) : Effect.succeed(count)),
          )
        })
      const handle = yield* Effect.callback<Buffer>((resume) => {
        sftp.open("big", "r", (error, opened) => resume(error ? Effect.die(error) : Effect.succeed(opened)))
      })
      for (let position = 0; position < 4 * 1024 * 1024;) position += yield* read(handle, position)
      assert.strictEqual(yield* realpathOf(connection), server.path)
      assert.isAbove((yield* server.log).split("rekeying").length, 3)
    }))
})
