/** What people were told, each a text under the pair and a digest of the addressee. No seal covers it, as with passes. */
import { Effect, Schema } from "effect"
import { type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { Told } from "../../domain/watch/Told.ts"
import { type StateError } from "../StateStore.ts"
import { type OpenState } from "./OpenPair.ts"
import { sealOf } from "./sealOf.ts"
import { stateErrorAt } from "./stateErrorAt.ts"

const ToldText = Schema.fromJsonString(Told)

/** A text that is not what was written is left out: the worst that comes of it is that something is told once more. */
export const readTold = Effect.fnUntraced(
  function*({ sql, file }: OpenState, whom: string): Effect.fn.Return<ReadonlyMap<string, Told>, StateError> {
    const rows = yield* Effect.mapError(
      sql<{ readonly pair: string; readonly text: string; readonly sum: number }>`
        SELECT pair, text, sum FROM told WHERE whom = ${whom}`,
      stateErrorAt(file),
    )
    const found = new Map<string, Told>()
    for (const { pair, sum, text } of rows) {
      if (sum !== sealOf([whom, text])) continue
      const told = yield* Effect.option(Schema.decodeEffect(ToldText)(text))
      if (told._tag === "Some") found.set(pair, told.value)
    }
    return found
  },
)

export const writeTold = Effect.fnUntraced(
  function*(
    { sql, file }: OpenState,
    whom: string,
    pair: string,
    told: Told | undefined,
  ): Effect.fn.Return<void, StateError> {
    const text = told && (yield* Effect.orDie(Schema.encodeEffect(ToldText)(told)))
    const change = text === undefined
      ? sql`DELETE FROM told WHERE pair = ${pair} AND whom = ${whom}`
      : sql`INSERT OR REPLACE INTO told (pair, whom, sum, text)
          VALUES (${pair}, ${whom}, ${sealOf([whom, text])}, ${text})`
    yield* Effect.mapError(change, stateErrorAt(file))
  },
)

/** What was told under the new name before is forgotten. */
export const renameTold = Effect.fnUntraced(
  function*(sql: SqlClient, pair: string, name: string): Effect.fn.Return<void, SqlError> {
    yield* removeTold(sql, name)
    yield* sql`UPDATE told SET pair = ${name} WHERE pair = ${pair}`
  },
)

export const removeTold = (sql: SqlClient, pair: string): Effect.Effect<void, SqlError> =>
  Effect.asVoid(sql`DELETE FROM told WHERE pair = ${pair}`)
