/** B13: a newer state is refused, an older one migrated whole or not at all, with a copy of it kept. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync, readFileSync, statSync } from "node:fs"
import { dirname } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { formats } from "../../../src/state/sqlite/formats.ts"
import { makeSqliteStore } from "../../../src/state/sqlite/makeSqliteStore.ts"
import { type Memory, type StateError } from "../../../src/state/StateStore.ts"
import { agreementsOf, beginning, fileOf } from "../samples.ts"
import { load, runOnce } from "./runs.ts"
import { startChild } from "./startChild.ts"
import { temporaryState } from "./temporaryState.ts"

const second = "ALTER TABLE run ADD COLUMN note TEXT"
const third = "CREATE TABLE extra (number INTEGER) STRICT"

const loadWith = (file: string, steps: ReadonlyArray<string>): Effect.Effect<Memory, StateError> =>
  Effect.scoped(Effect.flatMap(makeSqliteStore(file, [...formats, ...steps]), (state) => state.load("notes")))

const formatOf = (file: string): unknown => {
  using database = new DatabaseSync(file, { readOnly: true })
  return database.prepare("PRAGMA user_version").get()?.["user_version"]
}

describe("migrate", () => {
  it.effect("brings an older state to the present format, and keeps a private copy of the old one", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      assert.deepStrictEqual(agreementsOf(yield* loadWith(file, [second, third])), { a: fileOf(0) })
      assert.strictEqual(formatOf(file), 3)
      const copy = `${file}.format-1`
      assert.strictEqual(formatOf(copy), 1)
      assert.strictEqual(statSync(copy).mode & 0o777, 0o600)
      assert.deepStrictEqual(agreementsOf(yield* load(copy)), { a: fileOf(0) })
    }))

  it.effect("makes a new state in the present format at once", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* Effect.scoped(Effect.gen(function*() {
        const state = yield* makeSqliteStore(file, [...formats, second])
        yield* state.saveProbe("nas", 1)
      }))
      assert.strictEqual(formatOf(file), 2)
      assert.isFalse(existsSync(`${file}.format-1`))
    }))

  it.effect("refuses a state of a newer build, and leaves it alone", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      yield* loadWith(file, [second])
      const before = readFileSync(file)
      const refused = yield* Effect.flip(load(file))
      assert.deepStrictEqual(refused.reason, { _tag: "TooNew", found: 2, known: 1 })
      assert.include(refused.message, "written by a newer syncfile (format 2; this one knows up to 1)")
      assert.isTrue(readFileSync(file).equals(before))
    }))

  it.effect("stops a run of an older build that has the file open", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      yield* Effect.scoped(Effect.gen(function*() {
        const older = yield* makeSqliteStore(file, formats)
        yield* older.lock("notes")
        yield* older.load("notes")
        yield* loadWith(file, [second])
        assert.strictEqual((yield* Effect.flip(older.begin(beginning("notes")))).reason._tag, "TooNew")
      }))
    }))

  it.effect("undoes every step when one fails, so that the older build goes on", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      const refused = yield* Effect.flip(loadWith(file, [second, third, "INSERT INTO nowhere VALUES (1)"]))
      assert.strictEqual(refused.reason._tag, "Unusable")
      assert.match(refused.message, /could not be brought from format 1 to 4, and is as it was: .*nowhere/)
      assert.strictEqual(formatOf(file), 1)
      assert.deepStrictEqual(agreementsOf(yield* load(file)), { a: fileOf(0) })
      yield* runOnce(file, ["b"])
      assert.deepStrictEqual(agreementsOf(yield* loadWith(file, [second])), { a: fileOf(0), b: fileOf(0) })
    }))

  it.effect("leaves the old state usable when it is killed half-way", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      const child = yield* startChild(["migrate", file])
      yield* child.hears
      const log = () => [`${file}-wal`, file].map((path) => existsSync(path) ? statSync(path).size : 0)
      while (Math.max(...log()) < 1_000_000) {
        yield* Effect.promise(() => new Promise((resolve) => setTimeout(resolve, 20)))
      }
      yield* child.kill
      assert.strictEqual(formatOf(`${file}.format-1`), 1)
      assert.deepStrictEqual(agreementsOf(yield* load(file)), { a: fileOf(0) })
      assert.strictEqual(formatOf(file), 1)
      assert.deepStrictEqual(agreementsOf(yield* loadWith(file, [second])), { a: fileOf(0) })
      assert.isTrue(existsSync(dirname(file)))
    }), 60_000)
})
