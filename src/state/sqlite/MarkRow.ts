/** The marks of a pair as the state file keeps them. */
import { Effect } from "effect"
import { type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { type Mark } from "../StateStore.ts"
import { sealOf } from "./sealOf.ts"

export interface MarkRow extends Mark {
  readonly pair: number
}

export const readMark = (sql: SqlClient, pair: number): Effect.Effect<MarkRow | undefined, SqlError> =>
  Effect.map(sql<MarkRow>`SELECT * FROM mark WHERE pair = ${pair}`, ([row]) => row)

export const writeMark = (sql: SqlClient, { pair, id, least, most }: MarkRow): Effect.Effect<void, SqlError> =>
  Effect.asVoid(sql`INSERT OR REPLACE INTO mark (pair, id, least, most) VALUES (${pair}, ${id}, ${least}, ${most})`)

/** No mark seals nothing. */
export const sealOfMark = (row: MarkRow | undefined): number =>
  row === undefined ? 0 : sealOf([row.pair, row.id, row.least, row.most])
