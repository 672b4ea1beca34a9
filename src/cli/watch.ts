/** `syncfile watch`: keeps all pairs in step, on their schedules and when files change, until it is told to stop. */
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { endWith } from "./withDoors.ts"

export const watchCommand = Command.make(
  "watch",
  {
    isOnce: Flag.Boolean("once").pipe(
      Flag.withDescription("Run the passes that are due, and end"),
      Flag.withDefault(false),
    ),
    isIdle: Flag.Boolean("no-apply").pipe(
      Flag.withDescription("Plan only: leave every plan for somebody to apply"),
      Flag.withDefault(false),
    ),
    listen: Flag.String("listen").pipe(
      Flag.withMetavar("HOST:PORT"),
      Flag.withDescription("Where to serve health, metrics and the status page, or off (default: daemon.listen)"),
      Flag.optional,
    ),
    level: Flag.Literals("log-level", ["debug", "info", "warning", "error"]).pipe(
      Flag.withDescription("The least that is worth a line"),
      Flag.withDefault("info" as const),
    ),
    format: Flag.Literals("log-format", ["auto", "pretty", "json", "logfmt"]).pipe(
      Flag.withDescription("How lines look; auto: pretty on a terminal, otherwise logfmt"),
      Flag.withDefault("auto" as const),
    ),
    file: Flag.String("log-file").pipe(
      Flag.withMetavar("PATH"),
      Flag.withDescription("Also append the lines to this file"),
      Flag.optional,
    ),
  },
  // loaded when it is needed: `--help` does not, and comes sooner
  Effect.fnUntraced(function*(flags) {
    const { runWatch } = yield* Effect.promise(() => import("./runWatch.ts"))
    yield* endWith(yield* runWatch(flags))
  }),
).pipe(
  Command.withDescription("Keep all pairs in step, on their schedules and when files change, until told to stop"),
  Command.withExamples([
    { command: "syncfile watch", description: "Go on until Ctrl-C, SIGTERM or the end of the machine" },
    { command: "syncfile watch --once", description: "From cron: what has come due since the last time" },
  ]),
)
