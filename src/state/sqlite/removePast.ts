/** Forgets a pair altogether: every row that speaks of it, those that others lean on last. */
import { Effect } from "effect"
import { type SqlError } from "effect/sql/SqlError"
import { type OpenPair } from "./OpenPair.ts"
import { removePasses } from "./passes.ts"
import { type Past } from "./readPast.ts"
import { removeTold } from "./told.ts"

export const removePast = Effect.fnUntraced(
  function*({ sql }: OpenPair, { pair: { id, name } }: Past): Effect.fn.Return<void, SqlError> {
    const runs = sql`SELECT number FROM run WHERE pair = ${id}`
    yield* sql`DELETE FROM journal WHERE run IN (${runs})`
    yield* sql`DELETE FROM deeds WHERE run IN (${runs})`
    yield* sql`DELETE FROM agreement WHERE pair = ${id}`
    yield* sql`DELETE FROM mark WHERE pair = ${id}`
    yield* sql`DELETE FROM blocks WHERE pair = ${id}`
    yield* sql`DELETE FROM run WHERE pair = ${id}`
    yield* removePasses(sql, name)
    yield* removeTold(sql, name)
    yield* sql`DELETE FROM pair WHERE id = ${id}`
  },
)
