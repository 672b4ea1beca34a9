/** The keys that `defaults` can give to all pairs. */
import { Schema } from "effect"
import { Symlinks } from "../domain/Pair.ts"
import { optional, required } from "./documented.ts"
import { WrittenSharedBackup } from "./WrittenBackup.ts"
import { WrittenConflicts } from "./WrittenConflicts.ts"
import { WrittenFilters } from "./WrittenFilter.ts"
import { WrittenLimits } from "./WrittenLimits.ts"

const By = Schema.Union([
  Schema.Tuple([Schema.Literal("size"), Schema.Literal("modified")]),
  Schema.Tuple([Schema.Literal("checksum")]),
  Schema.Tuple([Schema.Literal("size")]),
])

const WrittenComparison = Schema.Struct({
  by: required(By, "What has to be the same.", ["size", "modified"], ["checksum"], ["size"]),
}).annotate({ identifier: "Comparison", description: "When two files count as the same." })

/** What pairs of every mode have, and in the same form. */
export const shared = {
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

export const WrittenDefaults = Schema.Struct({
  ...shared,
  conflicts: optional(
    WrittenConflicts,
    "What decides about paths that changed on both sides of a two-way pair. Pairs of other modes have no use for it.",
    { resolve: "newer", rules: [{ match: "*.psd", resolve: "keep-both" }] },
  ),
  backup: optional(
    WrittenSharedBackup,
    "Whether replaced and deleted versions are kept, and for how long. Default: on for two-way pairs, else off.",
    "off",
    "on",
    { keep: "90d" },
  ),
}).annotate({
  identifier: "Defaults",
  description:
    "What holds for every pair. A pair's own list takes the place of this one, a pair's map is merged into it.",
})
export type WrittenDefaults = typeof WrittenDefaults.Type
