/** Effect's SqlClient over an open `node:sqlite` database: one connection, statements prepared once. */
import { Context, Effect, Semaphore, Stream } from "effect"
import { type Reactivity } from "effect/reactivity/Reactivity"
import * as SqlClient from "effect/sql/SqlClient"
import { type Connection } from "effect/sql/SqlConnection"
import { classifySqliteError, SqlError } from "effect/sql/SqlError"
import * as Statement from "effect/sql/Statement"
import { type DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite"

type Parameters = ReadonlyArray<unknown>

/** Statements are few and fixed; a text that varies is run unprepared. So the oldest one out is good enough. */
const keptStatements = 64

export const makeSqlClient = Effect.fnUntraced(
  function*(database: DatabaseSync): Effect.fn.Return<SqlClient.SqlClient, never, Reactivity> {
    const connection = connectionOver(database)
    const acquirers = SqlClient.makeSqliteAcquirers({
      connection: Effect.succeed(connection),
      semaphore: yield* Semaphore.make(1),
      isTransaction: () => database.isTransaction,
    })
    return yield* SqlClient.make({
      ...acquirers,
      compiler: Statement.makeCompilerSqlite(),
      driver: "node:sqlite",
      // A write lock taken at the start is waited for; one taken half-way fails when another process was quicker.
      beginTransaction: "BEGIN IMMEDIATE",
      releaseSavepoint: (name) => `RELEASE SAVEPOINT ${name}`,
      spanAttributes: [["db.system.name", "sqlite"]],
    })
  },
)

const connectionOver = (database: DatabaseSync): Connection => {
  const prepare = keepPrepared(database)
  const afresh = (text: string) => database.prepare(text)
  return {
    execute: (text, parameters, transform) => transformed(query(prepare, text, parameters), transform),
    executeUnprepared: (text, parameters, transform) => transformed(query(afresh, text, parameters), transform),
    executeValues: (text, parameters) => query(prepare, text, parameters, true),
    executeValuesUnprepared: (text, parameters) => query(afresh, text, parameters, true),
    executeRaw: (text, parameters) => attempt(() => prepare(text).run(...bound(parameters))),
    executeStream: (text, parameters, transform) =>
      Stream.unwrap(Effect.map(
        transformed(query(afresh, text, parameters), transform),
        (rows) => Stream.fromIterable(rows),
      )),
  }
}

const keepPrepared = (database: DatabaseSync): (text: string) => StatementSync => {
  const kept = new Map<string, StatementSync>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined) return known
    const statement = database.prepare(text)
    kept.set(text, statement)
    const oldest = kept.keys().next().value
    if (kept.size > keptStatements && oldest !== undefined) kept.delete(oldest)
    return statement
  }
}

/** `any` is what the connection contract of Effect asks for: only the statement knows its rows. */
// oxlint-disable-next-line typescript/no-explicit-any
type Rows = ReadonlyArray<any>

const query = (
  prepare: (text: string) => StatementSync,
  text: string,
  parameters: Parameters,
  asArrays = false,
): Effect.Effect<Rows, SqlError> =>
  Effect.withFiber((fiber) =>
    attempt(() => {
      const statement = prepare(text)
      statement.setReadBigInts(Context.get(fiber.context, SqlClient.SafeIntegers))
      statement.setReturnArrays(asArrays)
      return statement.all(...bound(parameters))
    })
  )

const transformed = (
  rows: Effect.Effect<Rows, SqlError>,
  transform: ((rows: Rows) => Rows) | undefined,
): Effect.Effect<Rows, SqlError> => transform === undefined ? rows : Effect.map(rows, transform)

const bound = (parameters: Parameters): Array<SQLInputValue> => parameters as Array<SQLInputValue>

const attempt = <A>(work: () => A): Effect.Effect<A, SqlError> =>
  Effect.try({
    try: work,
    catch: (cause) => new SqlError({ reason: classifySqliteError(named(cause), { message: String(cause) }) }),
  })

/** Effect tells errors apart by `errno`; `node:sqlite` calls the same number `errcode`. */
const named = (cause: unknown): unknown =>
  cause instanceof Error && "errcode" in cause ? Object.assign(cause, { errno: cause.errcode }) : cause
