/** B12: a state that is damaged is reported, whatever the damage, and never taken for an empty or an older one. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { layerSqlite } from "../../../src/state/layerSqlite.ts"
import { type Memory, type PastRun, type StateError, StateStore } from "../../../src/state/StateStore.ts"
import { agreementsOf, beginning, intentsOf } from "../samples.ts"
import { load, runHalfway, runOnce } from "./runs.ts"
import { startChild } from "./startChild.ts"
import { temporaryState } from "./temporaryState.ts"

interface Known {
  readonly memory: Memory
  readonly history: ReadonlyArray<PastRun>
}

/** All that there is to read of a pair. */
const read = (file: string): Effect.Effect<Known, StateError> =>
  Effect.gen(function*() {
    const state = yield* StateStore
    return { memory: yield* state.load("notes"), history: yield* state.history("notes", 10) }
  }).pipe(Effect.provide(layerSqlite(file)))

const contentsOf = ({ memory, history }: Known) => {
  const { lastRun, scope, roots, mark } = memory
  return JSON.stringify([agreementsOf(memory), intentsOf(memory), lastRun, scope, roots, mark, history])
}

const reasonOf = (file: string): Effect.Effect<StateError["reason"]["_tag"], Memory> =>
  Effect.map(Effect.flip(load(file)), ({ reason }) => reason._tag)

/** Two pairs, so that there is something to be mistaken for; several pages of each table. */
const fill = Effect.fnUntraced(function*(file: string) {
  const paths = Array.from({ length: 150 }, (_, index) => `folder-${index % 7}/file-${index}.txt`)
  yield* runOnce(file, paths, "archive")
  yield* runOnce(file, paths)
  yield* runHalfway(file, paths.slice(0, 60))
})

describe("a damaged state", () => {
  it.effect("is told from an intact one, whichever byte of it was flipped", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* fill(file)
      const intact = readFileSync(file)
      const remembered = contentsOf(yield* read(file))
      const told = new Map<string, number>()
      for (let turn = 0; turn < 600; turn++) {
        const place = turn < 100 ? turn : Math.floor((turn * 7919 * 31) % intact.length)
        const broken = Buffer.from(intact)
        broken[place] = (broken[place] ?? 0) ^ (turn % 3 === 0 ? 0xff : 1 << (turn % 8))
        writeFileSync(file, broken)
        for (const suffix of ["-wal", "-shm"]) rmSync(file + suffix, { force: true })
        const result = yield* Effect.result(read(file))
        if (Result.isSuccess(result)) {
          assert.strictEqual(contentsOf(result.success), remembered, `byte ${place}, turn ${turn}`)
        }
        const verdict = Result.isSuccess(result) ? "as it was" : result.failure.reason._tag
        told.set(verdict, (told.get(verdict) ?? 0) + 1)
      }
      // Many bytes carry nothing, or belong to the other pair.
      assert.isAbove(told.get("Damaged") ?? 0, 80, JSON.stringify([...told]))
    }), 60_000)

  it.effect("is no empty memory when the name of the pair is what was damaged", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      const intact = readFileSync(file)
      const told = new Set<string>()
      for (let place = intact.indexOf("notes"); place !== -1; place = intact.indexOf("notes", place + 1)) {
        const broken = Buffer.from(intact)
        broken.write("n0tes", place)
        writeFileSync(file, broken)
        const result = yield* Effect.result(load(file))
        told.add(Result.isSuccess(result) ? String(result.success.baseline.size) : result.failure.reason._tag)
      }
      assert.isTrue(told.has("Damaged"))
      assert.isFalse(told.has("0"))
    }))

  it.effect("is reported at any length that it is cut to, down to nothing", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* fill(file)
      const intact = readFileSync(file)
      for (const length of [0, 1, 15, 16, 99, 100, 511, 512, 4095, 4096, 8192, 20_000, intact.length - 4096]) {
        writeFileSync(file, intact)
        truncateSync(file, length)
        const reason = yield* reasonOf(file)
        assert.include(["Damaged", "Unusable"], reason, `${length} bytes`)
      }
    }))

  it.effect("is reported when it is no database at all, or one of another program", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      writeFileSync(file, "name: feeds\npairs: []\n".repeat(400))
      assert.strictEqual(yield* reasonOf(file), "Damaged")
      rmSync(file)
      new DatabaseSync(file).exec("CREATE TABLE contact (name TEXT)")
      chmodSync(file, 0o600)
      assert.strictEqual(yield* reasonOf(file), "Unusable")
      rmSync(file)
      mkdirSync(file)
      assert.strictEqual(yield* reasonOf(file), "Unusable")
    }))

  it.effect("is refused for writing too, and left as it is", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      const garbage = Buffer.alloc(8192, 7)
      writeFileSync(file, garbage)
      const refused = yield* Effect.gen(function*() {
        const state = yield* StateStore
        yield* state.lock("notes")
        return yield* Effect.flip(state.begin(beginning("notes", "a")))
      }).pipe(Effect.provide(layerSqlite(file)))
      assert.strictEqual(refused.reason._tag, "Damaged")
      assert.match(refused.message, /Nothing was changed. Put back a copy of it, or move it away/)
      assert.isTrue(readFileSync(file).equals(garbage))
    }))

  it.effect("is found where a run begins, in pages that reading does not come by", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, Array.from({ length: 2000 }, (_, index) => `archive/${index}`), "archive")
      yield* runOnce(file, ["a"])
      const broken = readFileSync(file)
      const page = Math.floor(broken.indexOf("archive/1000[[1000,") / 4096) * 4096
      writeFileSync(file, broken.fill(0xff, page, page + 8))
      assert.strictEqual((yield* load(file)).baseline.size, 1)
      const refused = yield* Effect.gen(function*() {
        const state = yield* StateStore
        yield* state.lock("notes")
        return yield* Effect.flip(state.begin(beginning("notes", "b")))
      }).pipe(Effect.provide(layerSqlite(file)))
      assert.strictEqual(refused.reason._tag, "Damaged")
    }))

  it.effect(
    "that lost its log remembers the run that was under way, and all that it meant to do",
    () =>
      Effect.gen(function*() {
        const file = yield* temporaryState
        yield* runOnce(file, ["before"])
        const child = yield* startChild(["crash", file])
        yield* child.hears
        yield* child.kill
        rmSync(`${file}-wal`)
        rmSync(`${file}-shm`)
        const memory = yield* load(file)
        assert.deepStrictEqual(Object.keys(agreementsOf(memory)), ["before"])
        assert.deepStrictEqual(intentsOf(memory).map((intents) => intents.length), [4])
      }),
    30_000,
  )

  it.effect("whose log is all that is left is no empty memory", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      const child = yield* startChild(["crash", file])
      yield* child.hears
      yield* child.kill
      renameSync(file, `${file}.away`)
      const refused = yield* Effect.flip(load(file))
      assert.strictEqual(refused.reason._tag, "Damaged")
      assert.include(refused.message, "-wal")
      renameSync(`${file}.away`, file)
      assert.strictEqual((yield* load(file)).baseline.size, 2)
    }), 30_000)
})
