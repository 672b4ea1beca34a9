/** `syncfile state`: what is remembered, and the few ways in which a person may change it. */
import { Command } from "effect/cli"
import { stateAdoptCommand } from "./stateAdopt.ts"
import { stateListCommand } from "./stateList.ts"
import { stateMvCommand } from "./stateMv.ts"
import { stateRebuildCommand } from "./stateRebuild.ts"
import { stateRmCommand } from "./stateRm.ts"
import { stateShowCommand } from "./stateShow.ts"

export const stateCommand = Command.make("state").pipe(
  Command.withDescription("Show and mend what is remembered of the pairs"),
  Command.withSubcommands([
    stateListCommand,
    stateShowCommand,
    stateRebuildCommand,
    stateAdoptCommand,
    stateMvCommand,
    stateRmCommand,
  ]),
)
