/** Changes what is remembered of a pair between its runs. A past that is damaged stays as it is. */
import { Effect } from "effect"
import { type SqlError } from "effect/sql/SqlError"
import { type StateError } from "../StateStore.ts"
import { checkFormat, checkPages } from "./checkBeforeWriting.ts"
import { foldLog, type OpenPair, writeTransaction } from "./OpenPair.ts"
import { type Past, readPast } from "./readPast.ts"

export type Change = (at: OpenPair, past: Past) => Effect.Effect<void, SqlError | StateError>

/** `known`: the format that this build writes. `otherwise`: what to do about a pair of which nothing is remembered. */
export const changePast = Effect.fnUntraced(function*(
  at: OpenPair,
  known: number,
  change: Change,
  otherwise: Effect.Effect<void, StateError> = Effect.void,
): Effect.fn.Return<void, StateError> {
  yield* checkPages(at)
  const past = Effect.andThen(checkFormat(at, known), readPast(at))
  yield* writeTransaction(at, Effect.flatMap(past, (past) => past === undefined ? otherwise : change(at, past)))
  yield* foldLog(at)
})
