/** What is left of a plan when only what somebody decided about is to be carried out. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type Policy, type Resolve } from "../../src/domain/Pair.ts"
import { carryOut } from "../../src/engine/carryOut.ts"
import { preparePair } from "../../src/engine/preparePair.ts"
import { at } from "../support/entries.ts"
import { backups, fill, keptIn, type MemoryPair, memoryPair, pass, patiently, treeOf } from "../support/memoryPair.ts"

const deciding = (resolve: Resolve, parts: Partial<Policy> = {}): Policy => ({
  resolve,
  loser: "backup",
  againstDelete: "hold",
  ...parts,
})

const both = (): MemoryPair =>
  memoryPair({
    pair: {
      mode: "two-way",
      backup: backups(),
      conflicts: { policy: deciding("hold"), rules: [] },
      limits: { deletes: { count: 4, percent: 100 }, changes: undefined, transfer: undefined },
    },
  })

type Decided = Readonly<Record<string, Policy>>

/** Decides, and carries out nothing else. */
const decide = (pair: MemoryPair, decided: Decided) =>
  patiently(Effect.scoped(Effect.gen(function*() {
    const decisions = new Map(Object.entries(decided).map(([path, policy]) => [at(path), policy]))
    const prepared = yield* preparePair(pair.pair, decisions)
    assert.deepStrictEqual(prepared.plan.halts, [])
    return yield* carryOut(prepared, () => "decided")
  })))

const before = { "f": "1", "e": "2", "d/x": "3", "other": "4" }

/** Both were in step; then each side was worked on. */
const decided = (
  work: (pair: MemoryPair) => void,
  decisions: Decided,
  check: (pair: MemoryPair) => void,
) => {
  const pair = both()
  return Effect.gen(function*() {
    fill(pair.left, before)
    yield* patiently(pass(pair))
    work(pair)
    yield* decide(pair, decisions)
    check(pair)
    yield* patiently(pass(pair))
    assert.deepStrictEqual(treeOf(pair.left), treeOf(pair.right))
  }).pipe(Effect.provide(pair.layer, { local: true }))
}

const changed = ({ left, right }: MemoryPair): void => {
  left.put("f", "left's")
  right.put("f", "right's", { modified: 1_600_000_000_000 })
  left.put("other", "edited on the left alone")
  right.remove("d")
}

describe("a decision", () => {
  it.effect("for one of two files brings it to both sides, and nothing else happens", () =>
    decided(changed, { f: deciding("right") }, ({ left, right }) => {
      assert.deepStrictEqual(treeOf(left), {
        "d/": "",
        "d/x": "3",
        "e": "2",
        "f": "right's",
        "other": "edited on the left alone",
      })
      assert.deepStrictEqual(treeOf(right), { e: "2", f: "right's", other: "4" })
      assert.deepStrictEqual([keptIn(left), keptIn(right)], [{ f: ["left's"] }, {}])
    }))

  it.effect("to keep both leaves the right one as a copy that both sides have", () =>
    decided(changed, { f: deciding("keep-both") }, ({ left, right }) => {
      for (const tree of [treeOf(left), treeOf(right)]) {
        assert.deepInclude(tree, { "f": "left's", "f.conflict-right-2020-09-13T1226": "right's" })
      }
      assert.strictEqual(treeOf(right)["other"], "4")
    }))

  it.effect("between an edit and a delete does either", () =>
    Effect.gen(function*() {
      const work = ({ left, right }: MemoryPair) => {
        left.put("e", "edited")
        right.remove("e")
        left.put("f", "on its way")
      }
      yield* decided(work, { e: deciding("left") }, ({ right }) => {
        assert.deepInclude(treeOf(right), { e: "edited", f: "1" })
      })
      yield* decided(work, { e: deciding("right") }, ({ left, right }) => {
        assert.isUndefined(treeOf(left)["e"])
        assert.deepStrictEqual(keptIn(left), { e: ["edited"] })
        assert.strictEqual(treeOf(right)["f"], "1")
      })
    }))

  it.effect("between a file and a folder takes all that is in the folder with it", () =>
    Effect.gen(function*() {
      const work = ({ left, right }: MemoryPair) => {
        left.remove("f")
        fill(left, { "f/deep/a": "a", "f/b": "b" })
        right.put("f", "still a file")
        left.put("other", "edited")
      }
      yield* decided(work, { f: deciding("left") }, ({ right }) => {
        assert.deepInclude(treeOf(right), { "f/": "", "f/deep/a": "a", "f/b": "b", "other": "4" })
        assert.deepStrictEqual(keptIn(right), { f: ["still a file"] })
      })
      yield* decided(work, { f: deciding("right") }, ({ left, right }) => {
        assert.strictEqual(treeOf(left)["f"], "still a file")
        assert.deepStrictEqual(keptIn(left), { "f/b": ["b"], "f/deep/a": ["a"] })
        assert.strictEqual(treeOf(right)["other"], "4")
      })
    }))

  it.effect("makes the folders that a version needs to come back", () =>
    decided(
      ({ left, right }) => {
        left.put("d/x", "edited")
        right.remove("d")
      },
      { "d/x": deciding("left") },
      ({ right }) => assert.deepInclude(treeOf(right), { "d/": "", "d/x": "edited" }),
    ))
})
