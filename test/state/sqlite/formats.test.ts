/** What a state of an older format remembers is there after it was brought to the present format, and goes on from there. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { createHash } from "node:crypto"
import { statSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { layerSqlite } from "../../../src/state/layerSqlite.ts"
import { formats } from "../../../src/state/sqlite/formats.ts"
import { makeSqliteStore } from "../../../src/state/sqlite/makeSqliteStore.ts"
import { type Memory, StateStore } from "../../../src/state/StateStore.ts"
import { agreementsOf, at, beginning, deedAt, ending, fileOf } from "../samples.ts"
import { makeFormat1 } from "./format1.ts"
import { makeFormat2 } from "./format2.ts"
import { load } from "./runs.ts"
import { startChild } from "./startChild.ts"
import { temporaryState } from "./temporaryState.ts"

const formatOf = (file: string): unknown => {
  using database = new DatabaseSync(file, { readOnly: true })
  return database.prepare("PRAGMA user_version").get()?.["user_version"]
}

/** Every row of every table of format 1, in the columns that it had. */
const rowsOf = (file: string): unknown => {
  using database = new DatabaseSync(file, { readOnly: true })
  return ["pair", "run", "journal", "agreement", "probe"].map((table) =>
    database.prepare(`SELECT * FROM ${table}`).all().map(({ kind: _, ...row }) => row)
  )
}

const execute = (file: string, statement: string): void => {
  using database = new DatabaseSync(file)
  database.exec(statement)
}

const finished = { run: "3560eb54", kind: "apply", started: 1_700_000_000_000, finished: 1_700_000_002_000 } as const
const unfinished = {
  run: "f8892662",
  kind: "apply",
  started: 1_700_003_602_000,
  finished: undefined,
  outcome: undefined,
  summary: "",
} as const

const left = { side: "right", path: at("d") } as const

const assertKept = (memory: Memory): void => {
  const { scope, roots, lastRun, mark } = memory
  assert.deepStrictEqual(agreementsOf(memory), { a: fileOf(3), "b/c": fileOf(2) })
  assert.deepStrictEqual({ scope, roots, lastRun, mark }, {
    scope: "a scope",
    roots: { left: "/left", right: undefined },
    lastRun: unfinished,
    mark: undefined, // a run of format 1 has left none, not even one that never finished
  })
  assert.deepStrictEqual(memory.unfinished, [
    { run: "f8892662", started: 1_700_003_602_000, intents: new Map([[1, left]]) },
  ])
}

describe("a state of format 1", () => {
  it.effect("is remembered whole by this build, pair by pair", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      makeFormat1(file)
      const before = rowsOf(file)
      assertKept(yield* load(file))
      assert.strictEqual(formatOf(file), formats.length)
      assert.deepStrictEqual(agreementsOf(yield* load(file, "photos")), { z: fileOf(9) })
      assert.deepStrictEqual(rowsOf(file), before)
      assert.deepStrictEqual(rowsOf(`${file}.format-1`), before)
      assert.strictEqual(formatOf(`${file}.format-1`), 1)
      assert.strictEqual(statSync(`${file}.format-1`).mode & 0o777, 0o600)
      yield* Effect.gen(function*() {
        const state = yield* StateStore
        assert.deepStrictEqual((yield* state.pairs).map(({ pair, unfinished }) => [pair, unfinished]), [
          ["notes", 1],
          ["photos", 0],
        ])
        const nothingDone = { deeds: [], done: 0 }
        assert.deepStrictEqual(yield* state.history("notes", 10), [
          { ...unfinished, ...nothingDone },
          { ...finished, outcome: "partial", summary: "Apply complete!", ...nothingDone },
        ])
        assert.deepStrictEqual(yield* state.loadProbe("nas"), { rename: true })
      }).pipe(Effect.provide(layerSqlite(file)))
    }))

  it.effect("goes on with runs that leave marks and deeds", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      makeFormat1(file)
      yield* Effect.gen(function*() {
        const state = yield* StateStore
        yield* state.lock("notes")
        const run = yield* state.begin(beginning("notes", "d"))
        assert.strictEqual(run.number, 4)
        assert.deepStrictEqual((yield* state.load("notes")).mark, { id: run.mark, least: 0, most: 4 })
        yield* run.settle([{ path: at("d"), agreement: fileOf(4), intent: 0 }])
        yield* run.finish(ending("ok", "mended", { deeds: [deedAt("d")], isMarked: true }))
      }).pipe(Effect.scoped, Effect.provide(layerSqlite(file)))
      const memory = yield* load(file)
      assert.deepStrictEqual(agreementsOf(memory), { a: fileOf(3), "b/c": fileOf(2), d: fileOf(4) })
      assert.deepStrictEqual(memory.unfinished, [])
      assert.deepInclude(memory.mark, { least: 4, most: 4 })
      assert.strictEqual((yield* load(file, "photos")).mark, undefined)
      assertKept(yield* load(`${file}.format-1`)) // the copy can be put back, and is then migrated itself
    }))

  it.effect("is as it was when a step fails, and is brought to the present format by the next that can", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      makeFormat1(file)
      const before = rowsOf(file)
      const broken = [...formats, "INSERT INTO nowhere VALUES (1)"]
      const refused = yield* Effect.flip(
        Effect.scoped(Effect.flatMap(makeSqliteStore(file, broken), (state) => state.load("notes"))),
      )
      assert.include(refused.message, `could not be brought from format 1 to ${broken.length}, and is as it was`)
      assert.strictEqual(formatOf(file), 1)
      assert.deepStrictEqual(rowsOf(file), before)
      assertKept(yield* load(file))
    }))

  it.effect(
    "is as it was when the process is killed half-way, and is brought to the present format by the next",
    () =>
      Effect.gen(function*() {
        const file = yield* temporaryState
        makeFormat1(file)
        const before = rowsOf(file)
        const child = yield* startChild(["migrate", file])
        yield* child.hears
        // The steps of one migration are one transaction: once rows of the last have reached the log, so has the present format.
        while ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) < 1_000_000) {
          yield* Effect.promise(() => new Promise((resolve) => setTimeout(resolve, 20)))
        }
        yield* child.kill
        assert.strictEqual(formatOf(file), 1)
        assert.deepStrictEqual(rowsOf(file), before)
        assertKept(yield* load(file))
        assert.strictEqual(formatOf(file), formats.length)
      }),
    60_000,
  )

  it.effect("that was damaged is refused and not migrated into a sound one", () =>
    Effect.gen(function*() {
      const damage = [
        "UPDATE run SET finished = 1700003602001, outcome = 'ok' WHERE number = 3",
        "DELETE FROM agreement WHERE path = 'a'",
        "UPDATE agreement SET pair = 1 WHERE path = 'a'",
        "DELETE FROM journal WHERE entry = 1",
        "UPDATE pair SET scope = 'b scope' WHERE id = 2",
      ]
      for (const statement of damage) {
        const file = yield* temporaryState
        makeFormat1(file)
        execute(file, statement)
        assert.strictEqual((yield* Effect.flip(load(file))).reason._tag, "Damaged", statement)
      }
    }))

  it("is made by the statements that its builds had, to the letter", () => {
    const digest = createHash("sha256").update(formats[0] ?? "").digest("hex")
    assert.strictEqual(digest, "6b16d5028baf579bc705b7b7d3bbd5586346908abe306ead55bec4da5d68dc7f")
  })
})

describe("a state of format 2", () => {
  it.effect("is remembered whole, its runs as those that applied a plan, and goes on with runs of every kind", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      makeFormat2(file)
      const before = yield* load(file)
      assert.strictEqual(formatOf(file), formats.length)
      assert.deepStrictEqual(agreementsOf(before), { a: fileOf(3) })
      assert.deepStrictEqual(before.mark, { id: "0b439818f816c198", least: 1, most: 2 })
      assert.deepStrictEqual(before.unfinished.map(({ run }) => run), ["ab39c0b0"])
      yield* Effect.gen(function*() {
        const state = yield* StateStore
        yield* state.lock("notes")
        const run = yield* state.begin({ ...beginning("notes", "a"), kind: "restore" })
        yield* run.finish(ending("ok", "Restored a.", { deeds: [deedAt("a")], open: new Set(["ab39c0b0"]) }))
        const told = (yield* state.history("notes", 10)).map(({ run, kind, done }) => [run, kind, done])
        assert.deepStrictEqual(told, [[run.id, "restore", 1], ["ab39c0b0", "apply", 0], ["3f1fcf04", "apply", 1]])
      }).pipe(Effect.scoped, Effect.provide(layerSqlite(file)))
      const { unfinished, mark, lastRun } = yield* load(file)
      assert.deepStrictEqual([unfinished, mark, lastRun], [before.unfinished, before.mark, before.lastRun])
    }))

  it.effect("has a kind for each of its runs from then on, and to change one is damage", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      makeFormat2(file)
      yield* load(file)
      execute(file, "UPDATE run SET kind = 'restore' WHERE number = 1")
      assert.strictEqual((yield* Effect.flip(load(file))).reason._tag, "Damaged")
    }))
})
