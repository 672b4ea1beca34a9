/** Marks and deeds that are not those that were written are reported, and whoever would change them is refused. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readFileSync, writeFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { layerSqlite } from "../../../src/state/layerSqlite.ts"
import { StateStore } from "../../../src/state/StateStore.ts"
import { load, runHalfway, runOnce } from "./runs.ts"
import { temporaryState } from "./temporaryState.ts"

type Store = Effect.Success<typeof StateStore>

const withStore = <A, E>(file: string, work: (state: Store) => Effect.Effect<A, E>): Effect.Effect<A, E> =>
  Effect.flatMap(StateStore, work).pipe(Effect.provide(layerSqlite(file)))

const execute = (file: string, statement: string): void => {
  using database = new DatabaseSync(file)
  database.exec(`PRAGMA foreign_keys = OFF; ${statement}`)
}

/** "notes" is pair 2 with runs 2 and 3, the latter unfinished. */
const fill = Effect.fnUntraced(function*(file: string) {
  yield* runOnce(file, ["x", "y"], "archive")
  yield* runOnce(file, ["a", "b"])
  yield* runHalfway(file, ["c", "d"])
})

const seenByAll = [
  "UPDATE mark SET least = 1 WHERE pair = 2",
  "UPDATE mark SET most = 4 WHERE pair = 2",
  "UPDATE mark SET id = (CASE substr(id, 1, 1) WHEN 'f' THEN '0' ELSE 'f' END) || substr(id, 2) WHERE pair = 2",
  "DELETE FROM mark WHERE pair = 2",
  "UPDATE mark SET pair = 7 WHERE pair = 2",
  "UPDATE mark SET pair = 9 WHERE pair = 1; UPDATE mark SET pair = 1 WHERE pair = 2; UPDATE mark SET pair = 2 WHERE pair = 9",
  "UPDATE deeds SET done = 3 WHERE run = 2",
  "UPDATE deeds SET sum = sum + 1 WHERE run = 2",
  "UPDATE deeds SET run = 3 WHERE run = 2",
  "DELETE FROM deeds WHERE run = 2",
  "INSERT INTO deeds SELECT 3, done, sum, text FROM deeds WHERE run = 2",
]

const seenInHistory = [
  "UPDATE deeds SET text = replace(text, 'as told', 'as tolt') WHERE run = 2",
  "UPDATE deeds SET text = '' WHERE run = 2",
  "UPDATE deeds SET text = substr(text, 1, length(text) - 1) WHERE run = 2",
  "UPDATE deeds SET text = (SELECT text FROM deeds WHERE run = 1) WHERE run = 2",
]

describe("damaged marks and deeds", () => {
  it.effect.each(seenByAll)(
    "are told from intact ones by whoever reads the pair: %s",
    (statement) =>
      Effect.gen(function*() {
        const file = yield* temporaryState
        yield* fill(file)
        execute(file, statement)
        const { reason, message } = yield* Effect.flip(load(file))
        assert.strictEqual(reason._tag, "Damaged")
        assert.include(message, "Nothing was changed")
        const history = yield* Effect.flip(withStore(file, (state) => state.history("notes", 10)))
        assert.strictEqual(history.reason._tag, "Damaged")
        const pairs = yield* Effect.flip(withStore(file, (state) => state.pairs))
        assert.strictEqual(pairs.reason._tag, "Damaged")
      }),
  )

  it.effect.each(seenInHistory)(
    "are told from intact ones where they are read: %s",
    (statement) =>
      Effect.gen(function*() {
        const file = yield* temporaryState
        yield* fill(file)
        execute(file, statement)
        const history = yield* Effect.flip(withStore(file, (state) => state.history("notes", 10)))
        assert.strictEqual(history.reason._tag, "Damaged")
        assert.match(history.message, /what run [0-9a-f]{8} did is not what was written/)
        assert.lengthOf(yield* withStore(file, (state) => state.history("archive", 10)), 1)
        assert.strictEqual((yield* load(file)).baseline.size, 3) // no run rests on what runs before it are told to have done
      }),
  )

  it.effect("stay damaged through the runs that come after", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* fill(file)
      const intact = readFileSync(file)
      for (const statement of seenByAll) {
        writeFileSync(file, intact)
        execute(file, statement)
        yield* Effect.exit(runOnce(file, ["e"]))
        assert.strictEqual((yield* Effect.flip(load(file))).reason._tag, "Damaged", statement)
      }
    }))

  it.effect("are neither forgotten nor passed on, nor is anything else of a damaged pair", () =>
    Effect.gen(function*() {
      const damage = ["UPDATE agreement SET agreed = replace(agreed, '1', '2') WHERE path = 'b'", ...seenByAll]
      const file = yield* temporaryState
      yield* fill(file)
      const intact = readFileSync(file)
      for (const statement of damage) {
        writeFileSync(file, intact)
        execute(file, statement)
        const before = readFileSync(file)
        yield* withStore(file, (state) =>
          Effect.scoped(Effect.gen(function*() {
            yield* Effect.forEach(["notes", "diary"], (pair) => state.lock(pair))
            const changes = [
              state.forget("notes"),
              state.adopt("notes", { left: "/other", right: undefined }),
              state.rename("notes", "diary"),
              state.remove("notes"),
            ]
            for (const change of changes) {
              assert.strictEqual((yield* Effect.flip(change)).reason._tag, "Damaged", statement)
            }
          })))
        assert.isTrue(readFileSync(file).equals(before), statement)
      }
    }))

  it.effect("lie on pages that are checked before a past is changed, though reading does not come by them", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, Array.from({ length: 2000 }, (_, index) => `archive/${index}`), "archive")
      yield* runOnce(file, ["a"])
      const broken = readFileSync(file)
      const page = Math.floor(broken.indexOf("archive/1000[[1000,") / 4096) * 4096
      writeFileSync(file, broken.fill(0xff, page, page + 8))
      assert.strictEqual((yield* load(file)).baseline.size, 1)
      const refused = yield* Effect.flip(
        withStore(file, (state) => Effect.scoped(Effect.andThen(state.lock("notes"), state.remove("notes")))),
      )
      assert.strictEqual(refused.reason._tag, "Damaged")
    }))
})
