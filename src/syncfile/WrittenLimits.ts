/** Bounds on one run, as the syncfile declares them. */
import { Schema } from "effect"
import { optional, required } from "./documented.ts"
import { Size } from "./WrittenText.ts"

const Percent = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 100 }))

const Deletes = Schema.Struct({
  count: optional(Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)), "At most so many deletes. Default: 500.", 500),
  percent: optional(
    Percent,
    "Deletes of at most this share of the entries on the side that loses them. Default: 25.",
    25,
  ),
})

export const WrittenLimits = Schema.Struct({
  deletes: optional(Deletes, "How much one run may delete.", { count: 500, percent: 25 }),
  changes: optional(
    Schema.Struct({
      percent: required(Percent, "Changes to at most this share of the entries on the side that is changed.", 50),
    }),
    "How much one run may overwrite. Default: any amount.",
    { percent: 50 },
  ),
  transfer: optional(Size, "At most so much data in one run. Default: any amount.", "200GiB"),
}).annotate({ identifier: "Limits", description: "Bounds on one run." })
export type WrittenLimits = typeof WrittenLimits.Type
