import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { type Remote } from "../../../../src/domain/Remote.ts"
import { layerSecrets } from "../../../../src/endpoint/readSecret.ts"
import { appendKnownHosts } from "../../../../src/endpoint/sftp/ssh/appendKnownHosts.ts"
import { fetchHostKeys } from "../../../../src/endpoint/sftp/ssh/fetchHostKeys.ts"
import { freePort } from "../../../support/servers/freePort.ts"
import { sshd } from "../../../support/servers/sshd.ts"
import { temporaryFolder } from "../../../support/servers/temporaryFolder.ts"
import { open, realpathOf, remoteTo } from "./connecting.ts"
import { named, withEnvironment } from "./remotes.ts"

const fetchFrom = (first: Remote, ...others: ReadonlyArray<Remote>) =>
  fetchHostKeys(first, { remotes: named(first, ...others) }).pipe(Effect.provide(layerSecrets), withEnvironment({}))

describe("fetchHostKeys", () => {
  it.live("gives every key of the server as known_hosts has it, and logs in nowhere", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ hostKeyTypes: ["ed25519", "ecdsa", "rsa"], config: ["LogLevel DEBUG1"] })
      const keys = yield* fetchFrom(remoteTo(server, { knownHosts: [] }))
      const expected = (yield* Effect.promise(() => readFile(server.knownHosts, "utf8"))).trim().split("\n")
      assert.deepStrictEqual(keys.map((key) => key.line), expected)
      assert.deepStrictEqual(keys.map((key) => key.keyType), ["ssh-ed25519", "ecdsa-sha2-nistp256", "ssh-rsa"])
      yield* Effect.sleep("200 millis")
      assert.notMatch(yield* server.log, /userauth-request|Accepted|Failed/u)
    }))

  it.live("gives what makes the server trusted once it is written down", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const file = join(yield* temporaryFolder("home"), ".ssh", "known_hosts")
      const remote = remoteTo(server, { knownHosts: [file] })
      assert.strictEqual((yield* Effect.flip(open(remote))).reason._tag, "HostKeyUnknown")
      const keys = yield* fetchFrom(remote)
      yield* appendKnownHosts(file, keys.map((key) => key.line))
      const connection = yield* open(remote)
      assert.strictEqual(yield* realpathOf(connection), server.path)
      assert.include(keys.map((key) => key.fingerprint), connection.hostKeyFingerprint)
    }))

  it.live("shows the keys of a server whose key has changed, too", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ hostKeyTypes: ["ecdsa"] })
      const keys = yield* fetchFrom(remoteTo(server, { hostKey: "SHA256:other" }))
      assert.deepStrictEqual(keys.map((key) => key.keyType), ["ecdsa-sha2-nistp256"])
    }))

  it.live("asks through a jump host, whose own key must be known", () =>
    Effect.gen(function*() {
      const [inner, outer] = [yield* sshd(), yield* sshd()]
      const first = remoteTo(inner, { jump: "bastion" })
      assert.lengthOf(yield* fetchFrom(first, remoteTo(outer, { name: "bastion" })), 2)
      const error = yield* Effect.flip(
        fetchFrom(first, remoteTo(outer, { name: "bastion", knownHosts: ["/dev/null"] })),
      )
      assert.strictEqual(error.endpoint, "bastion")
    }))

  it.live("says when the server cannot be reached, or has no key that may be used", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ hostKeyTypes: ["rsa"], config: ["HostKeyAlgorithms ssh-rsa"] })
      const unreachable = yield* Effect.flip(fetchFrom(remoteTo(server, { port: yield* freePort })))
      assert.strictEqual(unreachable.reason._tag, "Unreachable")
      const none = yield* Effect.flip(fetchFrom(remoteTo(server)))
      assert.match(none.message, /does not support a host key of an allowed type/u)
      assert.lengthOf(yield* fetchFrom(remoteTo(server, { legacyAlgorithms: true })), 1)
    }))
})
