/** Old versions, found and brought back. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { Entries } from "../../src/domain/Entries.ts"
import { type Endpoint } from "../../src/endpoint/Endpoint.ts"
import { findVersions } from "../../src/engine/findVersions.ts"
import { openPair } from "../../src/engine/openPair.ts"
import { restoreVersions } from "../../src/engine/restoreVersions.ts"
import { restoring } from "../../src/engine/restoring.ts"
import { openSides } from "../../src/engine/Sides.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { at, unknown } from "../support/entries.ts"
import {
  backups,
  denied,
  fill,
  keptIn,
  leftoversIn,
  type MemoryPair,
  memoryPair,
  pass,
  patiently,
  treeOf,
} from "../support/memoryPair.ts"

const twoWay = () => memoryPair({ pair: { mode: "two-way", backup: backups() } })

const versions = (both: MemoryPair, path: string) =>
  Effect.scoped(Effect.flatMap(openSides(both.pair), (sides) => findVersions(at(path), sides)))

/** Two edits of the left side, and a delete, each taken over by the right. */
const withHistory = Effect.fnUntraced(function*(both: MemoryPair) {
  fill(both.left, { "d/f": "1" })
  for (const next of ["2", "3", undefined]) {
    yield* patiently(pass(both))
    yield* TestClock.adjust("1 hour")
    if (next === undefined) both.left.remove("d")
    else both.left.put("d/f", next)
  }
  yield* patiently(pass(both))
  assert.deepStrictEqual([treeOf(both.left), treeOf(both.right)], [{}, {}])
  return yield* versions(both, "d/f")
})

const restored = Effect.fnUntraced(function*(both: MemoryPair, index: number) {
  const found = yield* versions(both, "d/f")
  const opened = yield* openPair(both.pair, { keepsParts: false })
  const { actions, obstacles } = yield* restoring([found[index]!], opened.sides)
  assert.deepStrictEqual(obstacles, [])
  return yield* restoreVersions(opened, actions)
}, Effect.scoped)

describe("old versions", () => {
  it.effect("are found, the newest first, with the run that put them away", () => {
    const both = twoWay()
    return Effect.gen(function*() {
      const found = yield* withHistory(both)
      assert.deepStrictEqual(found.map(({ side, file: { size } }) => [side, size]), [["right", 1], ["right", 1], [
        "right",
        1,
      ]])
      const texts = found.map(({ kept }) => new TextDecoder().decode(both.right.content(`.syncfile-backup/${kept}`)))
      assert.deepStrictEqual(texts, ["3", "2", "1"])
      const runs = yield* (yield* StateStore).history("pair", 10)
      assert.deepStrictEqual(found.map(({ run }) => run), runs.slice(0, 3).map(({ run }) => run))
      assert.deepStrictEqual(yield* versions(both, "d/other"), [])
      assert.deepStrictEqual(yield* versions(both, "d"), found)
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("are none where there is no backup, or nothing was ever kept", () =>
    Effect.gen(function*() {
      for (const both of [memoryPair({ pair: { mode: "two-way" } }), twoWay()]) {
        fill(both.left, { f: "1" })
        assert.deepStrictEqual(yield* versions(both, "f").pipe(Effect.provide(both.layer, { local: true })), [])
      }
    }))
})

describe("a backup that cannot be seen whole", () => {
  it.effect.each([
    { entries: Entries.of([]), problems: ["its listing broke off"] },
    { entries: Entries.of([["20261122T140203Z-1a2b3c4d", unknown]]), problems: [] },
  ])("is an error and not a lack of versions: %o", (listing) => {
    const opened = (endpoint: Endpoint): Endpoint => ({
      ...endpoint,
      backup: endpoint.backup && { ...endpoint.backup, list: () => Effect.succeed(listing) },
    })
    const both = memoryPair({ pair: { mode: "two-way", backup: backups() }, opened })
    return Effect.gen(function*() {
      fill(both.left, { f: "1" })
      yield* patiently(pass(both))
      both.left.put("f", "2, edited")
      yield* patiently(pass(both))
      assert.include((yield* Effect.flip(versions(both, "f"))).message, "cannot list")
    }).pipe(Effect.provide(both.layer))
  })
})

describe("bringing one back", () => {
  it.effect("makes the folders that it needs, and the next pass takes it to the other side", () => {
    const both = twoWay()
    return Effect.gen(function*() {
      yield* withHistory(both)
      yield* restored(both, 1)
      assert.deepStrictEqual(treeOf(both.right), { "d/": "", "d/f": "2" })
      assert.deepStrictEqual(treeOf(both.left), {})
      yield* patiently(pass(both))
      assert.deepStrictEqual(treeOf(both.left), { "d/": "", "d/f": "2" })
      const [, run] = yield* (yield* StateStore).history("pair", 2)
      assert.deepStrictEqual([run?.kind, run?.outcome], ["restore", "ok"])
      assert.deepStrictEqual(run?.deeds.map(({ verb, side, path }) => [verb, side, path]), [
        ["add", "right", "d"],
        ["add", "right", "d/f"],
      ])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("puts what is there now into the backup, and leaves the old version in it", () => {
    const both = twoWay()
    return Effect.gen(function*() {
      yield* withHistory(both)
      both.right.put("d/f", "mine")
      yield* TestClock.adjust("1 hour")
      yield* restored(both, 2)
      assert.deepStrictEqual(treeOf(both.right), { "d/": "", "d/f": "1" })
      assert.deepStrictEqual(keptIn(both.right), { "d/f": ["1", "2", "3", "mine"] })
      assert.strictEqual((yield* versions(both, "d/f")).length, 4)
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("that fails leaves all as it was, and the next pass clears up after it", () =>
    Effect.gen(function*() {
      for (const moment of ["write", "write-chunk", "set-aside", "publish", "published"] as const) {
        const both = twoWay()
        yield* Effect.gen(function*() {
          yield* withHistory(both)
          both.right.put("d/f", "mine")
          yield* patiently(pass(both))
          both.before = (step) => step.side === "right" && step.moment === moment ? denied : undefined
          const { outcomes } = yield* patiently(restored(both, 2))
          assert.deepStrictEqual(outcomes.map(({ _tag }) => _tag), ["Failed"], moment)
          both.before = () => undefined
          yield* patiently(pass(both))
          assert.deepStrictEqual([leftoversIn(both.left), leftoversIn(both.right)], [[], []], moment)
          assert.strictEqual(treeOf(both.left)["d/f"], treeOf(both.right)["d/f"], moment)
          const all = [treeOf(both.right)["d/f"], ...keptIn(both.right)["d/f"] ?? []]
          for (const text of ["1", "2", "3", "mine"]) assert.include(all, text, moment)
          assert.deepStrictEqual((yield* (yield* StateStore).load("pair")).unfinished, [], moment)
        }).pipe(Effect.provide(both.layer, { local: true }))
      }
    }))
})
