/** `syncfile state mv`: a pair that was renamed in the syncfile keeps its past. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { changeState, type StateChange } from "./changeState.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import { selectPairs } from "./selectPairs.ts"
import { yesFlag } from "./yesFlag.ts"

export const stateMvCommand = Command.make(
  "mv",
  {
    from: Argument.String("old-name").pipe(Argument.withDescription("The name that the state knows")),
    to: Argument.String("new-name").pipe(Argument.withDescription("The name that the syncfile has now")),
    yes: yesFlag,
  },
  Effect.fnUntraced(function*({ from, to, yes: isApproved }) {
    const setup = yield* loadSetup
    yield* selectPairs(setup, [to])
    if (from === to) {
      return yield* new Failure({ code: ExitCode.usage, message: `Error: both names are ${to}. Nothing was changed.` })
    }
    yield* changeState(
      { setup, pair: to, isApproved },
      Effect.fnUntraced(function*(state) {
        yield* Effect.forEach([from, to], state.lock, { discard: true })
        return {
          what: `All that is remembered of ${from} is given to ${to}`,
          change: state.rename(from, to),
          done: `What was remembered of ${from} now belongs to ${to}.`,
        } satisfies StateChange
      }),
    )
  }),
).pipe(Command.withDescription("Give a pair's past to its new name"))
