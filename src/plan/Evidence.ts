/** All that a plan is made from: what both sides hold now, and what is known of their past. */
import { type Baseline } from "../domain/Baseline.ts"
import { type Entry } from "../domain/Entry.ts"
import { type RelPath } from "../domain/RelPath.ts"
import { type Side } from "../domain/Side.ts"
import { type Problem, type Snapshot } from "../domain/Snapshot.ts"

export interface Evidence {
  readonly left: Snapshot
  readonly right: Snapshot
  readonly baseline: Baseline
  /**
   * Whether times can be compared across sides: a time that is set reads back wherever this pair writes, and in a two-way
   * pair both sides, or its filters, are new.
   */
  readonly keepsTimes: boolean
  /** Whether both sides of a two-way pair meet for the first time: then no version gives way to another. */
  readonly isFirstContact: boolean
  /** Whether a side that is written to takes names that differ only in case or composition for one. */
  readonly foldsNames: boolean
  /** Whether a directory can be renamed there with all that is in it. */
  readonly movesDirectories: Readonly<Record<Side, boolean>>
  /** Whether a new file may be copied on a side from one that it has; nowhere if this is not given. */
  readonly copies?: Readonly<Record<Side, boolean>>
  /** Content digests found for this plan, where nothing cheaper could tell. */
  readonly digests: Readonly<Record<Side, ReadonlyMap<RelPath, string>>>
  /** Where something is not as it was when both sides were last in step; found out anew where it is not given. */
  readonly news?: News
  /** What was met after the scan: absences that could not be proven, contents that could not be read. */
  readonly doubts: ReadonlyArray<Problem>
}

/** Paths by their places in both snapshots, left and right in turn, -1 for none; and how many there are besides. */
export interface News {
  readonly ranks: ReadonlyArray<number>
  readonly calm: number
}

/** One path, seen from everywhere. */
export interface Sighting {
  readonly left: Entry | undefined
  readonly right: Entry | undefined
  readonly agreed: { readonly left: Entry; readonly right: Entry } | undefined
}
