/** Keeps other processes from making or migrating the same state file at the same time. */
import { Effect } from "effect"
import { type StateError } from "../StateStore.ts"
import { holdLock } from "./holdLock.ts"
import { lockFileOf } from "./lockPair.ts"
import { unusable } from "./stateErrorAt.ts"

const patience = 10_000

/** No pair is called by the empty name, so that this lock is nobody else's. */
export const whileAlone = <A, E>(file: string, work: Effect.Effect<A, E>): Effect.Effect<A, E | StateError> =>
  Effect.scoped(Effect.gen(function*() {
    if (yield* holdLock(lockFileOf(file, ""), patience)) return yield* work
    return yield* unusable(file, "another process has been setting it up for too long. Try again.")
  }))
