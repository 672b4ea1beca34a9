import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import { commandLine } from "./commandLine.ts"

const commands = [
  "init",
  "validate",
  "plan",
  "show",
  "apply",
  "status",
  "conflicts",
  "history",
  "restore",
  "explain",
  "remote",
  "state",
  "unlock",
  "config",
  "schema",
]

describe("syncfile completions", () => {
  it.live.each(["bash", "zsh", "fish", "powershell"])("knows every command in %s", (shell) =>
    Effect.gen(function*() {
      const { run } = yield* commandLine
      const { exitCode, out } = yield* run("completions", shell)
      assert.strictEqual(exitCode, 0)
      for (const command of commands) assert.include(out, command)
      assert.include(out, `syncfile completions ${shell}`) // how to install it
      assert.notInclude(out, "--completions")
      assert.include(out, "auto-approve")
    }).pipe(Effect.scoped))

  it.live("gives bash a script that it can read and that completes", () =>
    Effect.gen(function*() {
      const { run } = yield* commandLine
      const { out } = yield* run("completions", "bash")
      execFileSync("bash", ["-n"], { input: out })
      const [function_ = ""] = /(?<=complete .*-F )\S+/u.exec(out) ?? []
      const complete = (line: string) => {
        const words = line.split(" ")
        const asked = `COMP_WORDS=(${line}); COMP_CWORD=${
          words.length - 1
        }; COMP_LINE="${line}"; COMP_POINT=${line.length}`
        const script = `${out}\n${asked}; ${function_}; echo "\${COMPREPLY[@]}"`
        return execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim()
      }
      assert.strictEqual(complete("syncfile sta"), "status state")
      assert.strictEqual(complete("syncfile plan --no-inp"), "--no-input")
      assert.strictEqual(complete("syncfile remote test --verb"), "--verbose")
    }).pipe(Effect.scoped))

  it.live("refuses another shell", () =>
    Effect.gen(function*() {
      const { run } = yield* commandLine
      const { exitCode, messages } = yield* run("completions", "tcsh")
      assert.strictEqual(exitCode, 64)
      assert.include(messages, "tcsh")
    }).pipe(Effect.scoped))
})

describe("syncfile version", () => {
  it.live("says what runs, in words and in JSON", () =>
    Effect.gen(function*() {
      const { run } = yield* commandLine
      assert.strictEqual((yield* run("version")).out, "syncfile 1.2.3 (a test)\n")
      assert.deepStrictEqual(JSON.parse((yield* run("version", "--json")).out), { version: "1.2.3", runtime: "a test" })
      assert.strictEqual((yield* run("--version")).out, "1.2.3\n")
    }).pipe(Effect.scoped))
})
