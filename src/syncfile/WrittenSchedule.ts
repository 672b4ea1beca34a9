/** When passes are due, as the syncfile declares it. */
import { Schema } from "effect"
import { optional, required } from "./documented.ts"
import { Age, CronExpression, Timezone } from "./WrittenText.ts"

const shared = {
  jitter: optional(
    Age,
    "At most so much later than the schedule says: always the same for a pair on one machine. Default: none.",
    "10m",
  ),
  catchUp: optional(
    Schema.Literals(["once", "none"]),
    "Whether one pass makes up for those that were due while nobody watched. Default: once.",
    "none",
  ),
  overlap: optional(
    Schema.Literals(["skip", "queue"]),
    "What becomes of those that come due while a pass of the pair goes on. queue: one follows it. Default: skip.",
    "queue",
  ),
}

const CronSchedule = Schema.Struct({
  cron: required(
    CronExpression,
    "Minute, hour, day of the month, month, day of the week: five fields, six with seconds first, or @daily and the like.",
    "0 4 * * *",
    "*/15 8-18 * * MON-FRI",
    "@hourly",
  ),
  timezone: required(Timezone, "By the clock of which time zone.", "Europe/Berlin", "UTC"),
  ...shared,
})

const EverySchedule = Schema.Struct({
  every: required(Age, "How long after one pass was due the next one is.", "15m", "1h30m"),
  ...shared,
})

export const WrittenSchedule = Schema.Union([Schema.Literals(["off"]), CronSchedule, EverySchedule]).annotate({
  identifier: "Schedule",
  description: "When passes are due: by a cron expression, or every so often.",
})
export type WrittenSchedule = typeof WrittenSchedule.Type

export const WrittenWindow = Schema.Struct({
  kind: required(
    Schema.Literals(["deny", "allow"]),
    "deny: no pass begins while the window is open. allow: passes begin while one of these is open, and at no other time.",
    "deny",
  ),
  cron: required(CronExpression, "When the window opens.", "0 9 * * MON-FRI"),
  timezone: required(Timezone, "By the clock of which time zone.", "Europe/Berlin"),
  duration: required(Age, "For how long it stays open.", "9h"),
  manual: optional(
    Schema.Literals(["allow", "deny"]),
    "Whether a person may start a pass nevertheless. Default: allow.",
    "deny",
  ),
}).annotate({ identifier: "Window", description: "A time at which passes may not begin, or may." })
export type WrittenWindow = typeof WrittenWindow.Type

export const WrittenOnChange = Schema.Union([
  Schema.Literals(["on", "off"]),
  Schema.Struct({
    debounce: optional(Age, "How long it has to be quiet before a pass begins. Default: 1s.", "5s"),
    rescan: optional(
      Age,
      "How often a pass looks although nothing was heard: what is heard is not all. Default: 15m.",
      "1h",
    ),
  }),
]).annotate({
  identifier: "OnChange",
  description: "Passes that begin when something changes in a folder of this machine.",
})
export type WrittenOnChange = typeof WrittenOnChange.Type
