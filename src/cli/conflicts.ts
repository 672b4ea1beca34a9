/** `syncfile conflicts`: what is held back in two-way pairs until somebody decides. */
import { Command } from "effect/cli"
import { conflictsListCommand } from "./conflictsList.ts"
import { conflictsResolveCommand } from "./conflictsResolve.ts"
import { conflictsShowCommand } from "./conflictsShow.ts"

export const conflictsCommand = Command.make("conflicts").pipe(
  Command.withDescription("List, look at and decide what is held back"),
  Command.withSubcommands([conflictsListCommand, conflictsShowCommand, conflictsResolveCommand]),
)
