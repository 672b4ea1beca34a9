/** Passes and suspensions, as texts in rows of their own. No seal covers them: nothing is ever done or left because of a pass. */
import { Clock, Effect, Schema, Struct } from "effect"
import { type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { Pass } from "../../domain/watch/Pass.ts"
import { isOver, Suspension } from "../../domain/watch/Suspension.ts"
import { type Kept } from "../PassBook.ts"
import { type StateError } from "../StateStore.ts"
import { type OpenState } from "./OpenPair.ts"
import { sealOf } from "./sealOf.ts"
import { damaged, stateErrorAt } from "./stateErrorAt.ts"

interface TextRow {
  readonly pair: string
  readonly text: string
  readonly sum: number
}

/** The pair is in a column of its own: it may come to be called otherwise. */
const PassText = Schema.fromJsonString(Pass.mapFields(Struct.omit(["pair"])))
const SuspensionText = Schema.fromJsonString(Suspension)

export const writePass = (
  { sql, file }: OpenState,
  pass: Pass,
  { keep, passes }: Kept,
): Effect.Effect<void, StateError> =>
  Effect.gen(function*() {
    const { finished, pair } = pass
    const text = yield* Effect.orDie(Schema.encodeEffect(PassText)(pass))
    yield* sql`INSERT INTO pass (pair, finished, sum, text) VALUES (${pair}, ${finished}, ${sealOf([text])}, ${text})`
    yield* sql`DELETE FROM pass WHERE pair = ${pair} AND finished <= ${finished - keep}`
    yield* sql`
      DELETE FROM pass WHERE pair = ${pair} AND number <= (
        SELECT number FROM pass WHERE pair = ${pair} ORDER BY number DESC LIMIT 1 OFFSET ${passes})`
  }).pipe(sql.withTransaction, Effect.mapError(stateErrorAt(file, pass.pair)))

/** The newest first. A text that is not what was written, or that only a later build can read, is left out. */
export const readPasses = Effect.fnUntraced(
  function*({ sql, file }: OpenState, pair: string, most: number): Effect.fn.Return<ReadonlyArray<Pass>, StateError> {
    const rows = yield* Effect.mapError(
      sql<TextRow>`SELECT pair, text, sum FROM pass WHERE pair = ${pair} ORDER BY number DESC LIMIT ${most}`,
      stateErrorAt(file, pair),
    )
    const whole = rows.filter(({ sum, text }) => sum === sealOf([text]))
    const passes = yield* Effect.forEach(whole, ({ text }) => Effect.option(Schema.decodeEffect(PassText)(text)))
    return passes.flatMap((pass) => pass._tag === "Some" ? [{ pair, ...pass.value }] : [])
  },
)

export const writeSuspension = Effect.fnUntraced(
  function*(
    { sql, file }: OpenState,
    pair: string,
    suspension: Suspension | undefined,
  ): Effect.fn.Return<void, StateError> {
    const text = suspension && (yield* Effect.orDie(Schema.encodeEffect(SuspensionText)(suspension)))
    const change = text === undefined
      ? sql`DELETE FROM suspension WHERE pair = ${pair}`
      : sql`INSERT OR REPLACE INTO suspension (pair, sum, text) VALUES (${pair}, ${sealOf([pair, text])}, ${text})`
    yield* Effect.mapError(change, stateErrorAt(file, pair))
  },
)

/** One that is not what was written may not be passed over: its pair is not to be touched. */
export const readSuspensions = Effect.fnUntraced(
  function*({ sql, file }: OpenState): Effect.fn.Return<ReadonlyMap<string, Suspension>, StateError> {
    const now = yield* Clock.currentTimeMillis
    const rows = yield* Effect.mapError(sql<TextRow>`SELECT pair, text, sum FROM suspension`, stateErrorAt(file))
    const found = new Map<string, Suspension>()
    for (const row of rows) {
      const broken = damaged(file, `the suspension of pair "${row.pair}" is not what was written`, row.pair)
      if (row.sum !== sealOf([row.pair, row.text])) return yield* broken
      const suspension = yield* Effect.mapError(Schema.decodeEffect(SuspensionText)(row.text), () => broken)
      if (!isOver(suspension, now)) found.set(row.pair, suspension)
    }
    return found
  },
)

/** What the new name had before is forgotten. */
export const renamePasses = Effect.fnUntraced(
  function*(sql: SqlClient, pair: string, name: string): Effect.fn.Return<void, SqlError> {
    yield* sql`DELETE FROM pass WHERE pair = ${name}`
    yield* sql`UPDATE pass SET pair = ${name} WHERE pair = ${pair}`
    const [row] = yield* sql<TextRow>`SELECT pair, text, sum FROM suspension WHERE pair = ${pair}`
    yield* sql`DELETE FROM suspension WHERE pair IN (${pair}, ${name})`
    if (row === undefined) return
    const sum = sealOf([name, row.text])
    yield* sql`INSERT INTO suspension (pair, sum, text) VALUES (${name}, ${sum}, ${row.text})`
  },
)

export const removePasses = Effect.fnUntraced(
  function*(sql: SqlClient, pair: string): Effect.fn.Return<void, SqlError> {
    yield* sql`DELETE FROM pass WHERE pair = ${pair}`
    yield* sql`DELETE FROM suspension WHERE pair = ${pair}`
  },
)
