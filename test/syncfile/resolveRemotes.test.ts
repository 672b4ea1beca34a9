import { assert, describe, it } from "@effect/vitest"
import { complaintsAbout, hintsFor, setupOf, withRemotes } from "./reading.ts"

const agent = "user: ada, auth: { agent: true }"
const remoteOf = (written: string) => setupOf(withRemotes(`  r: { type: sftp, ${written} }`)).remotes.get("r")
const authOf = (written: string) => remoteOf(`host: h, user: ada, auth: { ${written} }`)?.auth

describe("resolveRemotes", () => {
  it("fills in what is not written", () => {
    assert.deepStrictEqual(remoteOf(`host: sftp.test, ${agent}`), {
      name: "r",
      host: "sftp.test",
      port: undefined,
      user: "ada",
      auth: { _tag: "Agent" },
      knownHosts: ["/home/ada/.ssh/known_hosts", "/etc/ssh/ssh_known_hosts"],
      hostKey: undefined,
      root: "",
      jump: undefined,
      sshConfig: false,
      legacyAlgorithms: false,
      transfers: undefined,
      connections: 1,
      bandwidth: undefined,
    })
  })

  it("takes over everything that is written", () => {
    const text = withRemotes(`  bastion: { type: sftp, host: b.test, ${agent} }
  r:
    type: sftp
    host: "2001:db8::1"
    port: 2222
    user: 'DOMAIN\\ada'
    auth: { privateKey: { file: ~/.ssh/id }, passphrase: { env: PASSPHRASE } }
    knownHosts: [./known_hosts, /etc/hosts.keys, ~/keys]
    hostKey: SHA256:uNiVztksCsDhcc0u9e8BrlrBhNhT3wTtYbYhqhS6fM4
    root: /srv/feeds/
    jump: bastion
    algorithms: { legacy: true }`)
    assert.deepStrictEqual(setupOf(text).remotes.get("r"), {
      name: "r",
      host: "2001:db8::1",
      port: 2222,
      user: "DOMAIN\\ada",
      auth: {
        _tag: "PrivateKey",
        privateKey: { _tag: "File", path: "/home/ada/.ssh/id" },
        passphrase: { _tag: "Env", name: "PASSPHRASE" },
      },
      knownHosts: ["/srv/feeds/known_hosts", "/etc/hosts.keys", "/home/ada/keys"],
      hostKey: "SHA256:uNiVztksCsDhcc0u9e8BrlrBhNhT3wTtYbYhqhS6fM4",
      root: "/srv/feeds",
      jump: "bastion",
      sshConfig: false,
      legacyAlgorithms: true,
      transfers: undefined,
      connections: 1,
      bandwidth: undefined,
    })
  })

  it("leaves user, auth and known hosts to ~/.ssh/config where that is asked", () => {
    const remote = remoteOf("host: office, sshConfig: true")
    assert.deepStrictEqual([remote?.user, remote?.auth, remote?.port, remote?.knownHosts, remote?.sshConfig], [
      undefined,
      undefined,
      undefined,
      [],
      true,
    ])
    assert.deepStrictEqual(remoteOf("host: office, sshConfig: true, knownHosts: ./k")?.knownHosts, ["/srv/feeds/k"])
  })

  it.each([
    ["password: { env: PW }", { _tag: "Password", password: { _tag: "Env", name: "PW" } }],
    ["password: { file: ./pw }", { _tag: "Password", password: { _tag: "File", path: "/srv/feeds/pw" } }],
    ["password: { credential: pw }", { _tag: "Password", password: { _tag: "Credential", name: "pw" } }],
    ["password: { command: [pass, show, sftp] }", {
      _tag: "Password",
      password: { _tag: "Command", argv: ["pass", "show", "sftp"] },
    }],
    ["privateKey: { file: /k }", { _tag: "PrivateKey", privateKey: { _tag: "File", path: "/k" } }],
    ["agent: true", { _tag: "Agent" }],
  ])("reads auth: { %s }", (written, auth) => {
    assert.deepStrictEqual(authOf(written), auth as never)
  })

  it.each([
    ["a command without a program", `  r: { type: sftp, host: h, user: u, auth: { password: { command: [""] } } }`, [
      "5:68 `command` names no program",
    ]],
    [
      "a jump to nowhere",
      `  r: { type: sftp, host: h, jump: bastoin, ${agent} }\n  bastion: { type: sftp, host: b, ${agent} }`,
      [
        "5:35 `bastoin` is not declared under `remotes`",
      ],
    ],
    ["a jump over itself", `  r: { type: sftp, host: h, jump: r, ${agent} }`, ["5:35 `jump` goes in a circle: r → r"]],
    [
      "jumps in a circle, once",
      `  a: { type: sftp, host: h, jump: b, ${agent} }\n  b: { type: sftp, host: h, jump: c, ${agent} }\n`
      + `  c: { type: sftp, host: h, jump: a, ${agent} }\n  d: { type: sftp, host: h, jump: a, ${agent} }`,
      ["5:35 `jump` goes in a circle: a → b → c → a"],
    ],
    ["a root above the root", `  r: { type: sftp, host: h, root: /srv/../etc, ${agent} }`, [
      "5:35 `/srv/../etc`: a path on a server has no `..` in it",
    ]],
    ["a root below ~", `  r: { type: sftp, host: h, root: ~/feeds, ${agent} }`, [
      "5:35 `~/feeds`: SFTP has no `~`: a path that does not start with `/` starts in the folder of the login",
    ]],
  ])("refuses %s", (_title, written, complaints) => {
    assert.deepStrictEqual(complaintsAbout(withRemotes(written)), complaints)
  })

  it("suggests the remote that a jump probably means", () => {
    const text = withRemotes(
      `  r: { type: sftp, host: h, jump: bastoin, ${agent} }\n  bastion: { type: sftp, host: b, ${agent} }`,
    )
    assert.deepStrictEqual(hintsFor(text), ["did you mean `bastion`?"])
  })

  it("does without remotes", () => {
    const text = "version: 1\nname: a\npairs: { p: { mode: copy, source: ./a, target: ./b } }"
    assert.strictEqual(setupOf(text).remotes.size, 0)
  })
})
