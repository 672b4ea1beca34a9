/** `syncfile unlock`: who holds a pair. The kernel drops a lock with its process, so there is never one to break. */
import { Effect } from "effect"
import { Argument, Command } from "effect/cli"
import { jsonText } from "../report/json.ts"
import { StateStore } from "../state/StateStore.ts"
import { ExitCode } from "./ExitCode.ts"
import { Failure } from "./Failure.ts"
import { loadSetup } from "./findSyncfile.ts"
import * as globals from "./globals.ts"
import { say } from "./look.ts"
import { selectPairs } from "./selectPairs.ts"
import { withDoors } from "./withDoors.ts"

export const unlockCommand = Command.make(
  "unlock",
  { pair: Argument.String("pair").pipe(Argument.withDescription("The pair")) },
  Effect.fnUntraced(function*({ pair }) {
    const setup = yield* loadSetup
    yield* selectPairs(setup, [pair])
    const holder = yield* withDoors(setup, false, Effect.flatMap(StateStore, (state) => state.holder(pair)))
    if (holder === undefined) {
      return yield* say(
        (yield* globals.Json) ? jsonText({ pair, holder: null }) : `Nobody holds ${pair}: nothing has to be unlocked.`,
      )
    }
    return yield* new Failure({
      code: ExitCode.locked,
      message:
        `Error: ${pair} is held by ${holder}, which is alive. End that process, and the lock is gone with it; what it was doing `
        + "is cleared up by the next apply.",
    })
  }),
).pipe(Command.withDescription("Say who holds a pair; locks end with their process by themselves"))
