import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { join } from "node:path"
import { type Remote } from "../../../../src/domain/Remote.ts"
import { filesOfLogin } from "../../../../src/endpoint/sftp/ssh/filesOfLogin.ts"
import { remote } from "../../../support/remoteOf.ts"
import { homeWith, named, withEnvironment } from "./remotes.ts"

const files = (home: string, first: Remote, ...others: ReadonlyArray<Remote>) =>
  filesOfLogin(first, named(first, ...others)).pipe(withEnvironment({ HOME: home }))

describe("the files that decide whether a remote lets us in", () => {
  it.effect("are those that it names, and those of the hosts on the way", () =>
    Effect.gen(function*() {
      const home = yield* homeWith("")
      const password = { _tag: "Password", password: { _tag: "File", path: "/run/password" } } as const
      const door = remote({ name: "door", auth: password, knownHosts: ["/kh/door"] })
      const office = remote({
        auth: {
          _tag: "PrivateKey",
          privateKey: { _tag: "File", path: "/keys/id" },
          passphrase: { _tag: "File", path: "/run/phrase" },
        },
        knownHosts: ["/kh/office"],
        jump: "door",
      })
      assert.deepStrictEqual(yield* files(home, office, door), [
        "/kh/office",
        "/keys/id",
        "/run/phrase",
        "/kh/door",
        "/run/password",
      ])
    }))

  it.effect("are those that ~/.ssh/config names, and that file itself", () =>
    Effect.gen(function*() {
      const home = yield* homeWith(
        "Host lab\n  ProxyJump bastion\n  IdentityFile ~/.ssh/lab\nHost bastion\n  IdentityFile ~/.ssh/b\n  UserKnownHostsFile /kh/b\n",
      )
      const lab = remote({ name: "lab", host: "lab", auth: undefined, sshConfig: true, knownHosts: ["/kh/lab"] })
      assert.deepStrictEqual(yield* files(home, lab), [
        join(home, ".ssh", "config"),
        "/kh/lab",
        join(home, ".ssh", "lab"),
        "/kh/b",
        "/etc/ssh/ssh_known_hosts",
        join(home, ".ssh", "b"),
      ])
    }))

  it.effect("are at least that one where it makes no sense", () =>
    Effect.gen(function*() {
      const home = yield* homeWith("Host lab\n  Port none\n")
      const lab = remote({ name: "lab", host: "lab", auth: undefined, sshConfig: true })
      assert.deepStrictEqual(yield* files(home, lab), [join(home, ".ssh", "config")])
    }))
})
