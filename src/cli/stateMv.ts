/** `syncfile state mv`: a pair that was renamed in the syncfile keeps its past. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { changeState } from "./changeState.ts"
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
  Effect.fnUntraced(function*({ from, to, yes }) {
    const setup = yield* loadSetup
    yield* selectPairs(setup, [to])
    yield* changeState({
      setup,
      locks: [from, to],
      approval: { isGiven: yes, what: `All that is remembered of ${from} is given to ${to}` },
      change: (state) => Effect.as(state.rename(from, to), `What was remembered of ${from} now belongs to ${to}.`),
    })
  }),
).pipe(Command.withDescription("Give a pair's past to its new name"))
