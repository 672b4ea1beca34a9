/** A pair: two endpoints kept in step, as resolved from the syncfile. */
import { Schema } from "effect"
import { type FilterRule } from "./filter/FilterRule.ts"
import { type Side } from "./Side.ts"
import { type Watch } from "./watch/Watch.ts"

export const Mode = Schema.Literals(["copy", "mirror", "two-way"])
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

/**
 * Which version a path that changed on both sides keeps. `hold`: none, until somebody decides. `keep-both`: the left one
 * under the name, the right one beside it as a copy.
 */
export const Resolve = Schema.Literals(["hold", "newer", "older", "larger", "smaller", "left", "right", "keep-both"])
export type Resolve = typeof Resolve.Type

/** What becomes of the version that lost: it goes to the backup, or stays beside the other one as a named copy. */
export const Loser = Schema.Literals(["backup", "keep-copy"])
export type Loser = typeof Loser.Type

/** What counts when one side was edited and the other one deleted. */
export const AgainstDelete = Schema.Literals(["edit", "delete", "hold"])
export type AgainstDelete = typeof AgainstDelete.Type

export interface Policy {
  readonly resolve: Resolve
  readonly loser: Loser
  readonly againstDelete: AgainstDelete
}

/** The first rule whose glob matches decides, and `policy` where none does. Two-way pairs only. */
export interface Conflicts {
  readonly policy: Policy
  readonly rules: ReadonlyArray<{ readonly match: string; readonly policy: Policy }>
}

/** Where the versions go that a run replaces or deletes on one side, and for how long they stay there at least. */
export interface Backup {
  readonly place: Place // on the same machine or remote as the side
  readonly keep: number | undefined // milliseconds; undefined: for ever
}

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
  readonly conflicts: Conflicts
  readonly backup: Readonly<Record<Side, Backup | undefined>>
  readonly watch: Watch
}
