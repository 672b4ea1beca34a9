import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { keptPath, runFolder } from "../../src/domain/backups.ts"
import { type File } from "../../src/domain/Entry.ts"
import { type Side } from "../../src/domain/Side.ts"
import { asideName, backupFolder, temporaryName } from "../../src/domain/temporaries.ts"
import { memoryEndpoint } from "../../src/endpoint/memory/memoryEndpoint.ts"
import { type MemoryWorld, memoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { markPath } from "../../src/engine/marks.ts"
import { recoverRuns } from "../../src/engine/recoverRuns.ts"
import { emptyMemory } from "../../src/state/emptyMemory.ts"
import { type Memory, type UnfinishedRun } from "../../src/state/StateStore.ts"
import { at, file, pairOf } from "../support/entries.ts"
import { backups, changesOn, denied, fill, keptIn, lost, memoryPair, treeOf } from "../support/memoryPair.ts"
import { sha256 } from "./stage.ts"

const run = "0a1b2c3d"
const started = 1_700_000_000_000
const part = temporaryName(run, 40, 0)
const old = asideName(part)
const markPart = temporaryName(run, 77, 0)

const twoWay = pairOf({ mode: "two-way" })

type Homes = ReadonlyArray<readonly [number: number, path: string, from?: string]>

/** `expected`: what was to give way at each of the paths. */
const unfinished = (homes: Homes, side: Side = "right", of = run, expected: File = file(1)): UnfinishedRun => ({
  run: of,
  started,
  intents: new Map(homes.map(([number, path, from]) => [
    number,
    { side, path: at(path), ...(from === undefined ? { expected } : { from: at(from) }) },
  ])),
})

const memoryOf = (runs: ReadonlyArray<UnfinishedRun>, left: MemoryWorld, right: MemoryWorld): Memory => ({
  ...emptyMemory,
  unfinished: runs,
  roots: { left: left.rootId, right: right.rootId },
})

type Tree = Readonly<Record<string, string>>

/** What a side holds once runs that left `tree` there have been cleared up after. */
const recovered = Effect.fnUntraced(function*(tree: Tree, runs: ReadonlyArray<UnfinishedRun>, side: Side = "right") {
  const both = { left: memoryWorld(), right: memoryWorld() }
  fill(both[side], tree)
  const open = (world: MemoryWorld, side: Side) => memoryEndpoint(world, { backup: backups()[side]?.place })
  const sides = { left: open(both.left, "left"), right: open(both.right, "right") }
  yield* recoverRuns(twoWay, memoryOf(runs, both.left, both.right), sides, true)
  return [treeOf(both[side]), keptIn(both[side])]
})

/** As memory dates what is put into it. */
const copyOf = (path: string): string => `${path}.conflict-right-2023-11-14T2213`

/** Where a version of a path lies that a run has put away. */
const kept = (path: string, of = run): string => `${backupFolder}/${keptPath(runFolder(of, started), at(path))}`

describe("leftovers", () => {
  it.effect("of an unfinished run are cleared away", () =>
    Effect.gen(function*() {
      const tree = { "f": "new", [part]: "half", [`d/${temporaryName(run, 41, 2)}`]: "half" }
      const runs = [unfinished([[40, "f"], [41, "d/g"]])]
      assert.deepStrictEqual(yield* recovered(tree, runs), [{ "d/": "", "f": "new" }, {}])
    }))

  it.effect("are looked for on both sides, each by its own intents", () =>
    Effect.gen(function*() {
      for (const side of ["left", "right"] as const) {
        assert.deepStrictEqual(yield* recovered({ [old]: "1" }, [unfinished([[40, "f"]], side)], side), [
          { f: "1" },
          {},
        ])
      }
    }))

  it.effect("that are old versions go back where nothing is", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* recovered({ [old]: "old" }, [unfinished([[40, "f"]])]), [{ f: "old" }, {}])
    }))

  it.effect("that are old versions go where something has their place; an edit that nobody has seen becomes a copy", () =>
    Effect.gen(function*() {
      const world = memoryWorld()
      fill(world, { [old]: "old" })
      const version = world.peek(old) as File
      const { id: _, ...redated } = { ...version, modified: version.modified + 5000 }
      const expected: ReadonlyArray<readonly [File, boolean]> = [
        [version, true],
        [redated, false],
        [{ ...redated, digest: sha256("old") }, true], // the server dates anew what it renames
        [{ ...redated, digest: sha256("OLD") }, false],
      ]
      for (const [each, isToGo] of expected) {
        const runs = [unfinished([[40, "f"]], "right", run, each)]
        const left = isToGo ? { f: "new" } : { "f": "new", [copyOf("f")]: "old" }
        assert.deepStrictEqual(yield* recovered({ [old]: "old", "f": "new" }, runs), [left, {}])
      }
    }))

  it.effect("that turn out to be a folder, made by a user at the last moment, go back too, and hinder nothing", () =>
    Effect.gen(function*() {
      const runs = [unfinished([[40, "f"]])]
      assert.deepStrictEqual(yield* recovered({ [`${old}/x`]: "1" }, runs), [{ "f/": "", "f/x": "1" }, {}])
      const tree = { "f": "new", "f.conflict-right-undated/": "", "f.conflict-right-undated/x": "1" }
      assert.deepStrictEqual(yield* recovered({ [`${old}/x`]: "1", "f": "new" }, runs), [tree, {}])
    }))

  it.effect("that were on their way to another name go back, or on to it, and are never removed", () =>
    Effect.gen(function*() {
      const runs = [unfinished([[40, "e/g", "d/f"]])]
      const aside = `d/${old}`
      assert.deepStrictEqual(yield* recovered({ [aside]: "1" }, runs), [{ "d/": "", "d/f": "1" }, {}])
      const one = { "d/": "", "d/f": "a user's", "e/": "" }
      assert.deepStrictEqual(yield* recovered({ ...one, [aside]: "1" }, runs), [{ ...one, "e/g": "1" }, {}])
      const without = { "d/": "", "d/f": "a user's" }
      const [copy, text] = [copyOf("d/f"), "1"]
      assert.deepStrictEqual(yield* recovered({ ...without, [aside]: text }, runs), [
        { ...without, [copy]: text },
        {},
      ])
      const both = { ...one, "e/g": "a user's, too" }
      assert.deepStrictEqual(yield* recovered({ ...both, [aside]: text }, runs), [
        { ...both, [copy]: text },
        {},
      ])
    }))

  it.effect("of a run that is not known are left alone, and so are old versions of a step that is not", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* recovered({ [part]: "whose?" }, []), [{ [part]: "whose?" }, {}])
      const foreign = [unfinished([[40, "f"]], "right", "ffffffff")]
      assert.deepStrictEqual(yield* recovered({ [part]: "whose?" }, foreign), [{ [part]: "whose?" }, {}])
      assert.deepStrictEqual(yield* recovered({ [old]: "whose?" }, [unfinished([[39, "f"]])]), [
        { [old]: "whose?" },
        {},
      ])
    }))

  it.effect("that a mark was written under are found in the root of each side, whatever the run had to do", () =>
    Effect.gen(function*() {
      for (const side of ["left", "right"] as const) {
        assert.deepStrictEqual(yield* recovered({ [markPart]: "a mark" }, [unfinished([])], side), [{}, {}])
      }
    }))

  it.effect("that cannot be cleared are told of and keep their run unfinished, and hinder nothing else", () =>
    Effect.gen(function*() {
      const both = memoryPair()
      const other = "ffffffff"
      fill(both.right, { [part]: "half", [temporaryName(other, 1, 0)]: "half", [temporaryName(run, 41, 0)]: "half" })
      both.before = ({ moment, path }) => moment === "recover" && path === part ? denied : undefined
      const runs = [unfinished([[40, "f"], [41, "g"]]), unfinished([[1, "h"]], "right", other)]
      const memory = memoryOf(runs, both.left, both.right)
      const sides = { left: memoryEndpoint(both.left), right: memoryEndpoint(both.right) }
      const { skipped, open, complaints } = yield* recoverRuns(twoWay, memory, sides, true)
      assert.deepStrictEqual(treeOf(both.right), { [part]: "half" })
      assert.deepStrictEqual([skipped, [...open], complaints.length], [[], [run], 1])
      both.before = ({ moment }) => moment === "recover" ? lost : undefined
      assert.strictEqual(yield* Effect.flip(recoverRuns(twoWay, memory, sides, true)), lost)
    }))

  it.effect("are not looked for in another folder than that of the run, and that stays unfinished", () =>
    Effect.gen(function*() {
      for (const side of ["left", "right"] as const) {
        for (const isThere of [true, false]) {
          const both = memoryPair()
          const memory = memoryOf([unfinished([[40, "f"]], side)], both.left, both.right)
          both[side].removeRoot()
          if (isThere) {
            both[side].replaceRoot()
            fill(both[side], { [old]: "somebody else's" })
          }
          const sides = { left: memoryEndpoint(both.left), right: memoryEndpoint(both.right) }
          const { skipped, open } = yield* recoverRuns(twoWay, memory, sides, true)
          assert.deepStrictEqual(changesOn(both, side), [])
          assert.deepStrictEqual([skipped, [...open]], [[side], [run]])
        }
      }
    }))

  it.effect("are looked for in another folder where the marks prove that it is the same one", () =>
    Effect.gen(function*() {
      for (const [number, isProven] of [[4, true], [3, false], [undefined, false]] as const) {
        const both = memoryPair()
        const id = "0123456789abcdef"
        const mark = { id, least: 4, most: 5 }
        const memory = { ...memoryOf([unfinished([[40, "f"]])], both.left, both.right), mark }
        both.right.replaceRoot()
        both.left.put(markPath(id), JSON.stringify({ run: 5 }))
        if (number !== undefined) both.right.put(markPath(id), JSON.stringify({ run: number }))
        fill(both.right, { [old]: "1" })
        const sides = { left: memoryEndpoint(both.left), right: memoryEndpoint(both.right) }
        const { skipped, open } = yield* recoverRuns(twoWay, memory, sides, true)
        assert.deepStrictEqual(treeOf(both.right), isProven ? { f: "1" } : { [old]: "1" })
        assert.deepStrictEqual([skipped, open.size], isProven ? [[], 0] : [["right"], 1])
      }
    }))
})

describe("versions that were moved to the backup", () => {
  it.effect("go back where the step that wanted their place is not known to be done", () =>
    Effect.gen(function*() {
      const tree = { [kept("f")]: "1", [kept("d/g")]: "2", "d/": "" }
      const runs = [unfinished([[0, "f"], [1, "d/g"]])]
      assert.deepStrictEqual(yield* recovered(tree, runs), [{ "f": "1", "d/": "", "d/g": "2" }, {}])
    }))

  it.effect("go back whatever they turn out to be: a folder that a user made at the last moment, too", () =>
    Effect.gen(function*() {
      const runs = [unfinished([[0, "f"]])]
      assert.deepStrictEqual(yield* recovered({ [kept("f/x")]: "1" }, runs), [{ "f/": "", "f/x": "1" }, {}])
    }))

  it.effect("stay where the step is done, where something has the name, and where no run is unfinished", () =>
    Effect.gen(function*() {
      const tree = { [kept("f")]: "1", [kept("g")]: "2", "g": "newer" }
      assert.deepStrictEqual(yield* recovered(tree, [unfinished([[1, "g"]])]), [{ g: "newer" }, { f: ["1"], g: ["2"] }])
      assert.deepStrictEqual(yield* recovered(tree, []), [{ g: "newer" }, { f: ["1"], g: ["2"] }])
    }))

  it.effect("stay where the step was to take nothing away there, folders made on the way for others among them", () =>
    Effect.gen(function*() {
      const intents = new Map([[0, { side: "right" as const, path: at("d") }]])
      assert.deepStrictEqual(yield* recovered({ [kept("d/f")]: "1" }, [{ run, started, intents }]), [{}, {
        "d/f": ["1"],
      }])
    }))

  it.effect("of other runs and other sides stay", () =>
    Effect.gen(function*() {
      const tree = { [kept("f", "ffffffff")]: "1" }
      assert.deepStrictEqual(yield* recovered(tree, [unfinished([[0, "f"]])]), [{}, { f: ["1"] }])
      assert.deepStrictEqual(yield* recovered({ [kept("f")]: "1" }, [unfinished([[0, "f"]], "left")]), [{}, {
        f: ["1"],
      }])
    }))

  it.effect("stay where the folder that they came from is gone by now, and stop nothing", () =>
    Effect.gen(function*() {
      const tree = { [kept("d/f")]: "1" }
      assert.deepStrictEqual(yield* recovered(tree, [unfinished([[0, "d/f"]])]), [{}, { "d/f": ["1"] }])
    }))
})
