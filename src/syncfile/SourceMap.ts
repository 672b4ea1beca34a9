/** Where in the text each part of the syncfile stands. */
import { type Span } from "./SourceText.ts"

/** The keys and indexes that lead from the top of the syncfile to one part of it. */
export type KeyPath = ReadonlyArray<string | number>

export interface SourceMap {
  /** A part that is not there stands where the nearest part around it stands. */
  readonly spanOf: (path: KeyPath, part: "key" | "value") => Span
  /** The value as the user wrote it, variables by name and secret parts starred out; `undefined` for a secret and for what is no single value. */
  readonly spellingOf: (path: KeyPath) => string | undefined
  /** Whether variables were filled into the value. What it became is then not for complaints. */
  readonly isFilled: (path: KeyPath) => boolean
  /** Whether the part itself, or a part around it, has been complained about. */
  readonly isRefused: (path: KeyPath) => boolean
}
