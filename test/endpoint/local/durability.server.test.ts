/** In which order a written file reaches the disk, and what happens when the disk refuses (B05); watched by strace. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { execPath } from "node:process"
import { temporaryRoot } from "./places.ts"

const program = join(import.meta.dirname, "writeTwice.ts")
const watched = "openat,link,linkat,rename,renameat,renameat2,unlink,unlinkat,fchmod,utimensat,fdatasync,fsync"
const patience = 60_000

const started = Effect.map(temporaryRoot, (root) => {
  writeFileSync(join(root, "old"), "old text")
  return { root, trace: join(root, "..", "trace") }
})

const run = (root: string, trace: string, ...options: ReadonlyArray<string>) =>
  runOn(["new", "old"], root, trace, ...options)

const runOn = (paths: ReadonlyArray<string>, root: string, trace: string, ...options: ReadonlyArray<string>) =>
  execFileSync("strace", ["-f", "-o", trace, ...options, execPath, program, root, "70000", ...paths], {
    encoding: "utf8",
  }).trim().split("\n")

/** The names of the calls on our own files and on the directory, in their order. */
const callsIn = (trace: string): ReadonlyArray<string> => {
  const calls = readFileSync(trace, "utf8").split("\n").flatMap((line) => {
    const call = /^\d+\s+(\w+)\((.*)/.exec(line)
    return call === null ? [] : [{ name: call[1] ?? "", rest: call[2] ?? "" }]
  })
  const first = calls.findIndex(({ rest }) => rest.includes(".syncfile-"))
  return calls.slice(first)
    .filter(({ name, rest }) => name !== "openat" || rest.includes(".part"))
    .map(({ name }) => name.replace(/at2?$/, ""))
}

describe("a local file on its way to the disk", () => {
  it.live(
    "has its bytes, mode and time there before it has its name, and its name before it counts",
    () =>
      Effect.gen(function*() {
        const { root, trace } = yield* started
        assert.deepStrictEqual(run(root, trace, "-e", `trace=${watched}`), ["written", "written"])
        assert.strictEqual(
          callsIn(trace).join(" "),
          "open fchmod utimens fdatasync link unlink fsync open fchmod utimens fdatasync rename fsync",
        )
      }),
    patience,
  )

  it.live("takes the name of an old version that is where it is kept before it counts", () =>
    Effect.gen(function*() {
      const { root, trace } = yield* started
      writeFileSync(join(root, "kept"), "old text")
      assert.deepStrictEqual(runOn(["kept"], root, trace, "-e", `trace=${watched}`), ["written"])
      assert.strictEqual(callsIn(trace).join(" "), "open fchmod utimens fdatasync rename link unlink fsync fsync")
    }), patience)

  it.live("is given up when the disk does not take its bytes", () =>
    Effect.gen(function*() {
      const { root, trace } = yield* started
      assert.deepStrictEqual(run(root, trace, "-e", "inject=fdatasync:error=EIO"), [
        "./data/new: cannot write: the disk failed",
        "./data/old: cannot write: the disk failed",
      ])
      assert.deepStrictEqual(readdirSync(root), ["old"])
      assert.strictEqual(readFileSync(join(root, "old"), "utf8"), "old text")
    }), patience)

  it.live("does not count as written when its name may be lost", () =>
    Effect.gen(function*() {
      const { root, trace } = yield* started
      const told = run(root, trace, "-e", "inject=fsync:error=EIO")
      assert.deepStrictEqual(told, [
        "./data/new: cannot write: the disk failed",
        "./data/old: cannot write: the disk failed",
      ])
      assert.deepStrictEqual(readdirSync(root).sort(), ["new", "old"])
    }), patience)

  it.live("needs no hard links and no syncing of folders where there is no such thing", () =>
    Effect.gen(function*() {
      const { root, trace } = yield* started
      const injected = ["-e", "inject=link,linkat:error=EPERM", "-e", "inject=fsync:error=EINVAL"]
      assert.deepStrictEqual(run(root, trace, ...injected), ["written", "written"])
      assert.deepStrictEqual(readdirSync(root).sort(), ["new", "old"])
    }), patience)
})
