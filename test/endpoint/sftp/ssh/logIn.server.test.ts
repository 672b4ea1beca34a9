import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { chmod, readFile } from "node:fs/promises"
import { type Auth } from "../../../../src/domain/Remote.ts"
import { type EndpointError } from "../../../../src/endpoint/EndpointError.ts"
import { type Sshd, sshd } from "../../../support/servers/sshd.ts"
import { byPassword, open, openIn, realpathOf, remoteTo } from "./connecting.ts"

const keyFile = (path: string): Auth => ({ _tag: "PrivateKey", privateKey: { _tag: "File", path } })

const encryptedKey = (path: string): Auth => ({
  _tag: "PrivateKey",
  privateKey: { _tag: "File", path },
  passphrase: { _tag: "Env", name: "PASSPHRASE" },
})

const opens = (server: Sshd, auth: Auth, env: Readonly<Record<string, string>> = {}) =>
  Effect.scoped(Effect.flatMap(openIn(env, remoteTo(server, { auth })), realpathOf))

const tag = (error: EndpointError) => error.reason._tag
const attemptsIn = (log: string) => log.split("\n").filter((line) => /^(?:Failed|Accepted) /u.test(line))

describe("openConnection with a password", () => {
  it.live("gets in, and asks for nothing else before", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ passwordUser: true })
      const connection = yield* openIn({ PASSWORD: server.password ?? "" }, remoteTo(server, { auth: byPassword }))
      assert.strictEqual(yield* realpathOf(connection), server.path)
      assert.match(attemptsIn(yield* server.log).join("; "), /^Accepted password for [^;]*$/u)
    }))

  it.live("is refused with a wrong one after a single try, and the error does not hold it", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ passwordUser: true })
      const error = yield* Effect.flip(openIn({ PASSWORD: "hunter2" }, remoteTo(server, { auth: byPassword })))
      assert.strictEqual(tag(error), "AuthenticationFailed")
      assert.isFalse(error.isTransient)
      assert.strictEqual(
        error.message,
        `office: cannot connect: the server does not let ${server.user} in with the password `
          + "(it takes publickey, password). Check the user name and the password",
      )
      assert.notInclude(JSON.stringify(error), "hunter2")
      assert.lengthOf(attemptsIn(yield* server.log), 1)
    }))

  it.live("answers the one hidden question of a server that takes passwords in no other way", () =>
    Effect.gen(function*() {
      const server = yield* sshd({
        passwordUser: true,
        config: ["UsePAM yes", "KbdInteractiveAuthentication yes", "PasswordAuthentication no"],
      })
      const auth = { auth: byPassword }
      const connection = yield* openIn({ PASSWORD: server.password ?? "" }, remoteTo(server, auth))
      assert.strictEqual(yield* realpathOf(connection), server.path)
      assert.match(yield* server.log, /Accepted keyboard-interactive\/pam/u)
      const error = yield* Effect.flip(openIn({ PASSWORD: "hunter2" }, remoteTo(server, auth)))
      assert.strictEqual(tag(error), "AuthenticationFailed")
      assert.match(error.message, /with the password and the password as the answer to a question/u)
    }))

  it.live("does not give it a second time where it is only one of two proofs", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ passwordUser: true, config: ["AuthenticationMethods password,publickey"] })
      const error = yield* Effect.flip(
        openIn({ PASSWORD: server.password ?? "" }, remoteTo(server, { auth: byPassword })),
      )
      assert.strictEqual(tag(error), "AuthenticationFailed")
      assert.match(error.message, /takes the password from [\w-]+, and wants publickey besides: not supported/u)
    }))

  it.live("says which variable is missing, without going to the server", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ passwordUser: true })
      const error = yield* Effect.flip(open(remoteTo(server, { auth: byPassword })))
      assert.strictEqual(tag(error), "SecretUnavailable")
      assert.match(error.message, /environment variable PASSWORD is not set/u)
      assert.notMatch(yield* server.log, /Connection from/u)
    }))
})

describe("openConnection with a key", () => {
  it.live("opens an encrypted one with its passphrase, and says when that is wrong or not there", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const { keyFile: path, passphrase } = yield* server.encryptedKey
      assert.strictEqual(yield* opens(server, encryptedKey(path), { PASSPHRASE: passphrase }), server.path)
      const wrong = yield* Effect.flip(opens(server, encryptedKey(path), { PASSPHRASE: "open barley" }))
      assert.match(wrong.message, /the passphrase does not open the key .*id_encrypted/u)
      const missing = yield* Effect.flip(opens(server, keyFile(path)))
      assert.match(missing.message, /id_encrypted is encrypted: auth\.passphrase must say/u)
      assert.strictEqual(tag(missing), "SecretUnavailable")
    }))

  it.live("takes one from a variable, too", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const key = yield* Effect.promise(() => readFile(server.keyFile, "utf8"))
      const auth: Auth = { _tag: "PrivateKey", privateKey: { _tag: "Env", name: "KEY" } }
      assert.strictEqual(yield* opens(server, auth, { KEY: key }), server.path)
    }))

  it.live("does not use one that others may read", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      for (const mode of [0o640, 0o604, 0o644]) {
        yield* Effect.promise(() => chmod(server.keyFile, mode))
        const error = yield* Effect.flip(opens(server, keyFile(server.keyFile)))
        assert.match(error.message, /other users may read the key .*: run chmod 600/u)
      }
      assert.notMatch(yield* server.log, /Connection from/u)
    }))

  it.live("says when it is not there or no key, or a public one", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const missing = yield* Effect.flip(opens(server, keyFile("/nonexistent/key")))
      assert.match(missing.message, /there is no file \/nonexistent\/key/u)
      yield* Effect.promise(() => chmod(`${server.keyFile}.pub`, 0o600))
      const pub = yield* Effect.flip(opens(server, keyFile(`${server.keyFile}.pub`)))
      assert.match(pub.message, /it is a public key/u)
    }))

  it.live("is refused with one that the server does not have", () =>
    Effect.gen(function*() {
      const server = yield* sshd()
      const other = yield* sshd({ config: ["AuthorizedKeysFile none"] })
      const error = yield* Effect.flip(opens(other, keyFile(server.keyFile)))
      assert.strictEqual(tag(error), "AuthenticationFailed")
      assert.match(
        error.message,
        /with the key .*\/id \(ssh-ed25519 SHA256:.*\) \(it takes publickey\)\. Check .* public key/u,
      )
    }))

  it.live("signs with RSA and SHA-2", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ config: ["LogLevel DEBUG1"] })
      assert.strictEqual(yield* opens(server, keyFile(yield* server.rsaKeyFile)), server.path)
      assert.match(yield* server.log, /Accepted publickey .* RSA/u)
      assert.notMatch(yield* server.log, /pkalg ssh-rsa\b/u)
    }))
})

describe("openConnection and algorithms", () => {
  const worn: ReadonlyArray<readonly [what: string, config: ReadonlyArray<string>, message: RegExp]> = [
    ["SHA-1 in the key exchange", ["KexAlgorithms diffie-hellman-group14-sha1"], /a modern key exchange algorithm/u],
    ["CBC", ["Ciphers aes128-cbc,aes256-cbc"], /a modern cipher/u],
    ["SHA-1 in MACs", ["Ciphers aes128-ctr", "MACs hmac-sha1"], /a modern MAC/u],
  ]
  for (const [what, config, message] of worn) {
    it.live(`refuses a server that knows nothing better than ${what}, unless legacy algorithms are allowed`, () =>
      Effect.gen(function*() {
        const server = yield* sshd({ config })
        const error = yield* Effect.flip(open(remoteTo(server)))
        assert.strictEqual(tag(error), "Unsupported")
        assert.match(error.message, message)
        const connection = yield* open(remoteTo(server, { legacyAlgorithms: true }))
        assert.strictEqual(yield* realpathOf(connection), server.path)
      }))
  }

  it.live("refuses host keys that sign with SHA-1, unless legacy algorithms are allowed", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ hostKeyTypes: ["rsa"], config: ["HostKeyAlgorithms ssh-rsa"] })
      const error = yield* Effect.flip(open(remoteTo(server)))
      assert.match(error.message, /does not support a host key of an allowed type/u)
      assert.strictEqual(
        (yield* open(remoteTo(server, { legacyAlgorithms: true }))).negotiated.serverHostKey,
        "ssh-rsa",
      )
    }))

  it.live("refuses chacha20-poly1305 in any case", () =>
    Effect.gen(function*() {
      const server = yield* sshd({ config: ["Ciphers chacha20-poly1305@openssh.com"] })
      for (const legacyAlgorithms of [false, true]) {
        const error = yield* Effect.flip(open(remoteTo(server, { legacyAlgorithms })))
        assert.match(error.message, /a modern cipher/u)
      }
    }))
})
