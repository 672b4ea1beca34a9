/** A pair: two endpoints kept in step, as resolved from the syncfile. */
import { Schema } from "effect"
import { type FilterRule } from "./filter/FilterRule.ts"

export const Mode = Schema.Literals(["copy", "mirror"])
export type Mode = typeof Mode.Type

/** What makes two files count as equal when a side's own past does not tell. */
export const Comparison = Schema.Literals(["size-and-modified", "checksum", "size"])
export type Comparison = typeof Comparison.Type

export const Symlinks = Schema.Literals(["skip", "follow"])
export type Symlinks = typeof Symlinks.Type

/** Where a side lies. `written` is how the syncfile spells it, which is also how users see it. */
export type Place =
  | { readonly _tag: "Local"; readonly path: string; readonly written: string } // absolute
  | { readonly _tag: "Remote"; readonly remote: string; readonly path: string; readonly written: string }

/** Bounds on what one run may do. A plan beyond them is refused as a whole, before its first write. */
export interface Limits {
  readonly deletes: { readonly count: number; readonly percent: number } // of the entries on the side that loses them
  readonly changes: { readonly percent: number } | undefined // of the entries on the target
  readonly transfer: number | undefined // bytes
}

export interface Pair {
  readonly name: string
  readonly mode: Mode
  readonly left: Place
  readonly right: Place
  readonly compare: Comparison
  readonly filters: ReadonlyArray<FilterRule>
  readonly symlinks: Symlinks
  readonly limits: Limits
}
