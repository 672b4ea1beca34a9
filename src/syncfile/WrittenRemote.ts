/** A server as the syncfile declares it. */
import { Schema } from "effect"
import { optional, required } from "./documented.ts"
import { Secret } from "./Secret.ts"
import { WrittenBandwidth } from "./WrittenBandwidth.ts"
import { Host, HostKey, Name, Path, Root, User } from "./WrittenText.ts"

const WrittenAuth = Schema.Union([
  Schema.Struct({
    password: required(
      Secret,
      "Where the password is kept. It also answers a single prompt of the server that does not echo.",
      { env: "OFFICE_SFTP_PASSWORD" },
    ),
  }),
  Schema.Struct({
    privateKey: required(Secret, "Where the private key is kept, in OpenSSH or PEM format.", {
      file: "~/.ssh/id_ed25519",
    }),
    passphrase: optional(
      Secret,
      "Where the passphrase of the private key is kept. Without it the key is not encrypted.",
      {
        env: "SFTP_KEY_PASSPHRASE",
      },
    ),
  }),
  Schema.Struct({
    agent: required(Schema.Literal(true), "Use the keys of the SSH agent behind $SSH_AUTH_SOCK.", true),
  }),
]).annotate({ identifier: "Auth", description: "How to sign in: exactly one of password, privateKey and agent." })

const Algorithms = Schema.Struct({
  legacy: required(
    Schema.Boolean,
    "Also offer algorithms that are no longer considered safe, for servers that speak nothing newer.",
    true,
  ),
})

/** Only ~/.ssh/config can stand in for the user and for the way to sign in. */
const saysWho = Schema.makeFilter<{ readonly sshConfig?: boolean; readonly user?: string; readonly auth?: object }>(
  (remote) => remote.sshConfig === true || (remote.user !== undefined && remote.auth !== undefined),
  {
    expected: "a remote with user and auth, or with sshConfig: true",
    toJsonSchema: () => ({
      if: { type: "object", properties: { sshConfig: { enum: [true] } }, required: ["sshConfig"] },
      else: { properties: { user: true, auth: true }, required: ["user", "auth"] },
    }),
  },
)

export const WrittenRemote = Schema.Struct({
  type: required(Schema.Literal("sftp"), "What kind of server it is.", "sftp"),
  host: required(
    Host,
    "Name or address of the server. With `sshConfig: true`: the Host of ~/.ssh/config.",
    "sftp.example.com",
    "192.168.0.21",
  ),
  port: optional(
    Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 65535 })),
    "The port. Default: 22, or what ~/.ssh/config says with `sshConfig: true`.",
    2222,
  ),
  user: optional(User, "Who signs in. Required unless `sshConfig: true`.", "feeds"),
  auth: optional(
    WrittenAuth,
    "How to sign in. Required unless `sshConfig: true`.",
    { password: { env: "OFFICE_SFTP_PASSWORD" } },
    { privateKey: { file: "~/.ssh/id_ed25519" }, passphrase: { env: "SFTP_KEY_PASSPHRASE" } },
    { agent: true },
  ),
  knownHosts: optional(
    Schema.Union([Path, Schema.Array(Path).check(Schema.isMinLength(1))]),
    "The file, or the files, with the host keys to trust. Default: ~/.ssh/known_hosts and /etc/ssh/ssh_known_hosts.",
    "./known_hosts",
    ["~/.ssh/known_hosts", "./known_hosts"],
  ),
  hostKey: optional(
    HostKey,
    "The fingerprint of the one host key to trust. Files of known hosts are then not asked.",
    "SHA256:uNiVztksCsDhcc0u9e8BrlrBhNhT3wTtYbYhqhS6fM4",
  ),
  sshConfig: optional(
    Schema.Boolean,
    "Take host name, port, user, identity file, jump host and known hosts from ~/.ssh/config where they are not given here.",
    true,
  ),
  jump: optional(Name, "The remote to go through, by its name in this syncfile.", "bastion"),
  root: optional(
    Root,
    "Where the paths of pairs start. Default: the folder that the server opens at login.",
    "/srv/feeds",
  ),
  bandwidth: optional(
    WrittenBandwidth,
    "How much may go over the line to this server, both ways and all pairs together: a rate, or rates by time of day.",
    "10MiB/s",
    [{ from: "08:00", days: ["mon", "tue", "wed", "thu", "fri"], rate: "2MiB/s" }, {
      from: "18:00",
      rate: "unlimited",
    }],
  ),
  transfers: optional(
    Schema.Union([Schema.Literal("auto"), Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1024 }))]),
    "How many files may be under way at once. Default: auto, which is found out while they are.",
    8,
  ),
  connections: optional(
    Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 16 })),
    "Over how many SSH connections the work may be spread. The others are made when the first one is busy. Default: 1.",
    2,
  ),
  algorithms: optional(Algorithms, "Which SSH algorithms are offered.", { legacy: true }),
}).check(saysWho).annotate({ identifier: "Remote", description: "A server reached over SFTP." })
export type WrittenRemote = typeof WrittenRemote.Type
