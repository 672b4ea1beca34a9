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

const present = formats.length
const next = "ALTER TABLE run ADD COLUMN note TEXT"
const nextButOne = "CREATE TABLE extra (number INTEGER) STRICT"

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
      assert.deepStrictEqual(agreementsOf(yield* loadWith(file, [next, nextButOne])), { a: fileOf(0) })
      assert.strictEqual(formatOf(file), present + 2)
      const copy = `${file}.format-${present}`
      assert.strictEqual(formatOf(copy), present)
      assert.strictEqual(statSync(copy).mode & 0o777, 0o600)
      assert.deepStrictEqual(agreementsOf(yield* load(copy)), { a: fileOf(0) })
    }))

  it.effect("makes a new state in the present format at once", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* Effect.scoped(Effect.gen(function*() {
        const state = yield* makeSqliteStore(file, [...formats, next])
        yield* state.saveProbe("nas", 1)
      }))
      assert.strictEqual(formatOf(file), present + 1)
      assert.isFalse(existsSync(`${file}.format-${present}`))
    }))

  it.effect("refuses a state of a newer build, and leaves it alone", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      yield* loadWith(file, [next])
      const before = readFileSync(file)
      const refused = yield* Effect.flip(load(file))
      assert.deepStrictEqual(refused.reason, { _tag: "TooNew", found: present + 1, known: present })
      const words = `written by a newer syncfile (format ${present + 1}; this one knows up to ${present})`
      assert.include(refused.message, words)
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
        yield* loadWith(file, [next])
        yield* older.lock("diary")
        const changes = [
          older.begin(beginning("notes")),
          older.forget("notes"),
          older.adopt("notes", { left: "/other", right: undefined }),
          older.rename("notes", "diary"),
          older.remove("notes"),
        ]
        for (const change of changes) assert.strictEqual((yield* Effect.flip(change)).reason._tag, "TooNew")
      }))
    }))

  it.effect("undoes every step when one fails, so that the older build goes on", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      const refused = yield* Effect.flip(loadWith(file, [next, nextButOne, "INSERT INTO nowhere VALUES (1)"]))
      assert.strictEqual(refused.reason._tag, "Unusable")
      assert.include(
        refused.message,
        `could not be brought from format ${present} to ${present + 3}, and is as it was: `,
      )
      assert.include(refused.message, "nowhere")
      assert.strictEqual(formatOf(file), present)
      assert.deepStrictEqual(agreementsOf(yield* load(file)), { a: fileOf(0) })
      yield* runOnce(file, ["b"])
      assert.deepStrictEqual(agreementsOf(yield* loadWith(file, [next])), { a: fileOf(0), b: fileOf(0) })
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
      assert.strictEqual(formatOf(`${file}.format-${present}`), present)
      assert.deepStrictEqual(agreementsOf(yield* load(file)), { a: fileOf(0) })
      assert.strictEqual(formatOf(file), present)
      assert.deepStrictEqual(agreementsOf(yield* loadWith(file, [next])), { a: fileOf(0) })
      assert.isTrue(existsSync(dirname(file)))
    }), 60_000)
})
