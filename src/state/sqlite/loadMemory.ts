/** Reads what is remembered of a pair. */
import { Effect } from "effect"
import { emptyMemory } from "../emptyMemory.ts"
import { type Memory, type StateError, type UnfinishedRun } from "../StateStore.ts"
import { toldMark } from "../toldMark.ts"
import { type EntryRow, readJournal } from "./journal.ts"
import { type OpenPair, readTransaction } from "./OpenPair.ts"
import { PackedBaseline } from "./PackedBaseline.ts"
import { rootsOf } from "./PairRow.ts"
import { type Past, readPast } from "./readPast.ts"
import { isUnfinished, lastOf, type RunRow } from "./RunRow.ts"

export const loadMemory = (at: OpenPair): Effect.Effect<Memory, StateError> =>
  readTransaction(at, Effect.map(readPast(at), (past) => past === undefined ? emptyMemory : toMemory(past)))

const toMemory = ({ pair, pages, runs, entries, mark }: Past): Memory => {
  const unfinished = runs.filter(isUnfinished)
  return {
    baseline: new PackedBaseline(pages),
    scope: pair.scope ?? undefined,
    roots: rootsOf(pair),
    unfinished: unfinished.map(toUnfinished(entries)),
    lastRun: lastOf(runs, ["apply", "resolve"]),
    lastApply: lastOf(runs, ["apply"]),
    mark: toldMark(mark, unfinished.length > 0),
  }
}

const toUnfinished = (entries: ReadonlyArray<EntryRow>) => ({ id, started, number }: RunRow): UnfinishedRun => ({
  run: id,
  started,
  intents: readJournal(entries.filter(({ run }) => run === number).map(({ text }) => text)),
})
