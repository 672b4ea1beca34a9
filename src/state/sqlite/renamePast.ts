/** Gives a pair's past to another name, unless that has one too. */
import { Effect } from "effect"
import { type SqlError } from "effect/sql/SqlError"
import { refusalToRename } from "../refusalToRename.ts"
import { type StateError } from "../StateStore.ts"
import { type OpenPair } from "./OpenPair.ts"
import { readPair, writePair } from "./PairRow.ts"
import { renamePasses } from "./passes.ts"
import { type Past } from "./readPast.ts"
import { renameTold } from "./told.ts"

export const renamePast = (name: string) =>
  Effect.fnUntraced(function*(at: OpenPair, { pair }: Past): Effect.fn.Return<void, SqlError | StateError> {
    if ((yield* readPair({ ...at, pair: name })) !== undefined) {
      return yield* refusalToRename({ file: at.file, pair: pair.name, name, hasPast: true })
    }
    yield* writePair(at, { ...pair, name })
    yield* renamePasses(at.sql, pair.name, name)
    yield* renameTold(at.sql, pair.name, name)
  })
