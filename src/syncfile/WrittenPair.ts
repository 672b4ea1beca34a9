/** A pair as the syncfile declares it, and the keys that `defaults` can give to all pairs. */
import { Schema } from "effect"
import { Mode, Symlinks } from "../domain/Pair.ts"
import { optional, required } from "./documented.ts"
import { WrittenFilters } from "./WrittenFilter.ts"
import { Place, Size } from "./WrittenText.ts"

const Percent = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 100 }))

const Deletes = Schema.Struct({
  count: optional(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)), "At most so many deletes. Default: 500.", 500),
  percent: optional(Percent, "Deletes of at most this share of the entries on the target. Default: 25.", 25),
})

export const WrittenLimits = Schema.Struct({
  deletes: optional(Deletes, "How much one run may delete.", { count: 500, percent: 25 }),
  changes: optional(
    Schema.Struct({
      percent: required(Percent, "Changes to at most this share of the entries on the target.", 50),
    }),
    "How much one run may overwrite. Default: any amount.",
    { percent: 50 },
  ),
  transfer: optional(Size, "At most so much data in one run. Default: any amount.", "200GiB"),
})
export type WrittenLimits = typeof WrittenLimits.Type

const By = Schema.Union([
  Schema.Tuple([Schema.Literal("size"), Schema.Literal("modified")]),
  Schema.Tuple([Schema.Literal("checksum")]),
  Schema.Tuple([Schema.Literal("size")]),
])

const WrittenComparison = Schema.Struct({
  by: required(By, "What has to be the same.", ["size", "modified"], ["checksum"], ["size"]),
})

const shared = {
  compare: optional(
    WrittenComparison,
    "When two files count as the same if their own past does not tell. Default: `by: [size, modified]`.",
    { by: ["checksum"] },
  ),
  filters: optional(
    WrittenFilters,
    "Which files take part: the first rule that matches decides, and without a match a file takes part.",
    [{ exclude: "*.tmp" }, { maxSize: "2GiB" }, "- .DS_Store"],
  ),
  symlinks: optional(
    Symlinks,
    "Whether symbolic links are skipped (and reported) or followed. Default: skip.",
    "follow",
  ),
  limits: optional(WrittenLimits, "Bounds on one run. A plan beyond them is refused before anything is written.", {
    deletes: { count: 50, percent: 10 },
    transfer: "200GiB",
  }),
}

export const WrittenDefaults = Schema.Struct(shared).annotate({
  identifier: "Defaults",
  description:
    "What holds for every pair. A pair's own list takes the place of this one, a pair's map is merged into it.",
})
export type WrittenDefaults = typeof WrittenDefaults.Type

export const WrittenPair = Schema.Struct({
  mode: required(
    Mode,
    "copy: add and update on the target, never delete. mirror: make the target equal to the source, within the filters.",
    "mirror",
    "copy",
  ),
  source: required(
    Place,
    "The folder to read: `remote:path`, or `./path`, `/path`, `~/path` on this machine.",
    "office:data",
    "./public",
  ),
  target: required(
    Place,
    "The folder to write: `remote:path`, or `./path`, `/path`, `~/path` on this machine.",
    "sftptogo:data",
    "~/backup/office",
  ),
  ...shared,
}).annotate({ identifier: "Pair", description: "Two folders kept in step." })
export type WrittenPair = typeof WrittenPair.Type
