import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { readdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { type Tree, writeTree } from "../scenarios/support/tree.ts"
import { commandLine } from "./commandLine.ts"

const both = { mode: "two-way", left: "./a", right: "./b" }

/** In step after an apply of what both sides start from. */
const inStep = Effect.fnUntraced(function*(pair: object, start: Tree) {
  const line = yield* commandLine
  line.declare({ pairs: { docs: { ...both, ...pair } } })
  for (const side of ["a", "b"]) writeTree(join(line.folder, side), { "calm.txt": "calm", ...start })
  yield* line.run("apply", "-y")
  const read = (path: string) => readFileSync(join(line.folder, path), "utf8")
  const list = (path: string) => readdirSync(join(line.folder, path)).filter((name) => !name.startsWith(".")).toSorted()
  const resolve = (...args: ReadonlyArray<string>) => line.run("conflicts", "resolve", ...args, "-y")
  return { ...line, read, list, resolve }
})

describe("a file against a folder, where no backup could take what loses", () => {
  const start: Tree = { "doc/1": "1", "doc/2": "2" }
  const replaced = Effect.gen(function*() {
    const line = yield* inStep({ backup: "off", limits: { deletes: { count: 100, percent: 100 } } }, start)
    rmSync(join(line.folder, "a/doc"), { recursive: true })
    writeTree(line.folder, { "a/doc": "a file now", "b/doc/1": "edited", "b/doc/2": "edited, too" })
    return line
  })

  it.live("leaves the folder as it is and says why", () =>
    Effect.gen(function*() {
      const { list, read, resolve } = yield* replaced
      const { exitCode, messages } = yield* resolve("--keep", "left", "doc")
      assert.deepStrictEqual(list("b/doc"), ["1", "2"])
      assert.deepStrictEqual([read("a/doc"), read("b/doc/1"), read("b/doc/2")], ["a file now", "edited", "edited, too"])
      assert.strictEqual(exitCode, 4)
      assert.include(messages, "no backup that could take the folder")
    }).pipe(Effect.scoped))

  it.live("keeps the file as a copy on both sides where the folder counts", () =>
    Effect.gen(function*() {
      const { list, read, resolve } = yield* replaced
      const { exitCode, out } = yield* resolve("--keep", "right", "doc")
      const [, copy = ""] = list("b").filter((name) => name.startsWith("doc"))
      assert.match(copy, /^doc\.conflict-left-/u)
      assert.deepStrictEqual(list("a"), ["calm.txt", "doc", copy])
      assert.deepStrictEqual([read(`a/${copy}`), read(`b/${copy}`)], ["a file now", "a file now"])
      assert.deepStrictEqual([read("a/doc/1"), read("a/doc/2")], ["edited", "edited, too"])
      assert.strictEqual(exitCode, 0, out)
    }).pipe(Effect.scoped))
})
