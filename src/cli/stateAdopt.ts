/** `syncfile state adopt`: the same folders in a new place keep their past. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { openSides } from "../engine/Sides.ts"
import { changeState } from "./changeState.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import { selectPairs } from "./selectPairs.ts"
import { yesFlag } from "./yesFlag.ts"

export const stateAdoptCommand = Command.make(
  "adopt",
  { pair: Argument.String("pair").pipe(Argument.withDescription("The pair")), yes: yesFlag },
  Effect.fnUntraced(function*({ pair: name, yes }) {
    const setup = yield* loadSetup
    const [pair] = yield* selectPairs(setup, [name])
    if (pair === undefined) return
    yield* changeState({
      setup,
      locks: [name],
      approval: {
        isGiven: yes,
        what:
          `The folders that ${name} has now are taken for the ones of its last run, and what was in step stays so. What they lack `
          + "counts as deleted: do this only if they are the same data in a new place",
      },
      change: Effect.fnUntraced(function*(state) {
        const sides = yield* openSides(pair)
        const roots = yield* Effect.all({ left: sides.left.rootId, right: sides.right.rootId }, { concurrency: 2 })
        if (roots.left === undefined || roots.right === undefined) {
          const missing = roots.left === undefined ? pair.left.written : pair.right.written
          return yield* new Failure({ code: ExitCode.halted, message: `Error: ${missing} does not exist.` })
        }
        yield* state.adopt(name, roots)
        return `Adopted the folders of ${name}. See what the next pass does: syncfile plan ${name}`
      }, Effect.scoped),
    })
  }),
).pipe(Command.withDescription("Take the folders of a pair for those of its last run"))
