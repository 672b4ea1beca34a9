/** A pair as the syncfile declares it: one with a direction, or one that goes both ways. */
import { Schema } from "effect"
import { optional, required } from "./documented.ts"
import { WrittenSidesBackup, WrittenTargetBackup } from "./WrittenBackup.ts"
import { WrittenConflicts } from "./WrittenConflicts.ts"
import { shared } from "./WrittenDefaults.ts"
import { Place } from "./WrittenText.ts"

const places = "`remote:path`, or `./path`, `/path`, `~/path` on this machine"

const OneWayPair = Schema.Struct({
  mode: required(
    Schema.Literals(["copy", "mirror"]),
    "copy: add and update on the target, never delete. mirror: make the target equal to the source, within the filters.",
    "mirror",
    "copy",
  ),
  source: required(Place, `The folder to read: ${places}.`, "office:data", "./public"),
  target: required(Place, `The folder to write: ${places}.`, "sftptogo:data", "~/backup/office"),
  ...shared,
  backup: optional(
    WrittenTargetBackup,
    "Whether versions that are replaced or deleted on the target are kept, where, and for how long. Default: off.",
    "on",
    { target: "sftptogo:old-versions", keep: "90d" },
  ),
}).annotate({ identifier: "OneWayPair", description: "A folder to read, and one that is kept in step with it." })

const TwoWayPair = Schema.Struct({
  mode: required(
    Schema.Literal("two-way"),
    "two-way: what changed on either side since both were last in step is brought to the other one, deletes included.",
    "two-way",
  ),
  left: required(Place, `One of the two folders: ${places}.`, "./shared", "office:shared"),
  right: required(Place, `The other folder: ${places}.`, "office:shared", "sftptogo:shared"),
  ...shared,
  conflicts: optional(
    WrittenConflicts,
    "What decides about paths that changed on both sides. Default: nothing does, and they wait for somebody.",
    { resolve: "newer" },
    { resolve: "larger", loser: "keep-copy", rules: [{ match: "*.psd", resolve: "keep-both" }] },
  ),
  backup: optional(
    WrittenSidesBackup,
    "Whether versions that are replaced or deleted are kept, where, and for how long. Default: on.",
    "off",
    { left: "~/old-versions", right: "office:/old-versions", keep: "90d" },
  ),
}).annotate({ identifier: "TwoWayPair", description: "Two folders that may both change." })
export type WrittenTwoWayPair = typeof TwoWayPair.Type

export const WrittenPair = Schema.Union([OneWayPair, TwoWayPair]).annotate({
  identifier: "Pair",
  description: "Two folders kept in step. Modes copy and mirror have source and target, two-way has left and right.",
})
export type WrittenPair = typeof WrittenPair.Type
