import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { keptPath, runFolder } from "../../src/domain/backups.ts"
import { type Conflict } from "../../src/domain/Plan.ts"
import { backupFolder } from "../../src/domain/temporaries.ts"
import { pruneBackups } from "../../src/engine/pruneBackups.ts"
import { openSides } from "../../src/engine/Sides.ts"
import { at } from "../support/entries.ts"
import { backups, denied, fill, type MemoryPair, memoryPair, pass, patiently, treeOf } from "../support/memoryPair.ts"

const day = 86_400_000
const now = 1_700_000_000_000

const kept = (run: string, daysAgo: number, path: string): string =>
  `${backupFolder}/${keptPath(runFolder(run, now - daysAgo * day), at(path))}`

/** What is in the backup folder of a side. */
const inBackup = ({ right }: MemoryPair): ReadonlyArray<string> =>
  right.paths().filter((path) => path.startsWith(`${backupFolder}/`)).map((path) => path.slice(backupFolder.length + 1))

const conflictAt = (path: string): Conflict => ({ path: at(path), left: undefined, right: undefined, reason: "held" })

const pruned = Effect.fnUntraced(
  function*(both: MemoryPair, conflicts: ReadonlyArray<Conflict>) {
    yield* TestClock.setTime(now)
    yield* Effect.scoped(Effect.flatMap(openSides(both.pair), (sides) => pruneBackups(both.pair, sides, conflicts)))
  },
)

const keeping = (days: number | undefined) =>
  memoryPair({ pair: { mode: "two-way", backup: backups(days === undefined ? undefined : days * day) } })

describe("old versions", () => {
  it.effect("go when their time is over, with the folders that they lie in, and not before", () => {
    const both = keeping(30)
    fill(both.right, {
      [kept("aaaaaaaa", 31, "d/e/f")]: "1",
      [kept("aaaaaaaa", 31, "g")]: "2",
      [kept("bbbbbbbb", 29, "d/e/f")]: "3",
    })
    return Effect.gen(function*() {
      yield* pruned(both, [])
      const folder = runFolder("bbbbbbbb", now - 29 * day)
      assert.deepStrictEqual(inBackup(both), [folder, `${folder}/d`, `${folder}/d/e`, `${folder}/d/e/f`])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("stay for ever where nothing else is said", () => {
    const both = keeping(undefined)
    fill(both.right, { [kept("aaaaaaaa", 10_000, "f")]: "1" })
    return Effect.gen(function*() {
      yield* pruned(both, [])
      assert.include(inBackup(both), `${runFolder("aaaaaaaa", now - 10_000 * day)}/f`)
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("of what stands in a conflict stay until somebody has decided, and so does all below it", () => {
    const both = keeping(30)
    const folder = runFolder("aaaaaaaa", now - 31 * day)
    fill(both.right, {
      [kept("aaaaaaaa", 31, "held")]: "1",
      [kept("aaaaaaaa", 31, "d/x")]: "2",
      [kept("aaaaaaaa", 31, "e/held too")]: "3",
      [kept("aaaaaaaa", 31, "e/not")]: "4",
    })
    return Effect.gen(function*() {
      yield* pruned(both, [conflictAt("held"), conflictAt("d"), conflictAt("e/held too")])
      const left = ["", "/d", "/d/x", "/e", "/e/held too", "/held"].map((path) => `${folder}${path}`)
      assert.deepStrictEqual(inBackup(both), left)
      yield* pruned(both, [])
      assert.deepStrictEqual(inBackup(both), [])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("that somebody else put there are not touched", () => {
    const both = keeping(1)
    const foreign = {
      [`${backupFolder}/my notes`]: "1",
      [`${backupFolder}/20200101T000000Z-xyz/f`]: "2",
      [`${backupFolder}/20201301T000000Z-0a1b2c3d/f`]: "3", // there is no such month
      [`${backupFolder}/2020/f`]: "4",
    }
    fill(both.right, foreign)
    const before = inBackup(both)
    return Effect.gen(function*() {
      yield* pruned(both, [])
      assert.deepStrictEqual(inBackup(both), before)
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("that cannot be removed are told of, and stop nothing", () => {
    const both = keeping(30)
    fill(both.right, { [kept("aaaaaaaa", 31, "f")]: "1" })
    both.before = ({ moment }) => moment === "remove" ? denied : undefined
    return Effect.gen(function*() {
      yield* pruned(both, [])
      assert.deepStrictEqual(both.events.map(({ _tag }) => _tag), ["Note"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("are cleared away by the runs themselves, once they are over", () => {
    const both = keeping(30)
    fill(both.left, { f: "1" })
    return Effect.gen(function*() {
      yield* TestClock.setTime(now)
      yield* patiently(pass(both))
      both.left.put("f", "2")
      yield* patiently(pass(both))
      assert.strictEqual(inBackup(both).filter((path) => path.endsWith("/f")).length, 1)
      yield* TestClock.adjust("29 days")
      yield* patiently(pass(both))
      assert.strictEqual(inBackup(both).filter((path) => path.endsWith("/f")).length, 1)
      yield* TestClock.adjust("2 days")
      yield* patiently(pass(both))
      assert.deepStrictEqual(inBackup(both), [])
      assert.deepStrictEqual(treeOf(both.right), { f: "2" })
    }).pipe(Effect.provide(both.layer))
  })
})
