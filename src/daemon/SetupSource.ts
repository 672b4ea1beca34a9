/** Where setups come from while pairs are watched. */
import { type Effect, type Layer } from "effect"
import { type Setup } from "../domain/Setup.ts"
import { type Endpoints } from "../endpoint/Endpoint.ts"

export interface ReadSetup {
  readonly setup: Setup
  readonly resolved: unknown // the same as `syncfile config` shows it
  readonly text: string // of the syncfile, secrets starred out
  readonly files: ReadonlyArray<string> // all that it was read from, the syncfile first; absolute
}

/** Why there is no setup, put for people. */
export interface Unreadable {
  readonly message: string
  readonly text: string | undefined // of the syncfile, secrets starred out; undefined where it cannot be read as YAML
  readonly files: ReadonlyArray<string> // a change to which may mend it
}

export interface SetupSource {
  readonly read: Effect.Effect<ReadSetup, Unreadable>
  readonly endpoints: (setup: Setup) => Layer.Layer<Endpoints>
  readonly hangup: Effect.Effect<void> // ends when somebody asks for reading it again
}
