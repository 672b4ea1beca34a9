import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { contentsOf, readTree, writeTree } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

const hundred = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`file-${index}.txt`, `${index}`]))

/** A source of a hundred files, and a pair of it that is in step unless `isFirst`. */
const hundredFiles = Effect.fnUntraced(function*(limits: object | undefined, isFirst = false) {
  const place = yield* workspace
  const source = join(place.folder, "in")
  const target = join(place.folder, "out")
  writeTree(source, hundred)
  const pair = { mode: "mirror", source: "./in", target: "./out" }
  place.declare({ pairs: { docs: limits === undefined ? pair : { ...pair, limits } } })
  if (!isFirst) assert.strictEqual((yield* place.run("apply", "-y")).exitCode, 0)
  return { ...place, source, target, held: () => contentsOf(readTree(target)) }
})

/** The flags that a halt names, as a user would copy them. */
const flagsIn = (stdout: string): ReadonlyArray<string> =>
  Array.from(stdout.matchAll(/(--accept[-a-z]* \S+)/gu), ([, flag = ""]) => flag.split(" ")).flat()

describe("more than a run may do", () => {
  it.live("51 % of the files removed: nothing is done, every path is named, and the flag that is named releases it", () =>
    Effect.gen(function*() {
      const { held, run, source } = yield* hundredFiles(undefined)
      const before = held()
      const removed = Object.keys(hundred).slice(0, 51)
      for (const name of removed) rmSync(join(source, name))
      for (const args of [["plan"], ["apply", "-y"], ["apply"]]) {
        const { exitCode, stdout } = yield* run(...args)
        assert.strictEqual(exitCode, 5, args.join(" "))
        assert.include(stdout, "51 entries of 100 on the target would be deleted (51 %). The limit is 500 or 25 %.")
        for (const name of removed) assert.match(stdout, new RegExp(`^ +- ${name} `, "mu"))
        assert.deepStrictEqual(flagsIn(stdout), ["--accept-deletes", "51"])
      }
      for (const wrong of [["--accept-deletes", "50"], ["--accept-deletes", "52"]]) {
        assert.strictEqual((yield* run("apply", "-y", ...wrong)).exitCode, 5)
      }
      assert.deepStrictEqual(held(), before)
      const released = yield* run("apply", "-y", "--accept-deletes", "51")
      assert.strictEqual(released.exitCode, 0, released.stderr)
      assert.match(released.stdout, /^Apply complete! 0 added, 0 changed, 0 moved, 51 deleted/mu)
      assert.deepStrictEqual(held(), contentsOf(readTree(source)))
    }).pipe(Effect.scoped))

  it.live("a limit that is met is not exceeded", () =>
    Effect.gen(function*() {
      const { run, source } = yield* hundredFiles({ deletes: { count: 10, percent: 10 } })
      for (const name of Object.keys(hundred).slice(0, 10)) rmSync(join(source, name))
      assert.strictEqual((yield* run("plan")).exitCode, 0)
      rmSync(join(source, "file-99.txt"))
      assert.strictEqual((yield* run("plan")).exitCode, 5)
    }).pipe(Effect.scoped))

  it.live("too much to change, too much to transfer: each names its own flag, and both are needed", () =>
    Effect.gen(function*() {
      const { held, run, source } = yield* hundredFiles({ changes: { percent: 5 }, transfer: "1kB" })
      const before = held()
      writeTree(source, Object.fromEntries(Object.keys(hundred).slice(0, 6).map((name) => [name, "x".repeat(200)])))
      const { exitCode, stdout } = yield* run("apply", "-y")
      assert.strictEqual(exitCode, 5)
      assert.include(stdout, "6 entries of 100 on the target would be replaced (6 %). The limit is 5 %.")
      assert.include(stdout, "1200 bytes would be transferred. The limit is 1000.")
      const flags = flagsIn(stdout)
      assert.deepStrictEqual(flags, ["--accept", "change-limit", "--accept", "transfer-limit"])
      assert.strictEqual((yield* run("apply", "-y", ...flags.slice(0, 2))).exitCode, 5)
      assert.deepStrictEqual(held(), before)
      assert.strictEqual((yield* run("apply", "-y", "--accept", "change-limit,transfer-limit")).exitCode, 0)
      assert.deepStrictEqual(held(), contentsOf(readTree(source)))
    }).pipe(Effect.scoped))

  it.live("a first mirror onto somebody's tree: nothing is done until that is accepted", () =>
    Effect.gen(function*() {
      const { held, run, source, target } = yield* hundredFiles({ deletes: { count: 500, percent: 100 } }, true)
      writeTree(target, { "file-0.txt": "somebody else's", "precious.txt": "theirs", "sub/deep.txt": "theirs" })
      const before = held()
      for (const args of [["plan"], ["apply", "-y"]]) {
        const { exitCode, stdout } = yield* run(...args)
        assert.strictEqual(exitCode, 5)
        assert.include(stdout, "Halted (foreign-target): ./out holds 4 entries that would be deleted or replaced")
        assert.include(stdout, "was never synced by this pair")
        for (const name of ["precious.txt", "sub/", "deep.txt"]) {
          assert.match(stdout, new RegExp(`^ +- ${name}`, "mu"))
        }
        assert.deepStrictEqual(flagsIn(stdout), ["--accept", "foreign-target"])
      }
      assert.deepStrictEqual(held(), before)
      assert.strictEqual((yield* run("apply", "-y", "--accept", "foreign-target")).exitCode, 0)
      assert.deepStrictEqual(held(), contentsOf(readTree(source)))
    }).pipe(Effect.scoped))

  it.live("filters that bring somebody's files into view: those wait for a word, too", () =>
    Effect.gen(function*() {
      const place = yield* workspace
      const pair = { mode: "mirror", source: "./in", target: "./out", limits: { deletes: { percent: 100 } } }
      const filters = [{ exclude: "/private" }]
      writeTree(place.folder, { "in/a": "a", "out/private/theirs": "theirs" })
      place.declare({ pairs: { docs: { ...pair, filters } } })
      assert.strictEqual((yield* place.run("apply", "-y")).exitCode, 0)
      place.declare({ pairs: { docs: pair } })
      const { exitCode, stdout } = yield* place.run("apply", "-y")
      assert.strictEqual(exitCode, 5)
      assert.include(stdout, "was not seen before the pair's roots, mode or filters changed")
      assert.deepStrictEqual([...readTree(join(place.folder, "out")).keys()], ["a", "private", "private/theirs"])
    }).pipe(Effect.scoped))

  it.live("a copy never deletes, however little is left of its source", () =>
    Effect.gen(function*() {
      const place = yield* workspace
      writeTree(join(place.folder, "in"), hundred)
      place.declare({ pairs: { docs: { mode: "copy", source: "./in", target: "./out" } } })
      assert.strictEqual((yield* place.run("apply", "-y")).exitCode, 0)
      for (const name of Object.keys(hundred).slice(1)) rmSync(join(place.folder, "in", name))
      const { exitCode, stdout } = yield* place.run("apply", "-y")
      assert.strictEqual(exitCode, 0)
      assert.include(stdout, "No changes.")
      assert.strictEqual(readTree(join(place.folder, "out")).size, 100)
    }).pipe(Effect.scoped))
})
