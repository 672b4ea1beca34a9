/** Runs what may throw, and tells what it throws as a StateError. */
import { Effect } from "effect"
import { type StateError } from "../StateStore.ts"
import { stateErrorAt } from "./stateErrorAt.ts"

export const attempt = <A>(file: string, work: () => A): Effect.Effect<A, StateError> =>
  Effect.try({ try: work, catch: stateErrorAt(file) })
