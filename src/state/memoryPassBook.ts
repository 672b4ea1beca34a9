/** Passes, suspensions and what people were told in memory: it behaves as the one on disk does. */
import { Clock, Effect } from "effect"
import { type Pass } from "../domain/watch/Pass.ts"
import { isOver, type Suspension } from "../domain/watch/Suspension.ts"
import { type Told } from "../domain/watch/Told.ts"
import { type PassBook } from "./PassBook.ts"

export interface MemoryPassBook extends PassBook {
  readonly rename: (pair: string, name: string) => void
  readonly remove: (pair: string) => void
}

export const memoryPassBook = (): MemoryPassBook => {
  const passes = new Map<string, ReadonlyArray<Pass>>() // the newest first
  const suspensions = new Map<string, Suspension>()
  const told = new Map<string, ReadonlyMap<string, Told>>() // by pair, then by whom
  return {
    note: (pass, { keep, passes: most }) =>
      Effect.sync(() => {
        const before = (passes.get(pass.pair) ?? []).filter(({ finished }) => finished > pass.finished - keep)
        passes.set(pass.pair, [pass, ...before].slice(0, most))
      }),
    last: (pair, most) => Effect.sync(() => (passes.get(pair) ?? []).slice(0, most)),
    suspend: (pair, suspension) =>
      Effect.sync(() => {
        if (suspension === undefined) suspensions.delete(pair)
        else suspensions.set(pair, suspension)
      }),
    suspended: Effect.map(
      Clock.currentTimeMillis,
      (now) => new Map(Array.from(suspensions).filter(([, suspension]) => !isOver(suspension, now))),
    ),
    told: (whom) =>
      Effect.sync(() =>
        new Map(
          Array.from(told).flatMap(([pair, all]) => {
            const found = all.get(whom)
            return found === undefined ? [] : [[pair, found]]
          }),
        )
      ),
    noteTold: (whom, pair, words) =>
      Effect.sync(() => {
        const all = new Map(told.get(pair))
        if (words === undefined) all.delete(whom)
        else all.set(whom, words)
        told.set(pair, all)
      }),
    rename: (pair, name) => {
      passes.set(pair, Array.from(passes.get(pair) ?? [], (pass): Pass => ({ ...pass, pair: name })))
      move(passes, pair, name)
      move(suspensions, pair, name)
      told.delete(name)
      move(told, pair, name)
    },
    remove: (pair) => {
      passes.delete(pair)
      suspensions.delete(pair)
      told.delete(pair)
    },
  }
}

const move = <A>(all: Map<string, A>, pair: string, name: string) => {
  const found = all.get(pair)
  all.delete(pair)
  if (found !== undefined) all.set(name, found)
}
