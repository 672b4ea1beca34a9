/** Asking who holds a pair neither takes the lock from anybody nor leaves anything behind. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync, readdirSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { layerSqlite } from "../../../src/state/layerSqlite.ts"
import { lockFileOf } from "../../../src/state/sqlite/lockPair.ts"
import { type StateError, StateStore } from "../../../src/state/StateStore.ts"
import { startChild } from "./startChild.ts"
import { temporaryState } from "./temporaryState.ts"

const holder = (file: string): Effect.Effect<string | undefined, StateError> =>
  StateStore.use((state) => state.holder("notes")).pipe(Effect.provide(layerSqlite(file)))

const noteOf = (file: string): string => `${lockFileOf(file, "notes")}.json`

/** A process that was told to take the lock, and what it said then. */
const tryToHold = Effect.fnUntraced(function*(file: string) {
  const child = yield* startChild(["lock", file])
  yield* child.hears
  yield* child.tell
  return { child, said: yield* child.hears }
})

describe("findHolder", () => {
  it.effect("finds nobody where nobody ever was, and makes nothing there", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      assert.isUndefined(yield* holder(file))
      assert.deepStrictEqual(readdirSync(dirname(dirname(file))), [])
    }))

  it.effect(
    "finds another process, by its note or without one, until it dies, and then clears its note away",
    () =>
      Effect.gen(function*() {
        const file = yield* temporaryState
        const { child, said } = yield* tryToHold(file)
        assert.strictEqual(said, "held")
        const found = /^"child\.mjs lock .*" \(process \d+ on .*, since \d{4}-\d\d-\d\dT/
        assert.match((yield* holder(file)) ?? "", found)
        assert.match((yield* holder(file)) ?? "", found)
        writeFileSync(noteOf(file), "{")
        assert.strictEqual(yield* holder(file), "another process")
        yield* child.kill
        assert.isTrue(existsSync(noteOf(file)))
        assert.isUndefined(yield* holder(file))
        assert.isFalse(existsSync(noteOf(file)))
        assert.strictEqual((yield* tryToHold(file)).said, "held")
      }),
    30_000,
  )

  it.effect(
    "leaves the lock and the note with this process when it is this one that holds them",
    () =>
      Effect.gen(function*() {
        const file = yield* temporaryState
        yield* Effect.gen(function*() {
          const state = yield* StateStore
          yield* state.lock("notes")
          assert.include(yield* state.holder("notes"), `process ${process.pid} on `)
          assert.isTrue(existsSync(noteOf(file)))
          assert.match((yield* tryToHold(file)).said, /^Locked /)
        }).pipe(Effect.scoped, Effect.provide(layerSqlite(file)))
        assert.isUndefined(yield* holder(file))
      }),
    30_000,
  )

  it.effect("turns away nobody who wants the lock while it asks", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      const asking = yield* startChild(["ask", file])
      assert.strictEqual(yield* asking.hears, "asking")
      yield* Effect.forEach(Array.from({ length: 200 }), () =>
        Effect.scoped(StateStore.use((state) => state.lock("notes"))).pipe(Effect.provide(layerSqlite(file))))
      yield* asking.kill
    }), 60_000)
})
