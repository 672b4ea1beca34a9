import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Scope } from "effect"
import { readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { freePort } from "../../../support/servers/freePort.ts"
import { type SftpServer } from "../../../support/servers/SftpServer.ts"
import { sshd } from "../../../support/servers/sshd.ts"
import { temporaryFolder } from "../../../support/servers/temporaryFolder.ts"
import { closed, open, openIn, realpathOf, remoteTo } from "./connecting.ts"
import { homeWith } from "./remotes.ts"

/** The way to `inner` leads through `outer`. */
const behind = (inner: SftpServer, outer: SftpServer) =>
  [remoteTo(inner, { jump: "bastion" }), remoteTo(outer, { name: "bastion" })] as const

const emptyFile = Effect.fnUntraced(function*() {
  const file = join(yield* temporaryFolder("kh"), "known_hosts")
  yield* Effect.promise(() => writeFile(file, ""))
  return file
})

describe("openConnection through a jump host", () => {
  it.live("reaches the server from there, and ends both connections with the scope", () =>
    Effect.gen(function*() {
      const [inner, outer] = [yield* sshd(), yield* sshd({ config: ["LogLevel DEBUG1"] })]
      const scope = yield* Scope.make()
      const connection = yield* Scope.provide(open(...behind(inner, outer)), scope)
      assert.strictEqual(yield* realpathOf(connection), inner.path)
      assert.match(yield* outer.log, new RegExp(`direct_tcpip: .* target 127\\.0\\.0\\.1 port ${inner.port}`, "u"))
      yield* Scope.close(scope, Exit.void)
      yield* Effect.sleep("300 millis")
      assert.lengthOf(yield* inner.processes, 1)
      assert.lengthOf(yield* outer.processes, 1)
    }))

  it.live("goes through two of them", () =>
    Effect.gen(function*() {
      const [inner, middle, outer] = [yield* sshd(), yield* sshd(), yield* sshd()]
      const connection = yield* open(
        remoteTo(inner, { jump: "middle" }),
        remoteTo(middle, { name: "middle", jump: "outer" }),
        remoteTo(outer, { name: "outer" }),
      )
      assert.strictEqual(yield* realpathOf(connection), inner.path)
    }))

  it.live("checks the key of each host, and goes no further than one that is not known", () =>
    Effect.gen(function*() {
      const [inner, outer] = [yield* sshd(), yield* sshd()]
      const [first, second] = behind(inner, outer)
      const knownHosts = [yield* emptyFile()]
      const atBastion = yield* Effect.flip(open(first, { ...second, knownHosts }))
      assert.strictEqual(atBastion.endpoint, "bastion")
      assert.strictEqual(atBastion.reason._tag, "HostKeyUnknown")
      assert.notMatch(yield* inner.log, /Connection from/u)
      const atOffice = yield* Effect.flip(open({ ...first, knownHosts }, second))
      assert.strictEqual(atOffice.endpoint, "office")
      assert.strictEqual(atOffice.reason._tag, "HostKeyUnknown")
      assert.notMatch(yield* inner.log, /Accepted/u)
    }))

  it.live("looks for a pinned key among all of the server's, over the one connection to the jump host", () =>
    Effect.gen(function*() {
      const inner = yield* sshd({ hostKeyTypes: ["ed25519", "rsa"] })
      const outer = yield* sshd()
      const [first, second] = behind(inner, outer)
      const { hostKeyFingerprint } = yield* open({ ...first, knownHosts: [yield* onlyRsa(inner)] }, second)
      yield* outer.stop
      yield* outer.start
      const connection = yield* open({ ...first, hostKey: hostKeyFingerprint }, second)
      assert.strictEqual(connection.hostKeyFingerprint, hostKeyFingerprint)
      assert.strictEqual((yield* outer.log).split("Accepted publickey").length - 1, 2)
    }))

  it.live("says which of the two does not let it in or on", () =>
    Effect.gen(function*() {
      const inner = yield* sshd()
      const closedDoor = yield* sshd({ config: ["AuthorizedKeysFile none"] })
      const refused = yield* Effect.flip(open(...behind(inner, closedDoor)))
      assert.match(refused.message, /^bastion: .* does not let/u)
      const deadEnd = yield* sshd({ config: ["AllowTcpForwarding no"] })
      const stopped = yield* Effect.flip(open(...behind(inner, deadEnd)))
      assert.match(stopped.message, /^bastion: cannot connect: it does not allow going on to 127\.0\.0\.1:\d+$/u)
      assert.isFalse(stopped.isTransient)
      const outer = yield* sshd()
      const [first, second] = behind(inner, outer)
      const unreachable = yield* Effect.flip(open({ ...first, port: yield* freePort }, second))
      assert.match(unreachable.message, /^bastion: cannot connect: 127\.0\.0\.1:\d+ cannot be reached from there$/u)
      assert.isTrue(unreachable.isTransient)
    }))

  it.live("is over when the jump host goes", () =>
    Effect.gen(function*() {
      const [inner, outer] = [yield* sshd(), yield* sshd()]
      const connection = yield* open(...behind(inner, outer))
      yield* outer.dropConnections
      assert.match(yield* closed(connection), /closed the connection/u)
    }))

  it.live("leaves nothing open on the way when it fails", () =>
    Effect.gen(function*() {
      const inner = yield* sshd({ config: ["AuthorizedKeysFile none"] })
      const outer = yield* sshd()
      yield* Effect.flip(open(...behind(inner, outer)))
      yield* Effect.sleep("300 millis")
      assert.lengthOf(yield* outer.processes, 1)
    }))

  it.live("follows ProxyJump in ~/.ssh/config", () =>
    Effect.gen(function*() {
      const [inner, outer] = [yield* sshd(), yield* sshd()]
      const HOME = yield* homeWith(
        [
          `Host lab\n  HostName 127.0.0.1\n  Port ${inner.port}\n  ProxyJump gate:${outer.port}`,
          `  UserKnownHostsFile ${inner.knownHosts}`,
          `Host gate\n  HostName 127.0.0.1\n  UserKnownHostsFile ${outer.knownHosts}`,
          `Host *\n  User ${inner.user}\n  IdentityFile ${inner.keyFile}\n`,
        ].join("\n"),
      )
      const remote = { host: "lab", port: undefined, user: undefined, auth: undefined, knownHosts: [], sshConfig: true }
      const connection = yield* openIn({ HOME }, remoteTo(inner, remote))
      assert.strictEqual(yield* realpathOf(connection), inner.path)
      assert.match(yield* outer.log, /Accepted publickey/u)
    }))
})

const onlyRsa = Effect.fnUntraced(function*(server: SftpServer) {
  const lines = (yield* Effect.promise(() => readFile(server.knownHosts, "utf8"))).split("\n")
  const file = yield* emptyFile()
  yield* Effect.promise(() => writeFile(file, `${lines.find((line) => line.includes(" ssh-rsa ")) ?? ""}\n`))
  return file
})
