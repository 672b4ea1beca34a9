/** Where a pair is read and written: the open state file, and the pair's name in it. */
import { Effect } from "effect"
import { BeginTransaction, type SqlClient } from "effect/sql/SqlClient"
import { type SqlError } from "effect/sql/SqlError"
import { type StateError } from "../StateStore.ts"
import { stateErrorAt } from "./stateErrorAt.ts"

export interface OpenState {
  readonly sql: SqlClient
  readonly file: string
}

export interface OpenPair extends OpenState {
  readonly pair: string
}

/** One change to the state file: all of it or nothing, and durable once it is through. */
export const writeTransaction = <A>(
  { sql, file, pair }: OpenPair,
  change: Effect.Effect<A, SqlError | StateError>,
): Effect.Effect<A, StateError> => Effect.mapError(sql.withTransaction(change), stateErrorAt(file, pair))

/** Sees the state file as it was at one moment, and waits for no writer. */
export const readTransaction = <A>(
  { sql, file, pair }: OpenState & Partial<OpenPair>,
  reading: Effect.Effect<A, SqlError | StateError>,
): Effect.Effect<A, StateError> =>
  sql.withTransaction(reading).pipe(
    Effect.provideService(BeginTransaction, "BEGIN"),
    Effect.mapError(stateErrorAt(file, pair)),
  )

/**
 * Moves what the log holds into the file itself, as far as no reader stands in the way. Done where a run begins and
 * ends, so that a log that is lost never takes more with it than what the run under way had settled.
 */
export const foldLog = ({ sql, file, pair }: OpenPair): Effect.Effect<void, StateError> =>
  Effect.asVoid(sql`PRAGMA wal_checkpoint(PASSIVE)`).pipe(Effect.mapError(stateErrorAt(file, pair)))
