/** Writes what has become of some paths: their agreements, and their intents struck out. */
import { Effect } from "effect"
import { type SqlError } from "effect/sql/SqlError"
import { type Settled, type StateError } from "../StateStore.ts"
import { insertRows, type Row } from "./insertRows.ts"
import { type OpenPair, writeTransaction } from "./OpenPair.ts"
import { packAgreement } from "./packAgreement.ts"
import { reseal } from "./PairRow.ts"
import { type RunRow } from "./RunRow.ts"
import { sealOfAll } from "./sealOf.ts"

export const settle = (
  at: OpenPair,
  run: RunRow,
  settled: ReadonlyArray<Settled>,
): Effect.Effect<void, StateError> => settled.length === 0 ? Effect.void : writeTransaction(at, write(at, run, settled))

const write = Effect.fnUntraced(function*(
  at: OpenPair,
  run: RunRow,
  settled: ReadonlyArray<Settled>,
): Effect.fn.Return<void, SqlError | StateError> {
  const { sql } = at
  const latest = new Map(settled.map(({ path, agreement }) => [path, agreement])) // of a path told twice
  const agreed: Array<Row> = []
  for (const [path, agreement] of latest) {
    if (agreement !== undefined) agreed.push([run.pair, path, packAgreement(agreement)])
  }
  const replaced = yield* sql`
    DELETE FROM agreement WHERE pair = ${run.pair} AND path IN (SELECT value FROM json_each(${list(latest.keys())}))
    RETURNING pair, path, agreed`.values
  yield* insertRows(sql, "agreement (pair, path, agreed)", agreed)
  const fulfilled = settled.flatMap(({ intent }) => intent ?? [])
  const struck = yield* sql`
    DELETE FROM intent WHERE run = ${run.number} AND number IN (SELECT value FROM json_each(${list(fulfilled)}))
    RETURNING run, number, side, path`.values
  const change = sealOfAll(replaced as ReadonlyArray<Row>) ^ sealOfAll(agreed) ^ sealOfAll(struck as ReadonlyArray<Row>)
  yield* reseal(at, change)
})

const list = (values: Iterable<string | number>): string => JSON.stringify([...values])
