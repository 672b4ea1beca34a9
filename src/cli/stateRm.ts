/** `syncfile state rm`: forgets a pair altogether. Its folders and its backups stay as they are. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { StateStore } from "../state/StateStore.ts"
import { changeState } from "./changeState.ts"
import { loadSetup } from "./findSyncfile.ts"
import { unknown } from "./selectPairs.ts"
import { withDoors } from "./withDoors.ts"
import { yesFlag } from "./yesFlag.ts"

export const stateRmCommand = Command.make(
  "rm",
  { pair: Argument.String("pair").pipe(Argument.withDescription("A pair that the state knows")), yes: yesFlag },
  Effect.fnUntraced(function*({ pair, yes }) {
    const setup = yield* loadSetup
    const known = yield* withDoors(setup, false, Effect.flatMap(StateStore, ({ pairs }) => pairs))
    const names = known.map((each) => each.pair)
    if (!names.includes(pair)) return yield* unknown("state of a pair", pair, names)
    yield* changeState({
      setup,
      locks: [pair],
      approval: {
        isGiven: yes,
        what: `All that is remembered of ${pair} is forgotten, its history too; no file is touched`,
      },
      change: (state) => Effect.as(state.remove(pair), `Forgot ${pair}.`),
    })
  }),
).pipe(Command.withDescription("Forget a pair altogether"))
