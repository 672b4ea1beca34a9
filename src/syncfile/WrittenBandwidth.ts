/** How much of the line to a server the syncfile lets be used. */
import { Schema } from "effect"
import { optional, required } from "./documented.ts"
import { Rate, TimeOfDay } from "./WrittenText.ts"

export const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const

const WrittenSlot = Schema.Struct({
  from: required(TimeOfDay, "From what time of day on, by this machine's clock, until the next entry's.", "08:00"),
  rate: required(
    Rate,
    "How much may go over the line, both ways together. `unlimited`: as much as it takes.",
    "2MiB/s",
  ),
  days: optional(
    Schema.Array(Schema.Literals(days)).check(Schema.isMinLength(1)),
    "The days of the week on which it begins. Default: all.",
    ["mon", "tue", "wed", "thu", "fri"],
  ),
}).annotate({ identifier: "BandwidthSlot", description: "What holds from a time of day on." })

export const WrittenBandwidth = Schema.Union([Rate, Schema.Array(WrittenSlot).check(Schema.isMinLength(1))])
export type WrittenBandwidth = typeof WrittenBandwidth.Type
