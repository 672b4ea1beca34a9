/** Changes what is remembered, after a yes. What it is about is locked and looked at before anybody is asked. */
import { Effect, type Scope } from "effect"
import { type Setup } from "../domain/Setup.ts"
import { type Endpoints } from "../endpoint/Endpoint.ts"
import { Stopping } from "../engine/Stopping.ts"
import { jsonText } from "../report/json.ts"
import { type Reporter } from "../report/Reporter.ts"
import { StateStore } from "../state/StateStore.ts"
import { approve } from "./approve.ts"
import { type Environment } from "./Environment.ts"
import { type AnyError } from "./Failure.ts"
import * as globals from "./globals.ts"
import { say } from "./look.ts"
import { withDoors } from "./withDoors.ts"

type Store = Effect.Success<typeof StateStore>

export interface StateChange {
  readonly what: string // a sentence without its full stop
  readonly change: Effect.Effect<void, AnyError, Environment>
  readonly done: string // what is said in the end
}

export const changeState = <R extends Endpoints | Environment | StateStore | Reporter | Scope.Scope>(
  { setup, pair, isApproved }: { readonly setup: Setup; readonly pair: string; readonly isApproved: boolean },
  prepare: (state: Store) => Effect.Effect<StateChange, AnyError, R>, // its locks end with the scope
) =>
  withDoors(
    setup,
    true,
    Effect.scoped(Effect.gen(function*() {
      const { what, change, done } = yield* prepare(yield* StateStore)
      yield* approve({
        isGiven: isApproved,
        what,
        question: "Do you want to change what is remembered?",
        cancelled: "Nothing was changed.",
        instead: "changing the state needs approval, and nobody is here to ask. Nothing was changed.\n"
          + "  Approve it beforehand with --auto-approve.",
      })
      const { hold } = yield* Stopping
      yield* hold(change)
      yield* say((yield* globals.Json) ? jsonText({ pair, message: done }) : done)
    })),
  )
