import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { chmod } from "node:fs/promises"
import { userInfo } from "node:os"
import { join } from "node:path"
import { type Remote } from "../../../../src/domain/Remote.ts"
import { resolveTarget } from "../../../../src/endpoint/sftp/ssh/resolveTarget.ts"
import { remote } from "../../../support/remoteOf.ts"
import { homeWith, named, withEnvironment } from "./remotes.ts"

const resolve = (home: string, first: Remote, ...others: ReadonlyArray<Remote>) =>
  resolveTarget(first, named(first, ...others)).pipe(withEnvironment({ HOME: home }))

const complaint = (home: string, first: Remote, ...others: ReadonlyArray<Remote>) =>
  Effect.map(Effect.flip(resolve(home, first, ...others)), (error) => error.message)

const viaConfig = remote({
  name: "lab",
  host: "lab",
  port: undefined,
  user: undefined,
  auth: undefined,
  sshConfig: true,
})

describe("resolveTarget", () => {
  it.effect("takes a remote as declared, and does not look at ~/.ssh/config unasked", () =>
    Effect.gen(function*() {
      const home = yield* homeWith("Host *\n  User someone\n  Port 1\n  ProxyJump bastion\n")
      assert.deepStrictEqual(yield* resolve(home, remote({ hostKey: "SHA256:x", knownHosts: ["/kh"] })), {
        endpoint: "office",
        host: "sftp.example.com",
        port: 22,
        user: "anna",
        auth: { _tag: "Agent" },
        knownHosts: ["/kh"],
        hostKey: "SHA256:x",
        legacyAlgorithms: false,
        jump: undefined,
        notes: [],
      })
    }))

  it.effect("fills what the syncfile leaves open from ~/.ssh/config", () =>
    Effect.gen(function*() {
      const home = yield* homeWith(
        "Host lab\n  HostName %h.example.com\n  Port 2222\n  User bert\n  IdentityFile ~/.ssh/%n\n  UserKnownHostsFile /kh/%h\n",
      )
      const target = yield* resolve(home, viaConfig)
      assert.strictEqual(target.host, "lab.example.com")
      assert.strictEqual(target.port, 2222)
      assert.strictEqual(target.user, "bert")
      assert.deepStrictEqual(target.auth, { _tag: "IdentityFiles", files: [join(home, ".ssh", "lab")] })
      assert.deepStrictEqual(target.knownHosts, ["/kh/lab.example.com", "/etc/ssh/ssh_known_hosts"])
    }))

  it.effect("prefers what the syncfile says", () =>
    Effect.gen(function*() {
      const home = yield* homeWith(
        "Host lab\n  Port 2222\n  User bert\n  IdentityFile /k\n  UserKnownHostsFile /kh\n  ProxyJump a\n",
      )
      const explicit = {
        port: 22,
        user: "anna",
        auth: { _tag: "Agent" },
        knownHosts: ["/mine"],
        jump: "bastion",
      } as const
      const target = yield* resolve(home, { ...viaConfig, ...explicit }, remote({ name: "bastion" }))
      assert.deepInclude(target, { port: 22, user: "anna", auth: { _tag: "Agent" }, knownHosts: ["/mine"] })
      assert.strictEqual(target.jump?.endpoint, "bastion")
    }))

  it.effect("logs in as the local user and asks OpenSSH's files about hosts where nobody says otherwise", () =>
    Effect.gen(function*() {
      const home = yield* homeWith("")
      const target = yield* resolve(home, viaConfig)
      assert.strictEqual(target.user, userInfo().username)
      assert.deepStrictEqual(target.knownHosts, [join(home, ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"])
      assert.deepStrictEqual(target.auth, { _tag: "IdentityFiles", files: [] })
    }))

  it.effect("needs no ~/.ssh/config", () =>
    Effect.gen(function*() {
      assert.strictEqual((yield* resolve("/nonexistent", viaConfig)).host, "lab")
    }))

  it.effect("goes through declared remotes, one behind the other", () =>
    Effect.gen(function*() {
      const inner = remote({ name: "inner", jump: "outer" })
      const target = yield* resolve("/", remote({ jump: "inner" }), inner, remote({ name: "outer" }))
      assert.strictEqual(target.jump?.endpoint, "inner")
      assert.strictEqual(target.jump?.jump?.endpoint, "outer")
      assert.isUndefined(target.jump?.jump?.jump)
    }))

  it.effect("goes through the hosts of ProxyJump in their order, each with its own settings", () =>
    Effect.gen(function*() {
      const home = yield* homeWith(
        "Host lab\n  ProxyJump first,me@second:2022\nHost first\n  HostName 192.0.2.1\n  User one\nHost second\n  User two\n  Port 9\n  ProxyJump ignored\n",
      )
      const target = yield* resolve(home, viaConfig)
      assert.deepInclude(target.jump, { endpoint: "second", host: "second", user: "me", port: 2022 })
      assert.deepInclude(target.jump?.jump, { endpoint: "first", host: "192.0.2.1", user: "one", port: 22 })
      assert.isUndefined(target.jump?.jump?.jump)
    }))

  it.effect("lets the first host of ProxyJump have a ProxyJump of its own", () =>
    Effect.gen(function*() {
      const home = yield* homeWith("Host lab\n  ProxyJump first\nHost first\n  ProxyJump outermost\n")
      assert.strictEqual((yield* resolve(home, viaConfig)).jump?.jump?.endpoint, "outermost")
    }))

  it.effect("says which lines of ~/.ssh/config it does not follow", () =>
    Effect.gen(function*() {
      const home = yield* homeWith("Include other\n")
      assert.deepStrictEqual((yield* resolve(home, viaConfig)).notes, ["~/.ssh/config: Include other is not followed"])
    }))

  it.effect("refuses jumps that go in a circle", () =>
    Effect.gen(function*() {
      const back = remote({ name: "bastion", jump: "office" })
      assert.match(yield* complaint("/", remote({ jump: "bastion" }), back), /in a circle: office, bastion, office$/u)
      assert.match(yield* complaint("/", remote({ jump: "office" })), /in a circle: office, office$/u)
      const home = yield* homeWith("Host *\n  ProxyJump bastion\n")
      assert.match(yield* complaint(home, viaConfig), /in a circle: lab, bastion, bastion$/u)
    }))

  it.effect("refuses a jump to a remote that is not declared", () =>
    Effect.gen(function*() {
      assert.match(yield* complaint("/", remote({ jump: "nowhere" })), /no remote "nowhere"/u)
    }))

  const broken: ReadonlyArray<readonly [config: string, message: RegExp]> = [
    ["Host lab\n  Port many\n", /no valid Port/u],
    ["Host lab\n  Port 70000\n", /no valid Port/u],
    ["Host lab\n  ProxyJump a,,b\n", /ProxyJump .* cannot be understood/u],
    ["Host lab\n  HostName %X\n", /host name is not valid/u],
    ["Host lab\n  HostName \"a b\"\n", /host name is not valid/u],
    ["Host lab\n  User \"a\tb\"\n", /no user name/u],
    ["Host \"lab\n", /config cannot be understood/u],
  ]
  for (const [config, message] of broken) {
    it.effect(`refuses ${JSON.stringify(config)}`, () =>
      Effect.gen(function*() {
        assert.match(yield* complaint(yield* homeWith(config), viaConfig), message)
      }))
  }

  it.effect("refuses a ~/.ssh/config that anyone may change", () =>
    Effect.gen(function*() {
      const home = yield* homeWith("Host lab\n  ProxyJump evil\n")
      yield* Effect.promise(() => chmod(join(home, ".ssh", "config"), 0o666))
      const error = yield* Effect.flip(resolve(home, viaConfig))
      assert.strictEqual(error.reason._tag, "SecretUnavailable")
      assert.match(error.message, /can be changed by other users/u)
    }))

  it.effect("refuses to log in without a user name, or with one that is none", () =>
    Effect.gen(function*() {
      for (const user of [undefined, "", "a\u0000b", "a\nb"]) {
        assert.match(yield* complaint("/", remote({ user })), /no user name/u)
      }
    }))
})
