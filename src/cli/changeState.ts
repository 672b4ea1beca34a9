/** Changes what is remembered, after a yes, under the lock of every pair that it is about. */
import { Effect } from "effect"
import { type Setup } from "../domain/Setup.ts"
import { type Endpoints } from "../endpoint/Endpoint.ts"
import { StateStore } from "../state/StateStore.ts"
import { type Approval, approve } from "./approve.ts"
import { type AnyError } from "./Failure.ts"
import { say } from "./look.ts"
import { withDoors } from "./withDoors.ts"

type Store = Effect.Success<typeof StateStore>

export interface StateChange<R> {
  readonly setup: Setup
  readonly locks: ReadonlyArray<string>
  readonly approval: Pick<Approval, "isGiven" | "what">
  readonly change: (state: Store) => Effect.Effect<string, AnyError, R> // gives what is said in the end
}

export const changeState = <R extends Endpoints | StateStore>({ setup, locks, approval, change }: StateChange<R>) =>
  withDoors(
    setup,
    true,
    Effect.scoped(Effect.gen(function*() {
      const state = yield* StateStore
      for (const pair of locks) yield* state.lock(pair)
      yield* approve({
        ...approval,
        question: "Do you want to change what is remembered?",
        cancelled: "Nothing was changed.",
        instead: "changing the state needs approval, and nobody is here to ask. Nothing was changed.\n"
          + "  Approve it beforehand with --auto-approve.",
      })
      yield* say(yield* change(state))
    })),
  )
