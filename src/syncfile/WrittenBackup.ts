/** Where the versions go that a run replaces or deletes, as the syncfile declares it. */
import { Schema } from "effect"
import { optional } from "./documented.ts"
import { Keep, Place } from "./WrittenText.ts"

const Switch = Schema.Literals(["on", "off"])

const keep = optional(Keep, "For how long old versions stay there at least. Default: 30d.", "90d", "forever")

const place = (side: "left" | "right" | "target") =>
  optional(
    Place,
    `Where old versions of the ${side} go: a folder of its own, on the same machine or remote. `
      + `Default: .syncfile-backup in the root of the ${side}.`,
    "office:/old-versions",
    "~/old-versions",
  )

/** For a copy or mirror pair, in which only the target is written. */
export const WrittenTargetBackup = Schema.Union([Switch, Schema.Struct({ target: place("target"), keep })])
export type WrittenTargetBackup = typeof WrittenTargetBackup.Type

/** For a two-way pair. */
export const WrittenSidesBackup = Schema.Union([
  Switch,
  Schema.Struct({ left: place("left"), right: place("right"), keep }),
])
export type WrittenSidesBackup = typeof WrittenSidesBackup.Type

/** For all pairs: what is a place for one of them is none for the others. */
export const WrittenSharedBackup = Schema.Union([Switch, Schema.Struct({ keep })])
export type WrittenSharedBackup = typeof WrittenSharedBackup.Type
