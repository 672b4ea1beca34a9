import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect } from "effect"
import { TestClock } from "effect/testing"
import { keptPath, runFolder } from "../../src/domain/backups.ts"
import { type Pair } from "../../src/domain/Pair.ts"
import { type Conflict, type Plan } from "../../src/domain/Plan.ts"
import { backupFolder } from "../../src/domain/temporaries.ts"
import { SignOfLife } from "../../src/endpoint/SignOfLife.ts"
import { carryOut } from "../../src/engine/carryOut.ts"
import { prepareSaved } from "../../src/engine/preparePair.ts"
import { pruneBackups } from "../../src/engine/pruneBackups.ts"
import { openSides } from "../../src/engine/Sides.ts"
import { keptRuns } from "../../src/state/keptRuns.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { at, problem } from "../support/entries.ts"
import {
  backups,
  denied,
  fill,
  type MemoryPair,
  memoryPair,
  type MemoryPairOptions,
  pass,
  patiently,
  preview,
  treeOf,
} from "../support/memoryPair.ts"

type Tree = Readonly<Record<string, string>>

const day = 86_400_000
const now = 1_700_000_000_000

/** A run of a pair that began so long ago, with what it kept; it may have taken its time. */
const ranAt = Effect.fnUntraced(
  function*({ right }: MemoryPair, daysAgo: number, tree: Tree, { pair = "pair", daysLong = 0, isOver = true } = {}) {
    const state = yield* StateStore
    yield* TestClock.setTime(now - daysAgo * day)
    const run = yield* state.begin({ pair, kind: "apply", scope: "", roots: { left: "", right: "" }, actions: [] })
    yield* TestClock.setTime(now - (daysAgo - daysLong) * day)
    if (isOver) yield* run.finish({ outcome: "ok", summary: "", deeds: [], isMarked: false })
    const folder = runFolder(run.id, run.started)
    for (const [path, text] of Object.entries(tree)) right.put(`${backupFolder}/${keptPath(folder, at(path))}`, text)
    return folder
  },
)

/** What is in the backup folder of a side. */
const inBackup = ({ right }: MemoryPair): ReadonlyArray<string> =>
  right.paths().filter((path) => path.startsWith(`${backupFolder}/`)).map((path) => path.slice(backupFolder.length + 1))

const conflictAt = (path: string): Conflict => ({ path: at(path), left: undefined, right: undefined, reason: "held" })

type Held = Partial<Pick<Plan, "conflicts" | "problems">>

const pruned = Effect.fnUntraced(
  function*(both: MemoryPair, held: Held = {}) {
    yield* TestClock.setTime(now)
    const plan = { conflicts: [], problems: [], ...held }
    yield* Effect.scoped(Effect.flatMap(openSides(both.pair), (sides) => pruneBackups(both.pair, sides, plan)))
  },
)

const locked = <A, E, R>(work: Effect.Effect<A, E, R>) =>
  Effect.scoped(Effect.andThen(
    Effect.flatMap(StateStore, (state) => Effect.forEach(["pair", "other"], (pair) => state.lock(pair))),
    work,
  ))

const keeping = (days: number | undefined, parts: Partial<Pair> = {}, options: Partial<MemoryPairOptions> = {}) =>
  memoryPair({
    ...options,
    pair: { mode: "two-way", backup: backups(days === undefined ? undefined : days * day), ...parts },
  })

describe("old versions", () => {
  it.effect("go when their time is over, with the folders that they lie in, and not before", () => {
    const both = keeping(30)
    return locked(Effect.gen(function*() {
      yield* ranAt(both, 31, { "d/e/f": "1", "g": "2" })
      const folder = yield* ranAt(both, 29, { "d/e/f": "3" })
      yield* pruned(both)
      assert.deepStrictEqual(inBackup(both), [folder, `${folder}/d`, `${folder}/d/e`, `${folder}/d/e/f`])
    })).pipe(Effect.provide(both.layer))
  })

  it.effect("have their time from the end of the run that kept them, and all of it while that is not over", () => {
    const both = keeping(30)
    return locked(Effect.gen(function*() {
      const long = yield* ranAt(both, 32, { f: "1" }, { daysLong: 3 })
      const open = yield* ranAt(both, 90, { f: "2" }, { isOver: false })
      yield* pruned(both)
      assert.deepStrictEqual(inBackup(both), [open, `${open}/f`, long, `${long}/f`])
    })).pipe(Effect.provide(both.layer))
  })

  it.effect("that another pair, or a state of another machine, keeps in the same folder are not touched", () => {
    const both = keeping(30)
    return locked(Effect.gen(function*() {
      yield* ranAt(both, 90, { f: "1" }, { pair: "other" })
      both.right.put(`${backupFolder}/${runFolder("0a1b2c3d", now - 90 * day)}/f`, "2")
      const before = inBackup(both)
      yield* pruned(both)
      assert.deepStrictEqual(inBackup(both), before)
    })).pipe(Effect.provide(both.layer))
  })

  it.effect("stay for ever where nothing else is said", () => {
    const both = keeping(undefined)
    return locked(Effect.gen(function*() {
      const folder = yield* ranAt(both, 10_000, { f: "1" })
      yield* pruned(both)
      assert.include(inBackup(both), `${folder}/f`)
    })).pipe(Effect.provide(both.layer))
  })

  it.effect("of what stands in a conflict stay until somebody has decided, and so does all below it", () => {
    const both = keeping(30)
    return locked(Effect.gen(function*() {
      const folder = yield* ranAt(both, 31, { "held": "1", "d/x": "2", "e/held too": "3", "e/not": "4" })
      yield* pruned(both, { conflicts: [conflictAt("held"), conflictAt("d"), conflictAt("e/held too")] })
      const left = ["", "/d", "/d/x", "/e", "/e/held too", "/held"].map((path) => `${folder}${path}`)
      assert.deepStrictEqual(inBackup(both), left)
      yield* pruned(both)
      assert.deepStrictEqual(inBackup(both), [])
    })).pipe(Effect.provide(both.layer))
  })

  it.effect("of what the plan does not see stay, whatever it might be in: unlisted, or filtered out for now", () => {
    const both = keeping(30, { filters: [{ _tag: "Exclude", glob: "hidden/**" }] })
    return locked(Effect.gen(function*() {
      const folder = yield* ranAt(both, 31, { "hidden/f": "1", "d/x": "2", "f": "3" })
      yield* pruned(both, { problems: [problem("left", undefined)] })
      assert.include(inBackup(both), `${folder}/f`)
      yield* pruned(both, { problems: [problem("left", "d")] })
      assert.deepStrictEqual(inBackup(both), ["", "/d", "/d/x", "/hidden", "/hidden/f"].map((path) => folder + path))
    })).pipe(Effect.provide(both.layer))
  })

  it.effect("go many at once, each with a sign of life, and no folder before what is in it", () => {
    const both = keeping(30, {}, {
      opened: (side) =>
        side.backup === undefined ? side : {
          ...side,
          backup: {
            ...side.backup,
            remove: (removal) => Effect.andThen(Effect.sleep("1 second"), side.backup!.remove(removal)),
          },
        },
    })
    const tree = Object.fromEntries(Array.from({ length: 160 }, (_, n) => [`d${n % 4}/e${n % 8}/f${n}`, "text"]))
    let signs = 0
    return locked(Effect.gen(function*() {
      yield* ranAt(both, 31, tree)
      const kept = inBackup(both).length
      yield* TestClock.setTime(now)
      yield* patiently(pruned(both)).pipe(Effect.provideService(SignOfLife, Effect.sync(() => void signs++)))
      const seconds = ((yield* Clock.currentTimeMillis) - now) / 1000
      assert.deepStrictEqual(inBackup(both), [])
      assert.isAtMost(seconds, 160 / 16 + 5)
      assert.isAtLeast(signs, kept)
    })).pipe(Effect.provide(both.layer))
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
      yield* pruned(both)
      assert.deepStrictEqual(inBackup(both), before)
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("that cannot be removed are told of, and stop nothing", () => {
    const both = keeping(30)
    both.before = ({ moment }) => moment === "remove" ? denied : undefined
    return locked(Effect.gen(function*() {
      yield* ranAt(both, 31, { f: "1" })
      yield* pruned(both)
      assert.deepStrictEqual(both.events.map(({ _tag }) => _tag), ["Note"])
    })).pipe(Effect.provide(both.layer))
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

  it.effect("are cleared away even where more runs came after than are remembered", () => {
    const both = keeping(30)
    fill(both.left, { f: "1" })
    return Effect.gen(function*() {
      yield* TestClock.setTime(now)
      yield* patiently(pass(both))
      both.left.put("f", "2")
      for (let count = 0; count < keptRuns + 5; count++) yield* patiently(pass(both))
      assert.strictEqual(inBackup(both).filter((path) => path.endsWith("/f")).length, 1)
      yield* TestClock.adjust("31 days")
      yield* patiently(pass(both))
      assert.deepStrictEqual(inBackup(both), [])
    }).pipe(Effect.provide(both.layer))
  }, 30_000)

  it.effect("stay when a saved plan is carried out, and when a run does not do all that it meant to", () => {
    const both = keeping(1)
    fill(both.left, { f: "1" })
    return Effect.gen(function*() {
      yield* TestClock.setTime(now)
      yield* patiently(pass(both))
      both.left.put("f", "2")
      yield* patiently(pass(both))
      yield* TestClock.adjust("2 days")
      const plan = yield* preview(both)
      yield* patiently(
        Effect.scoped(Effect.flatMap(prepareSaved(both.pair, plan), (prepared) => carryOut(prepared, () => ""))),
      )
      fill(both.left, { g: "3" })
      both.before = ({ moment, path }) => moment === "write" && path === "g" ? denied : undefined
      yield* patiently(pass(both))
      assert.strictEqual(inBackup(both).filter((path) => path.endsWith("/f")).length, 1)
      both.before = () => undefined
      yield* patiently(pass(both))
      assert.deepStrictEqual(inBackup(both), [])
    }).pipe(Effect.provide(both.layer))
  })
})
