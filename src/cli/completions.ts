/** `syncfile completions`: a script that completes commands and flags in a shell. */
import { Effect } from "effect"
import { Argument, Command, Completions } from "effect/cli"
import { say } from "./look.ts"

/** `tree` is asked for when the command runs: it holds this very command. */
export const makeCompletions = (tree: () => Completions.CommandDescriptor) =>
  Command.make("completions", {
    shell: Argument.Literals("shell", ["bash", "zsh", "fish", "powershell"]).pipe(
      Argument.withDescription("The shell that the script is for"),
    ),
  }, ({ shell }) => Effect.suspend(() => say(calledRight(Completions.generate("syncfile", shell, tree())))))
    .pipe(
      Command.withDescription("Print a completion script for a shell"),
      Command.withExamples([{
        command: "syncfile completions bash > ~/.bash_completion.d/syncfile",
        description: "Bash",
      }]),
    )

/** The generator's notes on installing speak of a flag, where there is this command. */
const calledRight = (script: string): string => script.replaceAll("syncfile --completions", "syncfile completions")
