/** From where on passes give reason to worry, as the syncfile declares it. */
import { Schema } from "effect"
import { optional } from "./documented.ts"
import { Age } from "./WrittenText.ts"

const Percent = Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 100 }))
const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const off = Schema.Literals(["off"])
const orOff = <S extends Schema.Top>(schema: S) => Schema.Union([off, schema])

export const WrittenChecks = Schema.Struct({
  successRate: optional(
    orOff(Percent),
    "How many percent of the last 20 passes must have gone well. Default: 80.",
    95,
    "off",
  ),
  failures: optional(orOff(Count), "How many failed passes in a row are too many. Default: 3.", 2),
  drop: optional(
    orOff(Percent),
    "How many percent of the files, or of the bytes, may be gone from a side since the pass before. Default: 50.",
    20,
  ),
  duration: optional(
    orOff(Schema.Finite.check(Schema.isGreaterThan(1))),
    "How many times the median of the last passes one may take. Default: 10.",
    5,
  ),
  age: optional(
    Schema.Union([Schema.Literals(["off", "auto"]), Age]),
    "How long ago the last good pass may be. Default: auto, until the second pass that is due after it by the schedule, if windows are minded.",
    "26h",
    "auto",
  ),
  drift: optional(
    orOff(Percent),
    "By how many percent the numbers of files on both sides may differ after a good pass of a mirror or two-way pair. Default: 10.",
    1,
  ),
  freeSpace: optional(orOff(Percent), "How many percent must be free where a side lies. Default: 20.", 5),
  checksumFailures: optional(
    orOff(Count),
    "How many contents of a pass may have arrived other than they were sent. Default: 0.",
    2,
  ),
  errors: optional(
    Schema.Array(Schema.String.check(Schema.isMinLength(1))),
    "What no message of a pass, or of a file in it, should say. Default: quota, no space, permission denied.",
    ["quota", "disk full"],
  ),
}).annotate({ identifier: "Checks", description: "From where on the passes of a pair give reason to worry." })
export type WrittenChecks = typeof WrittenChecks.Type
