/** `syncfile remote`: the connection to one server, by itself. */
import { Command } from "effect/cli"
import { remoteLsCommand } from "./remoteLs.ts"
import { remoteTestCommand } from "./remoteTest.ts"
import { remoteTrustCommand } from "./remoteTrust.ts"

export const remoteCommand = Command.make("remote").pipe(
  Command.withDescription("Test a server, list its folders, trust its host key"),
  Command.withSubcommands([remoteTestCommand, remoteLsCommand, remoteTrustCommand]),
)
