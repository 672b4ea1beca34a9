/** Effect's SqlClient over node:sqlite. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import * as Reactivity from "effect/reactivity/Reactivity"
import { SafeIntegers, type SqlClient } from "effect/sql/SqlClient"
import { DatabaseSync } from "node:sqlite"
import { makeSqlClient } from "../../../src/state/sqlite/makeSqlClient.ts"

const withNumbers = Effect.gen(function*() {
  const database = yield* Effect.acquireRelease(
    Effect.sync(() => new DatabaseSync(":memory:")),
    (database) => Effect.sync(() => database.close()),
  )
  database.exec("CREATE TABLE number (value INTEGER UNIQUE) STRICT; INSERT INTO number VALUES (1), (2)")
  return yield* Effect.provide(makeSqlClient(database), Reactivity.layer)
})

const valuesIn = (sql: SqlClient) =>
  Effect.map(sql`SELECT value FROM number ORDER BY value`.values, (rows) => rows.flat())

describe("makeSqlClient", () => {
  it.effect("gives rows as objects, as arrays and as a stream", () =>
    Effect.gen(function*() {
      const sql = yield* withNumbers
      const select = sql`SELECT value, 'x' AS name FROM number WHERE value > ${1}`
      assert.deepEqual(yield* select, [{ value: 2, name: "x" }])
      assert.deepStrictEqual(yield* select.values, [[2, "x"]])
      assert.deepStrictEqual(yield* select.valuesUnprepared, [[2, "x"]])
      assert.deepEqual(yield* select.unprepared, [{ value: 2, name: "x" }])
      assert.deepEqual(yield* Stream.runCollect(select.stream), [{ value: 2, name: "x" }])
      assert.deepInclude(yield* sql`INSERT INTO number VALUES (3)`.raw, { changes: 1 })
    }))

  it.effect("undoes a transaction that fails, and keeps the one around it", () =>
    Effect.gen(function*() {
      const sql = yield* withNumbers
      const clash = Effect.andThen(sql`INSERT INTO number VALUES (3)`, sql`INSERT INTO number VALUES (1)`)
      assert.strictEqual((yield* Effect.flip(sql.withTransaction(clash))).reason._tag, "UniqueViolation")
      assert.deepStrictEqual(yield* valuesIn(sql), [1, 2])
      yield* sql.withTransaction(
        Effect.andThen(sql`INSERT INTO number VALUES (4)`, Effect.ignore(sql.withTransaction(clash))),
      )
      assert.deepStrictEqual(yield* valuesIn(sql), [1, 2, 4])
    }))

  it.effect("keeps statements of other fibers out of a transaction", () =>
    Effect.gen(function*() {
      const sql = yield* withNumbers
      const seen = yield* Effect.all([
        sql.withTransaction(
          Effect.andThen(sql`DELETE FROM number`, Effect.andThen(Effect.yieldNow, sql`INSERT INTO number VALUES (9)`)),
        ),
        valuesIn(sql),
      ], { concurrency: "unbounded" })
      assert.deepStrictEqual(seen[1], [9])
    }))

  it.effect("runs more statements than it keeps prepared", () =>
    Effect.gen(function*() {
      const sql = yield* withNumbers
      for (let turn = 0; turn < 3; turn++) {
        for (let number = 0; number < 100; number++) {
          assert.deepStrictEqual(yield* sql.unsafe(`SELECT ${number}`).values, [[number]])
        }
      }
    }))

  it.effect("reads integers beyond 2^53 where they are asked for", () =>
    Effect.gen(function*() {
      const sql = yield* withNumbers
      const large = sql`SELECT 9007199254740993 AS value`.values
      assert.deepStrictEqual(yield* Effect.provideService(large, SafeIntegers, true), [[9007199254740993n]])
      assert.match(String((yield* Effect.flip(large)).reason.cause), /RangeError/)
    }))
})
