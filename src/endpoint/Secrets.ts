/** Where passwords, keys and passphrases come from: read when a connection is opened, never kept. */
import { Context, type Effect, type Redacted } from "effect"
import { type SecretSource } from "../domain/Remote.ts"

/** The secret could not be read. The message says where it was looked for, never what was found. */
export interface SecretMissing {
  readonly _tag: "SecretMissing"
  readonly message: string
}

export class Secrets extends Context.Service<Secrets, {
  readonly read: (source: SecretSource) => Effect.Effect<Redacted.Redacted, SecretMissing>
}>()("syncfile/endpoint/Secrets") {}
