/** The command tree. */
import { Command, Completions } from "effect/cli"
import { applyCommand } from "./apply.ts"
import { makeCompletions } from "./completions.ts"
import { configCommand } from "./config.ts"
import { conflictsCommand } from "./conflicts.ts"
import { ctlCommand } from "./ctl.ts"
import { explainCommand } from "./explain.ts"
import { globals } from "./globals.ts"
import { historyCommand } from "./history.ts"
import { initCommand } from "./init.ts"
import { planCommand } from "./plan.ts"
import { remoteCommand } from "./remote.ts"
import { restoreCommand } from "./restore.ts"
import { scheduleCommand } from "./schedule.ts"
import { schemaCommand } from "./schema.ts"
import { showCommand } from "./show.ts"
import { stateCommand } from "./state.ts"
import { statusCommand } from "./status.ts"
import { resumeCommand, suspendCommand } from "./suspend.ts"
import { unlockCommand } from "./unlock.ts"
import { validateCommand } from "./validate.ts"
import { versionCommand } from "./version.ts"
import { watchCommand } from "./watch.ts"

export const root = Command.make("syncfile").pipe(
  Command.withDescription("Keeps folders on SFTP servers and on this machine in step, from one reviewed YAML file"),
  Command.withSubcommands([
    initCommand,
    validateCommand,
    planCommand,
    showCommand,
    applyCommand,
    watchCommand,
    ctlCommand,
    statusCommand,
    conflictsCommand,
    historyCommand,
    restoreCommand,
    explainCommand,
    suspendCommand,
    resumeCommand,
    scheduleCommand,
    stateCommand,
    unlockCommand,
    remoteCommand,
    configCommand,
    schemaCommand,
    makeCompletions(describe),
    versionCommand,
  ]),
  Command.withGlobalFlags(globals),
)

/** Annotated, because the tree holds a command that describes the tree. */
function describe(): Completions.CommandDescriptor {
  return withFlags(Completions.fromCommand(root), Completions.fromCommand(everywhere).flags)
}

/** The flags that every command takes are not part of the tree. */
const everywhere = Command.make("everywhere", Object.fromEntries(globals.map(({ flag }, place) => [place, flag])))

const withFlags = (
  command: Completions.CommandDescriptor,
  flags: ReadonlyArray<Completions.FlagDescriptor>,
): Completions.CommandDescriptor => ({
  ...command,
  flags: [...command.flags, ...flags],
  subcommands: command.subcommands.map((each) => withFlags(each, flags)),
})
