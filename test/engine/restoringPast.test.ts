/** A restore changes one side, and nothing of what the pair's past says about the two. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type Pair } from "../../src/domain/Pair.ts"
import { chooseVersions } from "../../src/engine/chooseVersions.ts"
import { openPair } from "../../src/engine/openPair.ts"
import { restoreVersions } from "../../src/engine/restoreVersions.ts"
import { restoring } from "../../src/engine/restoring.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { at } from "../support/entries.ts"
import {
  backups,
  denied,
  fill,
  isMark,
  keptIn,
  leftoversIn,
  lost,
  type MemoryPair,
  memoryPair,
  pass,
  patiently,
  preview,
  treeOf,
} from "../support/memoryPair.ts"

const pairWith = (pair: Partial<Pair> = {}) => memoryPair({ pair: { mode: "two-way", backup: backups(), ...pair } })

const restored = Effect.fnUntraced(function*(both: MemoryPair, path: string, run?: string) {
  const opened = yield* openPair(both.pair, { keepsParts: false })
  const versions = yield* chooseVersions(at(path), run, opened.sides)
  const { actions } = yield* restoring(versions, opened.sides)
  return yield* patiently(restoreVersions(opened, actions))
}, Effect.scoped)

/** Both sides hold the edited `f`, and the right one keeps its first version. */
const withEdit = Effect.fnUntraced(function*(both: MemoryPair) {
  fill(both.left, { f: "1", g: "1" })
  yield* patiently(pass(both))
  both.left.put("f", "2, edited")
  yield* patiently(pass(both))
})

const forgotten = Effect.scoped(
  Effect.flatMap(StateStore, (state) => Effect.andThen(state.lock("pair"), state.forget("pair"))),
)

const memory = Effect.flatMap(StateStore, (state) => state.load("pair"))

describe("a restore", () => {
  it.effect("into a two-way pair that was forgotten leaves it at first contact, whatever the policy", () => {
    const policy = { resolve: "left", loser: "backup", againstDelete: "delete" } as const
    const both = pairWith({ conflicts: { policy, rules: [] } })
    return Effect.gen(function*() {
      yield* withEdit(both)
      yield* forgotten
      both.left.put("g", "left's")
      both.right.put("g", "right's")
      yield* restored(both, "f")
      assert.strictEqual(treeOf(both.right)["f"], "1")
      assert.isUndefined((yield* memory).scope)
      const { actions, conflicts } = yield* preview(both)
      assert.deepStrictEqual(actions, [])
      assert.deepStrictEqual(conflicts.map(({ path }) => path), ["f", "g"])
      yield* patiently(pass(both))
      assert.deepStrictEqual(treeOf(both.right), { f: "1", g: "right's" })
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("into a mirror that was forgotten leaves its target foreign", () => {
    const both = pairWith({ mode: "mirror" })
    return Effect.gen(function*() {
      yield* withEdit(both)
      yield* forgotten
      both.right.put("somebody's", "own")
      yield* restored(both, "f")
      assert.include((yield* preview(both)).halts.map(({ reason }) => reason), "foreign-target")
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("makes no room for marks of runs that the state has never heard of", () => {
    const both = pairWith()
    return Effect.gen(function*() {
      yield* withEdit(both)
      const { most } = (yield* memory).mark!
      const file = both.left.paths().find(isMark)!
      for (const world of [both.left, both.right]) world.put(file, JSON.stringify({ "run": most + 1 }))
      yield* restored(both, "f")
      assert.strictEqual((yield* memory).mark?.most, most)
      assert.deepStrictEqual((yield* preview(both)).halts.map(({ reason }) => reason), ["state-restored"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("ends no run that died before it, so that its holes do not pass for deletes", () => {
    const both = pairWith()
    return Effect.gen(function*() {
      yield* withEdit(both)
      const state = yield* StateStore
      const { roots, scope } = yield* memory
      const actions = [{
        _tag: "Delete",
        side: "right",
        path: at("g"),
        expected: undefined,
        wanted: undefined,
      }] as const
      const died = Effect.andThen(
        state.lock("pair"),
        state.begin({ pair: "pair", kind: "apply", scope, roots, actions }),
      )
      const { id } = yield* Effect.scoped(died)
      both.right.remove("g")
      yield* restored(both, "f")
      assert.deepStrictEqual((yield* memory).unfinished.map(({ run }) => run), [id])
      yield* patiently(pass(both))
      assert.deepInclude(treeOf(both.left), { g: "1" })
      assert.deepInclude(treeOf(both.right), { g: "1" })
      assert.deepStrictEqual((yield* memory).unfinished, [])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("is not the last run that anybody asks for", () => {
    const both = pairWith()
    return Effect.gen(function*() {
      yield* withEdit(both)
      const { lastRun } = yield* memory
      yield* restored(both, "f")
      assert.deepStrictEqual((yield* memory).lastRun, lastRun)
      const [newest] = yield* (yield* StateStore).history("pair", 1)
      assert.deepInclude(newest, { kind: "restore", outcome: "ok", summary: "Restored f on the right." })
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("that fails is remembered as failed", () => {
    const both = pairWith()
    return Effect.gen(function*() {
      yield* withEdit(both)
      both.before = ({ moment }) => moment === "write" ? denied : undefined
      yield* restored(both, "f")
      const [newest] = yield* (yield* StateStore).history("pair", 1)
      assert.deepInclude(newest, { kind: "restore", outcome: "failed", summary: "Restored 0 of 1 files." })
      assert.deepStrictEqual(treeOf(both.right), { f: "2, edited", g: "1" })
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("that a broken connection cuts, even in a pair that was forgotten, is cleared up after", () => {
    const both = pairWith()
    return Effect.gen(function*() {
      yield* withEdit(both)
      yield* forgotten
      both.left.remove("f")
      let isCut = false
      both.before = ({ side, moment }) => {
        isCut ||= side === "right" && moment === "publish"
        return isCut ? lost : undefined
      }
      yield* restored(both, "f")
      both.before = () => undefined
      assert.notStrictEqual(treeOf(both.right)["f"], "2, edited")
      yield* patiently(pass(both))
      assert.strictEqual(treeOf(both.right)["f"], "2, edited")
      assert.deepStrictEqual(leftoversIn(both.right), [])
      assert.deepStrictEqual((yield* memory).unfinished, [])
    }).pipe(Effect.provide(both.layer))
  })
})

describe("what is restored", () => {
  it.effect("of a folder is what is gone from it, in its newest version, and with a run all that it put away", () => {
    const both = pairWith()
    return Effect.gen(function*() {
      fill(both.left, { "d/a": "a1", "d/b": "b1", "d/e/c": "c1", "other": "o1" })
      yield* patiently(pass(both))
      fill(both.left, { "d/a": "a2, edited", "d/b": "b2, edited" })
      yield* patiently(pass(both))
      const [{ run: edits } = { run: "" }] = yield* (yield* StateStore).history("pair", 1)
      both.left.remove("d/b")
      both.left.remove("d/e")
      yield* patiently(pass(both))
      yield* restored(both, "d")
      assert.deepStrictEqual(treeOf(both.right), {
        "d/": "",
        "d/a": "a2, edited",
        "d/b": "b2, edited",
        "d/e/": "",
        "d/e/c": "c1",
        "other": "o1",
      })
      yield* restored(both, "d", edits)
      assert.deepInclude(treeOf(both.right), { "d/a": "a1", "d/b": "b1", "d/e/c": "c1" })
      assert.includeMembers([...keptIn(both.right)["d/a"] ?? []], ["a1", "a2, edited"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("takes the place of a file only, and needs folders to be folders", () => {
    const both = pairWith()
    return Effect.gen(function*() {
      fill(both.left, { "f": "1", "d/g": "1" })
      yield* patiently(pass(both))
      both.left.remove("f")
      both.left.remove("d")
      yield* patiently(pass(both))
      fill(both.right, { "f/mine": "2", "d": "3" })
      const { obstacles, actions } = yield* Effect.scoped(Effect.gen(function*() {
        const { sides } = yield* openPair(both.pair, { keepsParts: false })
        const versions = yield* Effect.forEach(["f", "d"], (path) => chooseVersions(at(path), undefined, sides))
        return yield* restoring(versions.flat(), sides)
      }))
      assert.deepStrictEqual(obstacles.map(({ path, entry }) => [path, entry._tag]), [["f", "Directory"], [
        "d",
        "File",
      ]])
      assert.isFalse(actions.some(({ path }) => path === "f"))
    }).pipe(Effect.provide(both.layer))
  })
})
