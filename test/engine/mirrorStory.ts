/** What happens to a mirror or a copy: how it began, what users do at which step, and what goes wrong at which. */
import { Schema } from "effect"
import { disturbances } from "../support/disturbances.ts"

export const paths = ["a", "b", "c", "a/a", "a/b", "b/a", "a/b/a", "x.tmp", "a/x.tmp", "a/b/x.tmp"] as const
const Path = Schema.Literals(paths)

/** What a side holds at each path; "as it was": as the trunk has it. */
const Holding = Schema.Literals([
  "as it was",
  "as it was",
  "as it was",
  "t1",
  "t2",
  "t3",
  "directory",
  "nothing",
  "nothing",
])
export const Holdings = Schema.Struct({
  "a": Holding,
  "b": Holding,
  "c": Holding,
  "a/a": Holding,
  "a/b": Holding,
  "b/a": Holding,
  "a/b/a": Holding,
  "x.tmp": Holding,
  "a/x.tmp": Holding,
  "a/b/x.tmp": Holding,
})

/** Counted from the first step that takes place on a plan. */
const Moment = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 24 }))
export const Edit = Schema.Struct({
  at: Moment,
  side: Schema.Literals(["left", "right"]),
  path: Path,
  removes: Schema.Boolean,
})
const Fault = Schema.Struct({ at: Moment, what: Schema.Literals(disturbances) })
export const Storm = Schema.Struct({ edits: Schema.Array(Edit), faults: Schema.Array(Fault) })

export const Story = Schema.Struct({
  mode: Schema.Literals(["mirror", "mirror", "copy"]),
  compare: Schema.Literals(["size-and-modified", "checksum"]),
  publishing: Schema.Literals(["atomic", "no-replace", "at-close"]),
  keepsTimes: Schema.Boolean,
  hasIds: Schema.Boolean,
  hasBackup: Schema.Boolean,
  trunk: Holdings,
  hasPast: Schema.Boolean,
  left: Holdings,
  right: Holdings,
  storms: Schema.NonEmptyArray(Storm),
})
export type Story = typeof Story.Type
