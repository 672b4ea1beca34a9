/** How wrong command lines are answered: a sentence on standard error, not a page of help on standard output. */
import { Console, Effect } from "effect"
import { CliOutput } from "effect/cli"

export const presenter: CliOutput.Presenter = {
  present: (event) =>
    event._tag === "InvalidInvocation"
      ? Effect.gen(function*() {
        const formatter = yield* CliOutput.Formatter
        yield* Console.error(formatter.formatErrors(event.errors))
        yield* Console.error(`Run '${event.commandPath.join(" ")} --help' for usage.`)
      })
      : CliOutput.defaultPresenter.present(event),
}
