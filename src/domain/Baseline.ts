/** What both sides held when they were last in step, each side as it saw itself. */
import { Schema } from "effect"
import { Entry } from "./Entry.ts"
import { type RelPath } from "./RelPath.ts"
import { type Snapshot } from "./Snapshot.ts"

/** One path that was in step. Clocks differ, so a time is only ever compared with one from its own side. */
export const Agreement = Schema.Struct({ left: Entry, right: Entry })
export type Agreement = typeof Agreement.Type

/** What was seen at a path on one side. */
export interface Seen {
  readonly snapshot: Snapshot
  readonly rank: number
}

export interface Baseline {
  readonly size: number
  readonly get: (path: RelPath) => Agreement | undefined
  readonly keys: () => Iterable<RelPath>
  /**
   * Whether a path is remembered as it was seen, with one content: a quicker way to ask for most of what `get` tells.
   * `false` may also mean that it cannot tell.
   */
  readonly isStill?: (path: RelPath, left: Seen, right: Seen) => boolean
}

export const emptyBaseline: Baseline = new Map<RelPath, Agreement>()
