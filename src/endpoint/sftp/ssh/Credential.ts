/** What a connection logs in with. */
import { type Redacted } from "effect"
import { type ParsedKey } from "ssh2"

export type Credential =
  | { readonly _tag: "Password"; readonly password: Redacted.Redacted }
  | { readonly _tag: "PrivateKey"; readonly key: Redacted.Redacted<ParsedKey>; readonly name: string }
  | { readonly _tag: "Agent"; readonly socketPath: string }
