/** Somebody to be told when the state of a pair changes. */
import { type SecretSource } from "../Remote.ts"

/** Text that may be a secret, or hold one. */
export type Value = string | SecretSource

export type Notifier =
  /** A message is posted as JSON. */
  | {
    readonly _tag: "Webhook"
    readonly url: Value
    readonly headers: Readonly<Record<string, Value>>
    readonly remind: number | undefined // milliseconds between reminders while it lasts; undefined: none
  }
  /** A dead man's switch: told of the start, the success and the failure of every pass, or that the watch goes round. */
  | { readonly _tag: "Healthchecks"; readonly url: Value }
  /** Run without a shell, with the message in its environment. */
  | {
    readonly _tag: "Command"
    readonly argv: readonly [string, ...ReadonlyArray<string>]
    readonly remind: number | undefined
  }
