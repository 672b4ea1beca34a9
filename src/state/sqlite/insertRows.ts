/** Inserts many rows with few statements: one statement per row costs as much again as the row. */
import { Effect } from "effect"
import { type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"

export type Row = ReadonlyArray<string | number | null>

const rowsAtOnce = 250

/** `into`: the table and its columns, as "table (a, b)". `otherwise`: what to do about a row that is there already. */
export const insertRows = Effect.fnUntraced(
  function*(sql: SqlClient, into: string, rows: ReadonlyArray<Row>, otherwise = ""): Effect.fn.Return<void, SqlError> {
    for (let from = 0; from < rows.length; from += rowsAtOnce) {
      const some = rows.slice(from, from + rowsAtOnce)
      const statement = sql.unsafe(`INSERT INTO ${into} VALUES ${placesFor(some)} ${otherwise}`, some.flat())
      // A whole lot has always the same text, and is prepared once; the last few are not worth keeping.
      yield* some.length === rowsAtOnce ? statement : statement.unprepared
    }
  },
)

const placesFor = (rows: ReadonlyArray<Row>): string =>
  rows.map((row) => `(${row.map(() => "?").join(", ")})`).join(", ")
