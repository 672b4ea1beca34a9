/** A glob that is known to be well formed. */
import { type Regexp } from "./compileRegexp.ts"
import { type GlobSyntax } from "./GlobSyntax.ts"

export interface Glob {
  readonly pattern: string
  readonly syntax: GlobSyntax
  readonly proves: Regexp | undefined // the whole glob as a regular expression, when it has one in it
  readonly matches: (path: string) => boolean // whether a file at this path is meant
}
