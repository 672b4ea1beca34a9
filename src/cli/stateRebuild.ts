/** `syncfile state rebuild`: forgets what was in step, so that both sides meet anew. Deletes nothing, now or then. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { changeState, type StateChange } from "./changeState.ts"
import { loadSetup } from "./findSyncfile.ts"
import { selectPairs } from "./selectPairs.ts"
import { clearMarksOf, warningAbout, withPast } from "./withPast.ts"
import { yesFlag } from "./yesFlag.ts"

export const stateRebuildCommand = Command.make(
  "rebuild",
  { pair: Argument.String("pair").pipe(Argument.withDescription("The pair")), yes: yesFlag },
  Effect.fnUntraced(function*({ pair: name, yes: isApproved }) {
    const setup = yield* loadSetup
    const [pair] = yield* selectPairs(setup, [name])
    if (pair === undefined) return
    yield* changeState(
      { setup, pair: name, isApproved },
      Effect.fnUntraced(function*(state) {
        const opened = yield* withPast(pair) // while the journal still tells what unfinished runs had moved away
        return {
          what:
            `What ${name} had in step is forgotten. The next pass treats both sides as if they had just met: it adopts what is `
            + `equal, copies what only one side has, holds back what differs, and deletes nothing${
              warningAbout(opened)
            }`,
          change: Effect.andThen(state.forget(name), clearMarksOf(opened)),
          done: `Forgot what ${name} had in step. See what the next pass does: syncfile plan ${name}`,
        } satisfies StateChange
      }),
    )
  }),
).pipe(Command.withDescription("Forget what a pair had in step; the next pass deletes nothing"))
