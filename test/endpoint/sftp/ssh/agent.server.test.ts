import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type SftpServer } from "../../../support/servers/SftpServer.ts"
import { sshd } from "../../../support/servers/sshd.ts"
import { openIn, realpathOf, remoteTo } from "./connecting.ts"
import { sshAgent } from "./sshAgent.ts"

const viaAgent = (server: SftpServer, socketPath: string) =>
  openIn({ SSH_AUTH_SOCK: socketPath }, remoteTo(server, { auth: { _tag: "Agent" } }))

describe("openConnection with an ssh-agent", () => {
  it.live("gets in with a key of the agent", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const connection = yield* viaAgent(server, yield* sshAgent([server.keyFile]))
      assert.strictEqual(yield* realpathOf(connection), server.path)
    }))

  it.live("has an RSA key in the agent sign with SHA-2", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ config: ["LogLevel DEBUG1"] })
      const connection = yield* viaAgent(server, yield* sshAgent([yield* server.rsaKeyFile]))
      assert.strictEqual(yield* realpathOf(connection), server.path)
      assert.match(yield* server.log, /Accepted publickey .* RSA/u)
      assert.notMatch(yield* server.log, /pkalg ssh-rsa\b/u)
    }))

  it.live("does not let the server use the agent", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ config: ["LogLevel DEBUG1", "AllowAgentForwarding yes"] })
      yield* viaAgent(server, yield* sshAgent([server.keyFile]))
      assert.notMatch(yield* server.log, /auth-agent-req/u)
    }))

  it.live("says when the agent has no key that the server takes", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ config: ["AuthorizedKeysFile none"] })
      const error = yield* Effect.flip(viaAgent(server, yield* sshAgent([server.keyFile])))
      assert.strictEqual(error.reason._tag, "AuthenticationFailed")
      assert.match(error.message, /with the one key of the ssh-agent\. Check .*ssh-add -l/u)
      const empty = yield* Effect.flip(viaAgent(server, yield* sshAgent([])))
      assert.match(empty.message, /with an ssh-agent that has no key to use/u)
    }))

  it.live("is not let try all keys of an agent that has many", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ config: ["AuthorizedKeysFile none", "MaxAuthTries 1"] })
      const error = yield* Effect.flip(viaAgent(server, yield* sshAgent([server.keyFile, yield* server.rsaKeyFile])))
      assert.strictEqual(error.reason._tag, "AuthenticationFailed")
      assert.isFalse(error.isTransient)
      assert.match(error.message, /with the 2 keys of the ssh-agent.*It says: "Too many authentication failures/u)
    }))

  it.live("says when there is no agent, or none that answers", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const none = yield* Effect.flip(openIn({}, remoteTo(server, { auth: { _tag: "Agent" } })))
      assert.match(none.message, /no ssh-agent \(SSH_AUTH_SOCK is not set\)/u)
      const dead = yield* Effect.flip(viaAgent(server, "/nonexistent/agent"))
      assert.strictEqual(dead.reason._tag, "AuthenticationFailed")
      assert.strictEqual(dead.message, "office: cannot connect: the ssh-agent at /nonexistent/agent does not answer")
    }))
})
