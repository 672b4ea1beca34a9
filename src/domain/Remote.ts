/** A declared server, as resolved from the syncfile. It holds where secrets are, never the secrets. */
import { Schema } from "effect"
import { type Bandwidth } from "./Bandwidth.ts"

/** Where a secret value is read from, each time a connection is opened. */
export const SecretSource = Schema.TaggedUnion({
  Env: { name: Schema.String },
  File: { path: Schema.String }, // absolute
  Command: { argv: Schema.NonEmptyArray(Schema.String) }, // run without a shell; its first line of output
  Credential: { name: Schema.String }, // a file in systemd's $CREDENTIALS_DIRECTORY
})
export type SecretSource = typeof SecretSource.Type

export const Auth = Schema.TaggedUnion({
  Password: { password: SecretSource }, // also answers a single keyboard-interactive prompt that does not echo
  PrivateKey: { privateKey: SecretSource, passphrase: Schema.optionalKey(SecretSource) },
  Agent: {}, // $SSH_AUTH_SOCK
})
export type Auth = typeof Auth.Type

export interface Remote {
  readonly name: string
  readonly host: string
  readonly port: number | undefined // undefined: from ~/.ssh/config, else 22
  readonly user: string | undefined // undefined: from ~/.ssh/config
  readonly auth: Auth | undefined // undefined: the identity file of ~/.ssh/config, else the agent
  readonly knownHosts: ReadonlyArray<string> // absolute paths
  readonly hostKey: string | undefined // "SHA256:…": when given, this key and no other
  readonly root: string // paths of pairs lie below it; "" is the login folder
  readonly jump: string | undefined // the remote to go through
  readonly sshConfig: boolean
  readonly legacyAlgorithms: boolean
  readonly transfers: number | undefined // the most files under way at once; undefined: as many as pay
  readonly connections: number // how many the work may be spread over
  readonly bandwidth: Bandwidth | undefined // of all of them together; undefined: no cap
}
