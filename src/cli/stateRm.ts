/** `syncfile state rm`: forgets a pair altogether. Its folders and its backups stay as they are. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { type Setup } from "../domain/Setup.ts"
import { changeState, type StateChange } from "./changeState.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import { unknown } from "./selectPairs.ts"
import { yesFlag } from "./yesFlag.ts"

export const stateRmCommand = Command.make(
  "rm",
  { pair: Argument.String("pair").pipe(Argument.withDescription("A pair that the state knows")), yes: yesFlag },
  Effect.fnUntraced(function*({ pair, yes: isApproved }) {
    const setup = yield* loadSetup
    yield* changeState(
      { setup, pair, isApproved },
      Effect.fnUntraced(function*(state) {
        yield* state.lock(pair)
        const known = yield* state.pairs
        const record = known.find((each) => each.pair === pair)
        if (record === undefined) return yield* unknown("the state", "pair", pair, known.map((each) => each.pair))
        if (record.unfinished > 0) return yield* unfinishedIn(setup, pair)
        return {
          what: `All that is remembered of ${pair} is forgotten, its history too; no file is touched`,
          change: state.remove(pair),
          done: `Forgot ${pair}.`,
        } satisfies StateChange
      }),
    )
  }),
).pipe(Command.withDescription("Forget a pair altogether"))

/** The journal is all that tells what such a run had moved away. */
const unfinishedIn = ({ pairs }: Setup, pair: string) =>
  Effect.fail(
    new Failure({
      code: ExitCode.failed,
      message:
        `Error: a run of ${pair} never finished, and what it had moved away may not be back yet. Nothing was forgotten.\n  `
        + (pairs.some(({ name }) => name === pair) ? "" : `Put ${pair} back into the syncfile for that. `)
        + `Have it cleared up: syncfile apply ${pair}. If its folders are gone for good: syncfile state rebuild ${pair}, then this again.`,
    }),
  )
