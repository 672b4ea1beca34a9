import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { writeTree } from "../scenarios/support/tree.ts"
import { inStep } from "./inStep.ts"

const roomy = { limits: { deletes: { count: 100, percent: 100 } } }
const edited = { resolve: "hold", againstDelete: "hold" }

describe("a file against a folder, where no backup could take what loses", () => {
  const replaced = Effect.gen(function*() {
    const line = yield* inStep({ docs: { backup: "off", ...roomy } }, { "doc/1": "1", "doc/2": "2" })
    rmSync(join(line.folder, "docs-a/doc"), { recursive: true })
    writeTree(line.folder, { "docs-a/doc": "a file now", "docs-b/doc/1": "edited", "docs-b/doc/2": "edited, too" })
    return line
  })

  it.live("leaves the folder as it is and says why", () =>
    Effect.gen(function*() {
      const { list, read, resolve } = yield* replaced
      const { exitCode, messages } = yield* resolve("--keep", "left", "doc")
      assert.deepStrictEqual(list("docs-b/doc"), ["1", "2"])
      assert.deepStrictEqual([read("docs-a/doc"), read("docs-b/doc/1"), read("docs-b/doc/2")], [
        "a file now",
        "edited",
        "edited, too",
      ])
      assert.strictEqual(exitCode, 4)
      assert.include(messages, "no backup that could take the folder")
    }).pipe(Effect.scoped))

  it.live("keeps the file as a copy on both sides where the folder counts", () =>
    Effect.gen(function*() {
      const { list, read, resolve } = yield* replaced
      const { exitCode, out } = yield* resolve("--keep", "right", "doc")
      const [, copy = ""] = list("docs-b").filter((name) => name.startsWith("doc"))
      assert.match(copy, /^doc\.conflict-left-/u)
      assert.deepStrictEqual(list("docs-a"), ["calm.txt", "doc", copy])
      assert.deepStrictEqual([read(`docs-a/${copy}`), read(`docs-b/${copy}`)], ["a file now", "a file now"])
      assert.deepStrictEqual([read("docs-a/doc/1"), read("docs-a/doc/2")], ["edited", "edited, too"])
      assert.strictEqual(exitCode, 0, out)
    }).pipe(Effect.scoped))
})

describe("a path", () => {
  const clashing = Effect.gen(function*() {
    const names = ["notes/todo.txt", "archive/notes/todo.txt", "a[1].txt", "a1.txt"]
    const line = yield* inStep({ docs: roomy }, Object.fromEntries(names.map((name) => [name, "before"])))
    for (const name of names) {
      writeTree(line.folder, { [`docs-a/${name}`]: "left's", [`docs-b/${name}`]: "right's edit" })
    }
    return {
      ...line,
      decided: () => names.filter((name) => line.read(`docs-a/${name}`) === line.read(`docs-b/${name}`)),
    }
  })

  it.live.each<readonly [string, ReadonlyArray<string>]>([
    ["notes/todo.txt", ["notes/todo.txt"]],
    ["a[1].txt", ["a[1].txt"]],
    ["*.txt", ["a[1].txt", "a1.txt"]],
    ["**.txt", ["notes/todo.txt", "archive/notes/todo.txt", "a[1].txt", "a1.txt"]],
    ["/archive/**", ["archive/notes/todo.txt"]],
    ["todo.txt", []],
  ])("is a name, or else a glob from the root on: %s", ([written, meant]) =>
    Effect.gen(function*() {
      const { decided, resolve, run } = yield* clashing
      const shown = JSON.parse((yield* run("conflicts", "show", written, "--json")).out || `{"pairs":[]}`)
      const paths = shown.pairs.flatMap(({ conflicts }: { conflicts: ReadonlyArray<{ path: string }> }) =>
        conflicts.map(({ path }) => path)
      )
      assert.sameMembers(paths, [...meant])
      yield* resolve("--keep", "left", written)
      assert.deepStrictEqual(decided(), meant)
    }).pipe(Effect.scoped))

  it.live("that is no glob is refused, unless it is the name of one that is held back", () =>
    Effect.gen(function*() {
      const { resolve } = yield* clashing
      const { exitCode, messages } = yield* resolve("--keep", "left", "a[1")
      assert.strictEqual(exitCode, 64)
      assert.include(messages, "\"a[1\" is no glob")
    }).pipe(Effect.scoped))

  it.live("that cannot be decided is told by its own reason", () =>
    Effect.gen(function*() {
      const { folder, resolve } = yield* clashing
      writeTree(folder, { "docs-a/zoo": "same size", "docs-b/zoo": "size same" })
      const { exitCode, messages } = yield* resolve("--keep", "larger", "zoo")
      assert.strictEqual(exitCode, 4)
      assert.include(messages, "  zoo: each side has a file of its own here, and they differ, and neither is larger\n")
      assert.notInclude(messages, "todo")
    }).pipe(Effect.scoped))
})

describe("a side that could not be looked at", () => {
  it.live("leaves open whether there are conflicts", () =>
    Effect.gen(function*() {
      const { folder, run, resolve } = yield* inStep({ docs: {} }, {})
      rmSync(join(folder, "docs-a"), { recursive: true })
      for (
        const told of [
          yield* run("conflicts", "list"),
          yield* resolve("--keep", "left"),
          yield* resolve("--keep", "left", "x"),
          yield* run("conflicts", "show", "x"),
        ]
      ) {
        assert.strictEqual(told.exitCode, 5)
        assert.include(told.out + told.messages, "Halted (root-missing)")
        assert.notMatch(told.out, /^No conflicts\.$/mu)
      }
      const { pairs } = JSON.parse((yield* run("conflicts", "list", "--json")).out)
      assert.deepStrictEqual([pairs[0].conflicts, pairs[0].halts[0].reason], [[], "root-missing"])
    }).pipe(Effect.scoped))

  it.live("is told path by path", () =>
    Effect.gen(function*() {
      const { folder, run, resolve } = yield* inStep({ docs: {} }, {})
      writeTree(folder, { "docs-a/bad\uFFFD": "no name that can be written" })
      for (const told of [yield* run("conflicts", "list"), yield* resolve("--keep", "left")]) {
        assert.strictEqual(told.exitCode, 3, told.out)
        assert.include(told.out, "No conflicts in what could be seen.")
      }
    }).pipe(Effect.scoped))
})

describe("limits", () => {
  it.live("hold for what is decided, and for nothing else", () =>
    Effect.gen(function*() {
      const limits = { deletes: { count: 1, percent: 100 } }
      const { folder, list, read, resolve, run } = yield* inStep(
        { docs: { conflicts: edited, limits } },
        { "1": "1", "2": "2", "gone/1": "1", "gone/2": "2", "gone/3": "3" },
      )
      writeTree(folder, { "docs-a/1": "edited", "docs-a/2": "edited" })
      for (const path of ["1", "2", "gone"]) rmSync(join(folder, "docs-b", path), { recursive: true })
      const halted = yield* resolve("--keep", "right")
      assert.strictEqual(halted.exitCode, 5)
      assert.include(halted.out, "Halted (delete-limit): 2 entries of 7 on the left would be deleted")
      assert.strictEqual(read("docs-a/1"), "edited")
      assert.strictEqual((yield* resolve("--keep", "right", "--accept-deletes", "3")).exitCode, 5)
      assert.strictEqual((yield* resolve("--keep", "right", "1")).exitCode, 4, "one is within them")
      assert.strictEqual((yield* resolve("--keep", "right", "--accept", "root-missing")).exitCode, 64)
      assert.strictEqual((yield* resolve("--keep", "right", "2")).exitCode, 0)
      assert.deepStrictEqual(list("docs-a"), ["calm.txt", "gone"])
      assert.strictEqual((yield* run("apply", "-y")).exitCode, 5)
    }).pipe(Effect.scoped))

  it.live("of one pair do not keep the others from their turn, and the worst exit code wins", () =>
    Effect.gen(function*() {
      const tight = { limits: { deletes: { count: 0, percent: 0 } } }
      const { folder, list, resolve } = yield* inStep(
        { one: { conflicts: edited, ...tight }, two: { conflicts: edited, ...roomy }, six: roomy },
        { "1": "1" },
      )
      for (const pair of ["one", "two"]) {
        writeTree(folder, { [`${pair}-a/1`]: "edited" })
        rmSync(join(folder, `${pair}-b/1`))
      }
      rmSync(join(folder, "six-b"), { recursive: true })
      writeTree(folder, { "six-b": "a file where the folder was" })
      assert.strictEqual((yield* resolve("--keep", "right")).exitCode, 5)
      assert.deepStrictEqual([list("one-a"), list("two-a")], [["1", "calm.txt"], ["calm.txt"]])
      assert.strictEqual((yield* resolve("--keep", "right", "--accept-deletes", "1")).exitCode, 5)
      assert.deepStrictEqual(list("one-a"), ["calm.txt"])
    }).pipe(Effect.scoped))
})

describe("with --json", () => {
  it.live("standard output tells once what is done, and nothing else", () =>
    Effect.gen(function*() {
      const { folder, resolve } = yield* inStep({ docs: roomy }, { "1": "1", "2": "2" })
      const quiet = yield* resolve("--keep", "left", "--json")
      assert.deepStrictEqual([quiet.exitCode, quiet.out, quiet.messages], [0, "", "No conflicts.\n"])
      for (const path of ["1", "2"]) {
        writeTree(folder, { [`docs-a/${path}`]: "left's", [`docs-b/${path}`]: "right's own" })
      }
      writeTree(folder, { "docs-a/new": "not decided" })
      const { exitCode, out } = yield* resolve("--keep", "left", "1", "--json")
      assert.strictEqual(exitCode, 4)
      const lines = out.trimEnd().split("\n").map((line) => JSON.parse(line))
      const planned = lines.filter(({ type }) => type === "planned_action").map(({ path }) => path)
      assert.deepStrictEqual(planned, ["1"])
      assert.strictEqual(lines.filter(({ type }) => type === "change_summary").length, 1)
    }).pipe(Effect.scoped))
})
