/** What surrounds the process, as far as commands may know of it. */
import { Context, type Effect, type Scope } from "effect"
import { type Write } from "../report/Reporter.ts"

export class Environment extends Context.Service<Environment, {
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly folder: string // the working directory, absolute
  readonly home: string
  readonly output: Output // for what was asked for
  readonly messages: Output // for what goes on meanwhile, and for errors
  /** Asks a person and gives the line that was typed, or `undefined` when nobody is there to ask. */
  readonly ask: (question: string) => Effect.Effect<string | undefined>
  /** Listens for being told to read all files again (SIGHUP), which without a listener ends the process. */
  readonly onHangup: (heard: () => void) => Effect.Effect<void, never, Scope.Scope>
  readonly program: readonly [string, ...ReadonlyArray<string>] // starts this very program; absolute paths
  readonly runtime: string // "Node.js v24.21.0, linux x64"
  readonly version: string
}>()("syncfile/cli/Environment") {}

export interface Output {
  readonly isTerminal: boolean
  readonly columns: Effect.Effect<number>
  readonly write: Write
}
