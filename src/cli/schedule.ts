/** `syncfile schedule`: when passes are due, and the same for other programs that start them. */
import { Command } from "effect/cli"
import { scheduleExportCommand } from "./scheduleExport.ts"
import { scheduleNextCommand } from "./scheduleNext.ts"

export const scheduleCommand = Command.make("schedule").pipe(
  Command.withDescription("Show when passes are due, and let other programs start them"),
  Command.withSubcommands([scheduleNextCommand, scheduleExportCommand]),
)
