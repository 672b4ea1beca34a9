import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { StateStore } from "../../src/state/StateStore.ts"
import { writeTree } from "../scenarios/support/tree.ts"
import { type CommandLine, commandLine } from "./commandLine.ts"
import { loseMarks } from "./loseMarks.ts"

const synced = Effect.gen(function*() {
  const line = yield* commandLine
  line.declare({ pairs: { docs: { mode: "two-way", left: "./left", right: "./right" } } })
  writeTree(line.folder, { "left/a.txt": "a" })
  mkdirSync(join(line.folder, "right"))
  assert.strictEqual((yield* line.run("apply", "-y")).exitCode, 0)
  return line
})

const marksIn = ({ folder }: CommandLine) =>
  ["left", "right"].map((side) => readdirSync(join(folder, side)).filter((name) => name.startsWith(".syncfile-mark-")))

/** A run that began in these roots and died. */
const died = ({ state }: CommandLine, roots?: { readonly left: string; readonly right: string }) =>
  Effect.gen(function*() {
    const store = yield* StateStore
    yield* store.lock("docs")
    const memory = yield* store.load("docs")
    const { scope } = memory
    return yield* store.begin({ pair: "docs", kind: "apply", scope, roots: roots ?? memory.roots, actions: [] })
  }).pipe(Effect.scoped, Effect.provide(state))

describe("syncfile state rebuild", () => {
  it.effect("forgets what was in step, and takes the marks away that nobody goes by any more", () =>
    Effect.gen(function*() {
      const line = yield* synced
      writeFileSync(join(line.folder, "left/.syncfile-mark-0123456789abcdef"), "{\"run\":1}")
      const [left, right] = marksIn(line)
      assert.deepStrictEqual([left?.length, right?.length], [2, 1])
      const { exitCode, out } = yield* line.run("state", "rebuild", "docs", "-y", "--json")
      assert.strictEqual(exitCode, 0)
      assert.include(JSON.parse(out).message, "Forgot what docs had in step.")
      assert.deepStrictEqual(marksIn(line), [[".syncfile-mark-0123456789abcdef"], []])
      assert.strictEqual((yield* line.run("apply", "-y")).exitCode, 0)
    }))

  it.effect("says before the yes what could not be cleared up after", () =>
    Effect.gen(function*() {
      const line = yield* synced
      const { id } = yield* died(line, { left: "another", right: "another" })
      loseMarks(join(line.folder, "right"))
      const { asked, exitCode, messages } = yield* line.runIn({ answer: "no" }, "state", "rebuild", "docs")
      assert.strictEqual(exitCode, 9)
      assert.include(
        asked[0],
        `Run ${id} never finished, and could not be cleared up after: the left ./left and the right`,
      )
      assert.include(messages, "Nothing was changed.")
    }))

  it.effect.each(["rebuild", "adopt"])(
    "has nothing to %s where nothing was in step",
    (command) =>
      Effect.gen(function*() {
        const line = yield* commandLine
        line.declare({ pairs: { docs: { mode: "two-way", left: "./left", right: "./right" } } })
        for (const side of ["left", "right"]) mkdirSync(join(line.folder, side))
        const { exitCode, messages, out } = yield* line.run("state", command, "docs", "-y")
        assert.deepStrictEqual([exitCode, out], [1, ""])
        assert.include(messages, "nothing that docs had in step")
      }),
  )
})

describe("syncfile state adopt", () => {
  it.effect("takes a copy in a new place for the folder, and its old mark away", () =>
    Effect.gen(function*() {
      const line = yield* synced
      const right = join(line.folder, "right")
      renameSync(right, join(line.folder, "before"))
      writeTree(line.folder, { "right/a.txt": "a" })
      assert.strictEqual((yield* line.run("plan")).exitCode, 5)
      assert.strictEqual((yield* line.run("state", "adopt", "docs", "-y")).exitCode, 0)
      assert.deepStrictEqual(marksIn(line), [[], []])
      assert.strictEqual((yield* line.run("apply", "-y")).exitCode, 0)
    }))
})

describe("syncfile state rm", () => {
  it.effect("keeps the journal of a run that never finished, and says how to clear up after it", () =>
    Effect.gen(function*() {
      const line = yield* synced
      yield* died(line)
      const { exitCode, messages } = yield* line.run("state", "rm", "docs", "-y")
      assert.strictEqual(exitCode, 1)
      assert.include(messages, "Have it cleared up: syncfile apply docs")
      assert.strictEqual((yield* line.run("apply", "-y")).exitCode, 0)
      assert.include((yield* line.run("state", "rm", "docs", "-y")).out, "Forgot docs.")
    }))

  it.effect("knows what the state knows, and not what the syncfile has", () =>
    Effect.gen(function*() {
      const line = yield* synced
      const { exitCode, messages } = yield* line.run("state", "rm", "doc", "-y")
      assert.strictEqual(exitCode, 64)
      assert.include(messages, "the state has no pair \"doc\". Did you mean docs? It has: docs")
    }))
})

describe("syncfile state mv", () => {
  it.effect("gives nothing to itself", () =>
    Effect.gen(function*() {
      const { run } = yield* synced
      const { exitCode, messages } = yield* run("state", "mv", "docs", "docs", "-y")
      assert.strictEqual(exitCode, 64)
      assert.include(messages, "both names are docs")
    }))
})

describe("syncfile history", () => {
  it.effect("shows one run by its id, and no fewer than one", () =>
    Effect.gen(function*() {
      const line = yield* synced
      const [run] = JSON.parse((yield* line.run("history", "--json")).out)
      assert.strictEqual(run.kind, "apply")
      assert.include((yield* line.run("history", "--run", run.run)).out, run.run)
      assert.strictEqual((yield* line.run("history", "--run", "00000000")).exitCode, 1)
      assert.strictEqual((yield* line.run("history", "--limit", "-5")).exitCode, 64)
    }))
})
