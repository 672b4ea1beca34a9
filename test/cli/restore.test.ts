import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { StateStore } from "../../src/state/StateStore.ts"
import { writeTree } from "../scenarios/support/tree.ts"
import { usersTree } from "../scenarios/support/usersTree.ts"
import { type CommandLine, commandLine } from "./commandLine.ts"
import { loseMarks } from "./loseMarks.ts"

const on = (side: string, { folder }: CommandLine) => usersTree(join(folder, side))

/** A folder was edited on the left and then deleted there; the right one keeps the old versions. */
const withPast = Effect.gen(function*() {
  const line = yield* commandLine
  line.declare({ pairs: { docs: { mode: "two-way", left: "./left", right: "./right" } } })
  writeTree(line.folder, { "left/notes/a.txt": "a, first", "left/notes/b.txt": "b", "left/other.txt": "o" })
  mkdirSync(join(line.folder, "right"))
  yield* line.run("apply", "-y")
  yield* TestClock.adjust("1 hour")
  writeTree(line.folder, { "left/notes/a.txt": "a, the second" })
  yield* line.run("apply", "-y")
  yield* TestClock.adjust("1 hour")
  rmSync(join(line.folder, "left/notes"), { recursive: true })
  assert.strictEqual((yield* line.run("apply", "-y", "--accept-deletes", "3")).exitCode, 0)
  return line
})

describe("syncfile restore", () => {
  it.effect("brings back a folder that is gone, each file in its newest version, and says so", () =>
    Effect.gen(function*() {
      const line = yield* withPast
      const { exitCode, out, messages } = yield* line.run("restore", "notes", "-y")
      assert.strictEqual(exitCode, 0, messages)
      assert.match(out, /^Restored notes\/a.txt on the right, as it was before run /mu)
      const { "notes/a.txt": a, "notes/b.txt": b } = on("right", line)
      assert.deepStrictEqual([a, b], ["a, the second", "b"])
      assert.strictEqual((yield* line.run("apply", "-y")).exitCode, 0)
      assert.strictEqual(on("left", line)["notes/a.txt"], "a, the second")
      const { out: history } = yield* line.run("history")
      assert.match(history, /restore +ok +Restored 2 of 2 files\./u)
    }))

  it.effect("is no apply that went well: status speaks of the last one that was", () =>
    Effect.gen(function*() {
      const line = yield* withPast
      yield* TestClock.adjust("26 hours")
      assert.strictEqual((yield* line.run("restore", "notes", "-y")).exitCode, 0)
      const { exitCode, out } = yield* line.run("status", "--max-age", "25h")
      assert.strictEqual(exitCode, 1)
      assert.match(out, /^docs .* 1d02h ago .* Apply complete!/mu)
    }))

  it.effect("prints JSON and nothing else where that is asked for", () =>
    Effect.gen(function*() {
      const line = yield* withPast
      const { out } = yield* line.run("restore", "notes/b.txt", "-y", "--json")
      assert.deepStrictEqual(JSON.parse(out), [
        { pair: "docs", restored: [{ side: "right", path: "notes/b.txt" }], failed: [] },
      ])
    }))

  it.effect("takes no place but that of a file, and says what stands there", () =>
    Effect.gen(function*() {
      for (const [kind, make] of [["folder", mkdirSync], ["link to other.txt", linkTo]] as const) {
        const line = yield* withPast
        mkdirSync(join(line.folder, "right/notes"))
        make(join(line.folder, "right/notes/a.txt"))
        const { exitCode, messages } = yield* line.run("restore", "notes/a.txt", "-y")
        assert.strictEqual(exitCode, 1)
        assert.include(messages, `notes/a.txt on the right is ${kind}. Move that away, then restore again`)
        const { out } = yield* line.run("history", "--json")
        assert.isFalse(JSON.parse(out).some((run: { readonly kind: string }) => run.kind === "restore"))
      }
    }))

  it.effect("writes into no folder that is another one than in the last run", () =>
    Effect.gen(function*() {
      const line = yield* withPast
      renameSync(join(line.folder, "right"), join(line.folder, "away"))
      writeTree(line.folder, { "right/mine.txt": "another disk" })
      renameSync(join(line.folder, "away/.syncfile-backup"), join(line.folder, "right/.syncfile-backup"))
      const { exitCode, messages } = yield* line.run("restore", "notes", "-y")
      assert.strictEqual(exitCode, 5)
      assert.include(messages, "is another folder than in the last run")
      assert.notInclude(readdirSync(join(line.folder, "right")), "notes")
    }))

  it.effect("waits for the folder in which a run never finished", () =>
    Effect.gen(function*() {
      const line = yield* withPast
      const died = Effect.gen(function*() {
        const state = yield* StateStore
        yield* state.lock("docs")
        const { scope, roots } = yield* state.load("docs")
        const other = { left: roots.left, right: "the disk that is not mounted" }
        return yield* state.begin({ pair: "docs", kind: "apply", scope, roots: other, actions: [] })
      })
      const { id } = yield* Effect.scoped(Effect.provide(died, line.state))
      loseMarks(join(line.folder, "right"))
      const { exitCode, messages } = yield* line.run("restore", "notes", "-y")
      assert.strictEqual(exitCode, 5)
      assert.include(messages, `run ${id} never finished, and the right ./right is not the folder that it wrote to`)
      assert.notInclude(readdirSync(join(line.folder, "right")), "notes")
    }))

  it.effect("says where there is nothing that could come back", () =>
    Effect.gen(function*() {
      const { run } = yield* withPast
      const { exitCode, messages } = yield* run("restore", "other.txt", "-y")
      assert.strictEqual(exitCode, 1)
      assert.include(messages, "no version of other.txt that could come back is in a backup")
    }))
})

const linkTo = (path: string): void => symlinkSync("other.txt", path)
