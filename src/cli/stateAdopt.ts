/** `syncfile state adopt`: the same folders in a new place keep their past. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { changeState, type StateChange } from "./changeState.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import { selectPairs } from "./selectPairs.ts"
import { clearMarksOf, withPast } from "./withPast.ts"
import { yesFlag } from "./yesFlag.ts"

export const stateAdoptCommand = Command.make(
  "adopt",
  { pair: Argument.String("pair").pipe(Argument.withDescription("The pair")), yes: yesFlag },
  Effect.fnUntraced(function*({ pair: name, yes: isApproved }) {
    const setup = yield* loadSetup
    const [pair] = yield* selectPairs(setup, [name])
    if (pair === undefined) return
    yield* changeState(
      { setup, pair: name, isApproved },
      Effect.fnUntraced(function*(state) {
        const opened = yield* withPast(pair)
        const { left, right } = opened.sides
        const roots = yield* Effect.all({ left: left.rootId, right: right.rootId }, { concurrency: 2 })
        if (roots.left === undefined || roots.right === undefined) {
          const missing = roots.left === undefined ? pair.left.written : pair.right.written
          return yield* new Failure({ code: ExitCode.halted, message: `Error: ${missing} does not exist.` })
        }
        return {
          what:
            `The folders that ${name} has now are taken for the ones of its last run, and what was in step stays so. What they lack `
            + "counts as deleted: do this only if they are the same data in a new place",
          change: Effect.andThen(state.adopt(name, roots), clearMarksOf(opened)),
          done: `Adopted the folders of ${name}. See what the next pass does: syncfile plan ${name}`,
        } satisfies StateChange
      }),
    )
  }),
).pipe(Command.withDescription("Take the folders of a pair for those of its last run"))
