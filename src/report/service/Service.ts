/** A syncfile that another program is to run, and what is rendered for that program. */
import { type Setup } from "../../domain/Setup.ts"

export interface Service {
  readonly program: readonly [string, ...ReadonlyArray<string>] // starts this program; absolute paths
  readonly file: string // the syncfile, absolute
  readonly setup: Setup
  readonly user: string // whom it runs as
  readonly home: string // absolute
  readonly timezone: string // of this machine, an IANA name
}

export interface Rendered {
  readonly name: string // of the file
  readonly text: string // "" where nothing of use can be said
  readonly notes: ReadonlyArray<string> // what else has to be done: sentences without a full stop
  readonly refusals: ReadonlyArray<string> // what the format cannot express: the same
}

export const nothing = (name: string, refusal: string): Rendered => ({
  name,
  text: "",
  notes: [],
  refusals: [refusal],
})
