/** The keys that `defaults` can give to all pairs. */
import { Schema } from "effect"
import { Symlinks } from "../domain/Pair.ts"
import { optional, required } from "./documented.ts"
import { WrittenSharedBackup } from "./WrittenBackup.ts"
import { WrittenChecks } from "./WrittenChecks.ts"
import { WrittenConflicts } from "./WrittenConflicts.ts"
import { WrittenFilters } from "./WrittenFilter.ts"
import { WrittenLimits } from "./WrittenLimits.ts"
import { WrittenNotify } from "./WrittenNotifier.ts"
import { WrittenOnChange, WrittenSchedule, WrittenWindow } from "./WrittenSchedule.ts"

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
  schedule: optional(
    WrittenSchedule,
    "When `syncfile watch` runs a pass. Default: off.",
    { every: "15m" },
    { cron: "0 4 * * *", timezone: "Europe/Berlin", jitter: "10m" },
  ),
  onChange: optional(
    WrittenOnChange,
    "Whether `syncfile watch` runs a pass when something changes in a folder of this machine. Default: off.",
    "on",
    { debounce: "5s" },
  ),
  windows: optional(
    Schema.Array(WrittenWindow),
    "Times at which passes may not begin, or may. What has begun is finished. Default: none.",
    [{ kind: "deny", cron: "0 9 * * MON-FRI", duration: "9h", timezone: "Europe/Berlin" }],
  ),
  apply: optional(
    Schema.Literals(["auto", "manual"]),
    "What `syncfile watch` does with a plan: carry it out within the limits, or leave it for somebody. Default: auto.",
    "manual",
  ),
  checks: optional(WrittenChecks, "From where on the passes give reason to worry.", { age: "26h", freeSpace: 5 }),
  notify: optional(WrittenNotify, "Whom `syncfile watch` tells when the state of the pair changes. Default: nobody.", [{
    webhook: { url: { env: "OPS_WEBHOOK" } },
  }]),
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
