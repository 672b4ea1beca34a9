/** How `syncfile watch` runs. */
import { type SecretSource } from "../Remote.ts"
import { type Notifier } from "./Notifier.ts"

export interface Daemon {
  readonly listen: { readonly host: string; readonly port: number } | undefined // undefined: nothing is served
  readonly hosts: ReadonlyArray<string> // in lower case: what else `listen` is called where only this machine reaches it
  readonly token: SecretSource | undefined // undefined: nobody acts over HTTP
  readonly socket: string // absolute
  readonly shutdownGrace: number // milliseconds
  readonly stall: number // milliseconds
  readonly history: { readonly keep: number; readonly passes: number } // milliseconds, and how many
  readonly notify: ReadonlyArray<Notifier>
}
