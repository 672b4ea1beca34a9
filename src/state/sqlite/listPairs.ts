/** Reads what there is of every pair, each checked as if it were loaded. */
import { Effect } from "effect"
import { type PairRecord, type StateError } from "../StateStore.ts"
import { type OpenState, readTransaction } from "./OpenPair.ts"
import { readPairs, rootsOf } from "./PairRow.ts"
import { type Past, readPastOf } from "./readPast.ts"
import { isUnfinished, lastOf } from "./RunRow.ts"

export const listPairs = (state: OpenState): Effect.Effect<ReadonlyArray<PairRecord>, StateError> =>
  readTransaction(
    state,
    Effect.flatMap(readPairs(state), (pairs) =>
      Effect.forEach(
        pairs.toSorted((one, other) => one.name < other.name ? -1 : 1),
        (pair) => Effect.map(readPastOf(state, pair), toRecord), // one after another: of each only the record stays
      )),
  )

const toRecord = ({ pair, pages, runs }: Past): PairRecord => ({
  pair: pair.name,
  agreements: pages.reduce((total, { rows }) => total + rows, 0),
  scope: pair.scope ?? "",
  roots: rootsOf(pair),
  unfinished: runs.filter(isUnfinished).length,
  lastRun: lastOf(runs, ["apply", "resolve"]),
})
