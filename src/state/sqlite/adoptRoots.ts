/** Takes new roots for a pair's own. The marks that lie in the old ones are nothing to go by any more. */
import { Effect } from "effect"
import { type SqlError } from "effect/sql/SqlError"
import { type Memory } from "../StateStore.ts"
import { sealOfMark } from "./MarkRow.ts"
import { type OpenPair } from "./OpenPair.ts"
import { cellsOfRoots, writePair } from "./PairRow.ts"
import { type Past } from "./readPast.ts"

export const adoptRoots = (roots: Memory["roots"]) =>
  Effect.fnUntraced(function*(at: OpenPair, { pair, mark }: Past): Effect.fn.Return<void, SqlError> {
    yield* at.sql`DELETE FROM mark WHERE pair = ${pair.id}`
    yield* writePair(at, { ...pair, ...cellsOfRoots(roots), seal: pair.seal ^ sealOfMark(mark) })
  })
