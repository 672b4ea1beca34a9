import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFile } from "node:child_process"
import { readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { cli } from "./support/cli.ts"
import { program } from "./support/program.ts"
import { syncfileFor } from "./support/syncfileFor.ts"
import { type Tree, writeTree } from "./support/tree.ts"

const mirror = { mode: "mirror", source: "./in", target: "./out" }

const desk = Effect.fnUntraced(function*(tree: Tree, pair: object = mirror) {
  const folder = yield* temporaryFolder("commands")
  writeTree(folder, tree)
  writeFileSync(join(folder, "syncfile.yaml"), syncfileFor({ pairs: { docs: { ...pair } } }).text)
  const runIn = (env: Readonly<Record<string, string>>, ...args: ReadonlyArray<string>) => cli(args, { folder, env })
  return { folder, runIn, run: (...args: ReadonlyArray<string>) => runIn({}, ...args) }
})

/** A pipeline in which "$@" is the command line of this project. */
const shell = (folder: string, script: string, ...args: ReadonlyArray<string>) =>
  Effect.callback<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }>((resume) => {
    const child = execFile(
      "bash",
      ["-c", script, "bash", process.execPath, program, ...args],
      { cwd: folder, env: { PATH: process.env["PATH"], LANG: "C.UTF-8", HOME: folder }, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === "number" ? error.code : -1
        resume(Effect.succeed({ exitCode, stdout, stderr }))
      },
    )
    return Effect.sync(() => child.kill("SIGKILL"))
  })

/** Long enough in sum for a plan of some 350 KB, which is more than a pipe holds. */
const many: Tree = Object.fromEntries(
  Array.from({ length: 1000 }, (_, index) => [`in/${"a-long-name-".repeat(4)}${index}.txt`, `${index}`]),
)

describe("exit codes", () => {
  it.live("tell a failure, changes, unseen paths and conflicts from success", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* desk({ "in/a.txt": "a", "in/b": "a file" }, { ...mirror, mode: "copy" })
      const code = (...args: ReadonlyArray<string>) => Effect.map(run(...args), ({ exitCode }) => exitCode)
      assert.strictEqual(yield* code("init"), 1) // there is a syncfile already
      assert.strictEqual(yield* code("plan"), 0)
      assert.strictEqual(yield* code("apply", "-y", "--detailed-exitcode"), 2)
      assert.strictEqual(yield* code("plan", "--detailed-exitcode"), 0)
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/in/`), Buffer.from([0xE9])]), "not UTF-8")
      assert.strictEqual(yield* code("apply", "-y"), 3)
    }).pipe(Effect.scoped))

  it.live("tell a conflict, which holds back its own path alone", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* desk({ "in/a.txt": "a", "in/b": "a file", "out/b/c": "in the way" }, {
        ...mirror,
        mode: "copy",
      })
      const { exitCode, stdout } = yield* run("apply", "-y")
      assert.strictEqual(exitCode, 4, stdout)
      assert.include(stdout, "1 conflict")
      assert.sameMembers(readdirSync(join(folder, "out")), ["a.txt", "b"])
    }).pipe(Effect.scoped))
})

describe("output", () => {
  it.live("into a pipe that closes early does not keep the work from its end, and the exit code is true", () =>
    Effect.gen(function*() {
      const { folder } = yield* desk(many)
      const script = `"$@" | head -1; exit "\${PIPESTATUS[0]}"`
      const planned = yield* shell(folder, script, "plan", "--json", "--detailed-exitcode")
      assert.deepStrictEqual([planned.exitCode, planned.stderr], [2, ""])
      assert.strictEqual(JSON.parse(planned.stdout).type, "planned_action")
      const applied = yield* shell(folder, script, "apply", "-y", "--json", "--detailed-exitcode")
      assert.deepStrictEqual([applied.exitCode, applied.stderr], [2, ""])
      assert.strictEqual(readdirSync(join(folder, "out")).length, 1000)
      const text = yield* shell(folder, script, "plan", "--view", "full")
      assert.deepStrictEqual([text.exitCode, text.stderr], [0, ""])
    }).pipe(Effect.scoped))

  it.live("of hundreds of kilobytes reaches a slow reader whole", () =>
    Effect.gen(function*() {
      const { folder } = yield* desk(many)
      const { exitCode, stdout } = yield* shell(folder, `"$@" | { sleep 2; cat; }`, "plan", "--json")
      assert.strictEqual(exitCode, 0)
      assert.isAbove(stdout.length, 200_000)
      const lines = stdout.trimEnd().split("\n").map((line) => JSON.parse(line))
      assert.strictEqual(lines.length, 1001)
      assert.deepInclude(lines.at(-1), { type: "change_summary", add: 1000 })
    }).pipe(Effect.scoped))

  it.live("is in colour for whom it is meant to be", () =>
    Effect.gen(function*() {
      const { runIn } = yield* desk({ "in/a.txt": "a" })
      const isColoured = (env: Readonly<Record<string, string>>, ...args: ReadonlyArray<string>) =>
        Effect.map(runIn(env, "plan", ...args), ({ stdout }) => stdout.includes("\u001b["))
      assert.isFalse(yield* isColoured({}))
      assert.isTrue(yield* isColoured({}, "--color", "always"))
      assert.isTrue(yield* isColoured({ FORCE_COLOR: "1" }))
      assert.isFalse(yield* isColoured({ FORCE_COLOR: "1", NO_COLOR: "1" }))
      assert.isFalse(yield* isColoured({ FORCE_COLOR: "1" }, "--color", "never"))
      assert.isTrue(yield* isColoured({ NO_COLOR: "1" }, "--color", "always"))
      assert.isFalse(yield* isColoured({ FORCE_COLOR: "1", TERM: "dumb" }))
    }).pipe(Effect.scoped))

  it.live("is ASCII where UTF-8 is not spoken", () =>
    Effect.gen(function*() {
      const { runIn } = yield* desk({ "in/a.txt": "a" })
      const { stdout } = yield* runIn({ LANG: "C" }, "plan")
      assert.include(stdout, "./in -> ./out")
      assert.match(stdout, /^[\n\x20-\x7e]*$/u)
    }).pipe(Effect.scoped))

  it.live("is no more than results when quiet, and a line for every action when verbose", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* desk({ "in/a.txt": "a" })
      const quiet = yield* run("apply", "-y", "-q")
      assert.strictEqual(quiet.stderr, "")
      assert.match(quiet.stdout, /^Apply complete! 1 added/mu)
      writeFileSync(join(folder, "in/b.txt"), "b")
      const verbose = yield* run("apply", "-y", "-v")
      assert.include(verbose.stderr, "docs: done + b.txt")
      writeFileSync(join(folder, "in/c.txt"), "c")
      const plain = yield* run("apply", "-y")
      assert.strictEqual(plain.stderr, "docs: started, 1 action, 1 B to transfer\n")
    }).pipe(Effect.scoped))
})

describe("what needs no syncfile", () => {
  it.live("works anywhere: help, version, schema, completions", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("nowhere")
      const run = (...args: ReadonlyArray<string>) => cli(args, { folder })
      for (const args of [["--help"], ["plan", "-h"], ["--version"], ["version"], ["schema", "--plan"]]) {
        const { exitCode, stderr, stdout } = yield* run(...args)
        assert.deepStrictEqual([exitCode, stderr], [0, ""], args.join(" "))
        assert.isAbove(stdout.length, 0)
      }
      const { exitCode } = yield* shell(folder, `set -o pipefail; "$@" | bash -n`, "completions", "bash")
      assert.strictEqual(exitCode, 0)
      assert.deepStrictEqual(readdirSync(folder), [])
    }).pipe(Effect.scoped))

  it.live("leads from init to a syncfile that is valid and asks for its secret only when it connects", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("nowhere")
      const run = (...args: ReadonlyArray<string>) => cli(args, { folder })
      assert.strictEqual((yield* run("init")).exitCode, 0)
      assert.strictEqual((yield* run("validate")).exitCode, 0)
      assert.strictEqual((yield* run("status")).exitCode, 0)
      assert.deepStrictEqual(readdirSync(folder).sort(), [".gitignore", "syncfile.yaml"])
    }).pipe(Effect.scoped))
})
