import { assert, describe, it } from "@effect/vitest"
import { complaintsAbout, hintsFor, withPairs, withRemotes } from "./reading.ts"

type Case = readonly [written: string, complaint: string, hint?: string]

const size = "a size with its unit (B, KiB, MiB, GiB, TiB, kB, MB, GB, TB), such as `10MiB`"
const age = "a time with its unit (s, m, h, d, w), such as `10m` or `1h30m`"
const rule = "exactly one of include, exclude, ignoreFile, minSize, maxSize, minAge, maxAge"
const source = "exactly one of env, file, command, credential"

const pairs: ReadonlyArray<Case> = [
  ["mode: copy, source: ./a, target: ./b, sorce: x", "7:46 unknown key `sorce` in pairs.p", "did you mean `source`?"],
  ["mode: copy, sorce: ./a, target: ./b", "7:20 unknown key `sorce` in pairs.p", "did you mean `source`?"],
  [
    "mode: copy, source: ./a, target: ./b, Filters: []",
    "7:46 unknown key `Filters` in pairs.p",
    "did you mean `filters`?",
  ],
  [
    "mode: copy, source: ./a, target: ./b, schedule: x",
    "7:56 `schedule` must be `off` or a map, not `x`",
  ],
  ["mode: copy, target: ./b", "7:3 pairs.p needs `source`", "for example `source: office:data`"],
  [
    "mode: miror, source: ./a, target: ./b",
    "7:14 `mode` must be `copy`, `mirror` or `two-way`, not `miror`",
    "did you mean `mirror`?",
  ],
  [
    "mode: [copy], source: ./a, target: ./b",
    "7:14 `mode` must be `copy`, `mirror` or `two-way`",
    "did you mean `copy`?",
  ],
  [
    "mode: copy, source: , target: ./b",
    "7:20 `source` has no value: it must be a folder: `remote:path`, or `./path`, `/path`, `~/path` on this machine",
  ],
  [
    "mode: copy, source: 12, target: ./b",
    "7:28 `source` must be a folder: `remote:path`, or `./path`, `/path`, `~/path` on this machine, not `12`",
    "put it in quotes to make it text",
  ],
  ["mode: copy, source: ./a, target: ./b, symlinks: true", "7:56 `symlinks` must be `skip` or `follow`, not `true`"],
  [
    "mode: copy, source: ./a, target: ./b, compare: { by: [modified] }",
    "7:61 `by` must be `[size, modified]`, `[checksum]` or `[size]`",
  ],
  [
    "mode: copy, source: ./a, target: ./b, compare: { by: [checksums] }",
    "7:61 `by` must be `[size, modified]`, `[checksum]` or `[size]`",
    "did you mean `[checksum]`?",
  ],
  [
    "mode: copy, source: ./a, target: ./b, compare: { by: size }",
    "7:61 `by` must be `[size, modified]`, `[checksum]` or `[size]`, not `size`",
  ],
  [
    "mode: copy, source: ./a, target: ./b, limits: { deletes: { count: 1.5 } }",
    "7:74 `count` must be a whole number, not `1.5`",
  ],
  [
    "mode: copy, source: ./a, target: ./b, limits: { deletes: { count: -1 } }",
    "7:74 `count` must be at least 0, not `-1`",
  ],
  [
    "mode: copy, source: ./a, target: ./b, limits: { deletes: { percent: 101 } }",
    "7:76 `percent` must be at most 100, not `101`",
  ],
  [
    "mode: copy, source: ./a, target: ./b, limits: { deletes: { percent: .nan } }",
    "7:76 `percent` must be a number, not `.nan`",
  ],
  [
    "mode: copy, source: ./a, target: ./b, limits: { deletes: { percent: \"5\" } }",
    "7:76 `percent` must be a number, not `5`",
    "write it without quotes",
  ],
  [
    "mode: copy, source: ./a, target: ./b, limits: { changes: {} }",
    "7:56 pairs.p.limits.changes needs `percent`",
    "for example `percent: 50`",
  ],
  ["mode: copy, source: ./a, target: ./b, limits: { transfer: 200 }", `7:66 \`transfer\` must be ${size}, not \`200\``],
  ["mode: copy, source: ./a, target: ./b, filters: a", "7:55 `filters` must be a list, not `a`"],
  [
    "mode: copy, source: ./a, target: ./b, filters: [a]",
    "7:56 `filters[0]` must be `- GLOB` to exclude or `+ GLOB` to include, not `a`",
  ],
  [
    "mode: copy, source: ./a, target: ./b, filters: [[[5]]]",
    `7:58 \`filters[0][0][0]\` must be a map with ${rule}, not \`5\``,
  ],
  ["mode: copy, source: ./a, target: ./b, filters: [{}]", `7:56 \`filters[0]\` needs ${rule}`],
  [
    "mode: copy, source: ./a, target: ./b, filters: [{ include: a, exclude: b }]",
    `7:70 \`filters[0]\` takes ${rule}, not \`include\` and \`exclude\``,
  ],
  [
    "mode: copy, source: ./a, target: ./b, filters: [excude: a]",
    "7:56 unknown key `excude` in pairs.p.filters[0]",
    "did you mean `exclude`?",
  ],
  [
    "mode: copy, source: ./a, target: ./b, filters: [include: [a]]",
    "7:65 `include` must be a glob, not empty and without control characters",
  ],
  ["mode: copy, source: ./a, target: ./b, filters: [maxSize: 10M]", `7:65 \`maxSize\` must be ${size}, not \`10M\``],
  ["mode: copy, source: ./a, target: ./b, filters: [maxSize: 10]", `7:65 \`maxSize\` must be ${size}, not \`10\``],
  ["mode: copy, source: ./a, target: ./b, filters: [minAge: 10 m]", `7:64 \`minAge\` must be ${age}, not \`10 m\``],
  ["mode: copy, source: ./a, target: ./b, filters: [minAge: 5y]", `7:64 \`minAge\` must be ${age}, not \`5y\``],
]

const auth = "auth: { agent: true }"
const remotes: ReadonlyArray<Case> = [
  [`type: ftp, host: h, user: u, ${auth}`, "5:14 `type` must be `sftp`, not `ftp`", "did you mean `sftp`?"],
  [`type: sftp, user: u, ${auth}`, "5:3 remotes.r needs `host`", "for example `host: sftp.example.com`"],
  [`type: sftp, host: h, ${auth}`, "5:3 remotes.r needs `user`", "or `sshConfig: true`, to take it from ~/.ssh/config"],
  ["type: sftp, host: h, user: u", "5:3 remotes.r needs `auth`", "or `sshConfig: true`, to take it from ~/.ssh/config"],
  ["type: sftp, host: h, sshConfig: yes", "5:40 `sshConfig` must be true or false, not `yes`"],
  [
    `type: sftp, host: "h:22", user: u, ${auth}`,
    "5:26 `host` must be a host name or an address, without user and port, not `h:22`",
  ],
  [
    `type: sftp, host: u@h, user: u, ${auth}`,
    "5:26 `host` must be a host name or an address, without user and port, not `u@h`",
  ],
  [
    `type: sftp, host: -oProxyCommand=x, user: u, ${auth}`,
    "5:26 `host` must be a host name or an address, without user and port, not `-oProxyCommand=x`",
  ],
  [`type: sftp, host: h, port: 0, user: u, ${auth}`, "5:35 `port` must be at least 1, not `0`"],
  [`type: sftp, host: h, port: 70000, user: u, ${auth}`, "5:35 `port` must be at most 65535, not `70000`"],
  [
    `type: sftp, host: h, user: 5, ${auth}`,
    "5:35 `user` must be the name of a user, without white space, not `5`",
    "put it in quotes to make it text",
  ],
  [
    `type: sftp, host: h, user: u, ${auth}, hostKey: "MD5:x"`,
    "5:70 `hostKey` must be a fingerprint: `SHA256:` and 43 characters of base64, not `MD5:x`",
  ],
  [`type: sftp, host: h, user: u, ${auth}, knownHosts: []`, "5:61 `knownHosts` needs at least one entry"],
  [
    `type: sftp, host: h, user: u, ${auth}, knownHosts: 5`,
    "5:73 `knownHosts` must be `./known_hosts` or `[~/.ssh/known_hosts, ./known_hosts]`, not `5`",
  ],
  [`type: sftp, host: h, user: u, ${auth}, algorithms: { legacy: 1 }`, "5:83 `legacy` must be true or false, not `1`"],
  ["type: sftp, host: h, user: u, auth: {}", "5:38 `auth` needs exactly one of password, privateKey, agent"],
  [
    "type: sftp, host: h, user: u, auth: agent",
    "5:44 `auth` must be a map with exactly one of password, privateKey, agent",
  ],
  ["type: sftp, host: h, user: u, auth: { agent: false }", "5:53 `agent` must be `true`, not `false`"],
  [
    "type: sftp, host: h, user: u, auth: { password: { env: A }, agent: true }",
    "5:68 `auth` takes exactly one of password, privateKey, agent, not `password` and `agent`",
  ],
  [
    "type: sftp, host: h, user: u, auth: { passphrase: { env: A } }",
    "5:38 remotes.r.auth needs `privateKey`",
    "for example `privateKey: { file: ~/.ssh/id_ed25519 }`",
  ],
  [
    "type: sftp, host: h, user: u, auth: { password: { env: A }, passphrase: { env: B } }",
    "5:68 unknown key `passphrase` in remotes.r.auth",
    "known here: password",
  ],
  [
    "type: sftp, host: h, user: u, auth: { pasword: { env: A } }",
    "5:46 unknown key `pasword` in remotes.r.auth",
    "did you mean `password`?",
  ],
  ["type: sftp, host: h, user: u, auth: { password: {} }", `5:46 \`password\` needs ${source}`],
  [
    "type: sftp, host: h, user: u, auth: { password: { env: A, file: b } }",
    `5:66 \`password\` takes ${source}, not \`env\` and \`file\``,
  ],
  [
    "type: sftp, host: h, user: u, auth: { password: { env: 1A } }",
    "5:63 `env` must be the name of an environment variable",
  ],
  [
    "type: sftp, host: h, user: u, auth: { password: { command: pass show } }",
    "5:67 `command` must be a list, not `pass show`",
  ],
  ["type: sftp, host: h, user: u, auth: { password: { command: [] } }", "5:58 `command` needs at least one entry"],
  [
    "type: sftp, host: h, user: u, auth: { password: { command: [head, 5] } }",
    "5:74 `command[1]` must be text, not `5`",
    "put it in quotes to make it text",
  ],
  [
    "type: sftp, host: h, user: u, auth: { password: { credential: ../x } }",
    "5:70 `credential` must be the name of a systemd credential, not `../x`",
  ],
]

const checked = (text: string, complaint: string, hint: string | undefined) => {
  assert.deepStrictEqual(complaintsAbout(text), [complaint])
  assert.deepStrictEqual(hintsFor(text), hint === undefined ? [] : [hint])
}

/** Titles of `it.each` take a value by itself. */
const byTitle = (cases: ReadonlyArray<Case>) => cases.map((each) => [each[0], each] as const)

describe("explain", () => {
  it.each(byTitle(pairs))(
    "of a pair with %s",
    (_, [written, complaint, hint]) => checked(withPairs(`  p: { ${written} }`), complaint, hint),
  )

  it.each(byTitle(remotes))(
    "of a remote with %s",
    (_, [written, complaint, hint]) => checked(withRemotes(`  r: { ${written} }`), complaint, hint),
  )

  it("suggests a name that fits", () => {
    const text = withPairs("  My Photos: { mode: copy, source: ./a, target: ./b }")
    checked(
      text,
      "7:3 `My Photos` is no name: a name is up to 63 lower-case letters, digits and dashes",
      "write `my-photos`",
    )
  })

  it("still looks inside what has a bad name", () => {
    assert.strictEqual(complaintsAbout(withPairs("  Photos: { mode: copy, source: ./a }")).length, 2)
  })

  it("cuts a long value short", () => {
    const [complaint = ""] = complaintsAbout(withPairs(`  p: { mode: ${"x".repeat(500)}, source: ./a, target: ./b }`))
    assert.strictEqual(
      complaint,
      `7:14 \`mode\` must be \`copy\`, \`mirror\` or \`two-way\`, not \`${"x".repeat(60)}…\``,
    )
  })
})
