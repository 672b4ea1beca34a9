/** C01, C03: the kernel decides who holds a pair, and lets go of it when the holder dies. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync, readdirSync, symlinkSync, writeFileSync } from "node:fs"
import { hostname } from "node:os"
import { dirname, join } from "node:path"
import { layerSqlite } from "../../../src/state/layerSqlite.ts"
import { lockFileOf } from "../../../src/state/sqlite/lockPair.ts"
import { type StateError, StateStore } from "../../../src/state/StateStore.ts"
import { startChild } from "./startChild.ts"
import { temporaryState } from "./temporaryState.ts"

const lock = (file: string, pair = "notes"): Effect.Effect<void, StateError> =>
  Effect.scoped(StateStore.use((state) => state.lock(pair))).pipe(Effect.provide(layerSqlite(file)))

const holding = Effect.fnUntraced(function*(file: string) {
  const child = yield* startChild(["lock", file])
  yield* child.hears
  yield* child.tell
  assert.strictEqual(yield* child.hears, "held")
  return child
})

describe("lockPair", () => {
  it.effect("lets exactly one of twenty processes in that try at once", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      const children = yield* Effect.forEach(
        Array.from({ length: 20 }),
        () => startChild(["lock", file]),
        { concurrency: "unbounded" },
      )
      yield* Effect.forEach(children, ({ hears }) => hears, { concurrency: "unbounded" })
      yield* Effect.forEach(children, ({ tell }) => tell, { concurrency: "unbounded" })
      const said = yield* Effect.forEach(children, ({ hears }) => hears, { concurrency: "unbounded" })
      assert.lengthOf(said.filter((line) => line === "held"), 1, said.join("\n"))
      assert.lengthOf(said.filter((line) => line.startsWith("Locked ")), 19, said.join("\n"))
    }), 60_000)

  it.effect("says which command holds it, as what process, where and since when", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* holding(file)
      const { message } = yield* Effect.flip(lock(file))
      assert.match(message, /by "child\.mjs lock .*" \(process \d+ on .*, since \d{4}-\d\d-\d\dT/)
      assert.include(message, hostname())
    }), 30_000)

  it.effect(
    "is free at once when its holder was killed, whatever the note about the holder says",
    () =>
      Effect.gen(function*() {
        const file = yield* temporaryState
        const child = yield* holding(file)
        assert.strictEqual((yield* Effect.flip(lock(file))).reason._tag, "Locked")
        yield* child.kill
        assert.isTrue(existsSync(`${lockFileOf(file, "notes")}.json`))
        yield* lock(file)
      }),
    30_000,
  )

  it.effect("goes by the lock and not by the note, which may be missing or nonsense", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* holding(file)
      for (const text of ["{", "{}", ""]) {
        writeFileSync(`${lockFileOf(file, "notes")}.json`, text)
        assert.match((yield* Effect.flip(lock(file))).message, /is held by another process/)
      }
    }), 30_000)

  it.effect("leaves no note when the lock is let go", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* lock(file)
      assert.isFalse(readdirSync(join(dirname(file), "locks")).some((name) => name.endsWith(".json")))
    }))

  it.effect("takes any name for a pair's, and none for a path", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      for (const pair of ["../../escaped", "a/b", "x".repeat(4000), "ü \0", ""]) yield* lock(file, pair)
      assert.deepStrictEqual(readdirSync(dirname(file)), ["locks"])
    }))

  it.effect("follows no link that lies where the lock should", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* lock(file, "photos")
      const victim = join(dirname(file), "victim")
      symlinkSync(victim, lockFileOf(file, "notes"))
      const { reason, message } = yield* Effect.flip(lock(file))
      assert.strictEqual(reason._tag, "Unusable")
      assert.include(message, "symbolic link")
      assert.isFalse(existsSync(victim))
    }))
})
