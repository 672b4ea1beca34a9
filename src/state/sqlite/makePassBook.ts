/** What is remembered of passes and of what people were told, over one SQLite file. */
import { Effect } from "effect"
import { type Told } from "../../domain/watch/Told.ts"
import { type PassBook } from "../PassBook.ts"
import { type StateError } from "../StateStore.ts"
import { type OpenState } from "./OpenPair.ts"
import { readPasses, readSuspensions, writePass, writeSuspension } from "./passes.ts"
import { readTold, writeTold } from "./told.ts"

export const makePassBook = (
  whereThere: <A>(
    work: (state: OpenState) => Effect.Effect<A, StateError>,
    otherwise: Effect.Effect<A, StateError>,
  ) => Effect.Effect<A, StateError>,
  whereMade: (work: (state: OpenState) => Effect.Effect<void, StateError>) => Effect.Effect<void, StateError>,
): PassBook => ({
  note: (pass, kept) => whereMade((state) => writePass(state, pass, kept)),
  last: (pair, most) => whereThere((state) => readPasses(state, pair, most), Effect.succeed([])),
  suspend: (pair, suspension) => whereMade((state) => writeSuspension(state, pair, suspension)),
  suspended: whereThere(readSuspensions, Effect.succeed(new Map())),
  told: (whom) => whereThere<ReadonlyMap<string, Told>>((state) => readTold(state, whom), Effect.succeed(new Map())),
  noteTold: (whom, pair, told) => whereMade((state) => writeTold(state, whom, pair, told)),
})
