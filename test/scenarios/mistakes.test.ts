import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "../support/servers/temporaryFolder.ts"
import { cli } from "./support/cli.ts"

/** Ten mistakes, each marked at the end of its line. */
const text = `version: 1
name: Wrong Name                                           # 1: capitals and a space
remotes:
  office:
    type: sftp
    hosts: files.example.com                               # 2: a misspelt key, which is not missing besides
    user: ada
    port: 70000                                            # 3: no such port
    auth: { password: "literally secret" }                 # 4: a secret in the file
pairs:
  docs:
    mode: miror                                            # 5: no such mode
    source: ./in
    target: offise:docs                                    # 6: no such remote
    filters:
      - exclude: "[a-"                                     # 7: a glob that does not end
      - maxSize: 10                                        # 8: a size without a unit
  keep:
    mode: copy
    source: ./keep
    target: ./keep/inside                                  # 9: within its own source
    compare: { by: [colour] }                              # 10: nothing to compare by
`

/** Line and column of each complaint, and a word of what it has to say. */
const expected: ReadonlyArray<readonly [line: number, column: number, word: string]> = [
  [2, 7, "Wrong Name"],
  [6, 5, "hosts"],
  [8, 11, "70000"],
  [9, 23, "secret"],
  [12, 11, "miror"],
  [14, 13, "offise"],
  [16, 18, "[a-"],
  [17, 18, "10"],
  [21, 13, "./keep"],
  [22, 20, "colour"],
]

const misspelt = Effect.gen(function*() {
  const folder = yield* temporaryFolder("mistakes")
  writeFileSync(join(folder, "syncfile.yaml"), text)
  return { folder, run: (...args: ReadonlyArray<string>) => cli(args, { folder }) }
})

describe("a syncfile with ten mistakes", () => {
  it.live("gets ten complaints in one run, each with its place, its line and what was meant", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* misspelt
      const { exitCode, stderr, stdout } = yield* run("validate")
      assert.strictEqual(exitCode, 78)
      assert.strictEqual(stdout, "")
      const complaints = stderr.trimEnd().split("\n\n")
      const places = complaints.map((complaint) => /^(.*):(\d+):(\d+): /u.exec(complaint))
      assert.deepStrictEqual(
        places.map((place) => [place?.[1], Number(place?.[2]), Number(place?.[3])]),
        expected.map(([line, column]) => [join(folder, "syncfile.yaml"), line, column]),
        stderr,
      )
      const lines = text.split("\n")
      for (const [index, [line, , word]] of expected.entries()) {
        assert.include(complaints[index], word)
        if (!word.includes("secret")) assert.include(complaints[index], (lines[line - 1] ?? "").trim().slice(0, 20))
      }
      assert.include(complaints[1], "did you mean `host`?")
      assert.include(complaints[4], "mirror")
      assert.include(complaints[5], "did you mean `office`?")
      assert.notInclude(stderr, "literally")
    }).pipe(Effect.scoped))

  it.live("gets the same from every command that reads it, and nothing is done", () =>
    Effect.gen(function*() {
      const { run } = yield* misspelt
      const { stderr: complaints } = yield* run("validate")
      for (const args of [["plan"], ["apply", "-y"], ["status"], ["remote", "test"]]) {
        const { exitCode, stderr, stdout } = yield* run(...args)
        assert.strictEqual(exitCode, 78, args.join(" "))
        assert.strictEqual(stderr, complaints)
        assert.strictEqual(stdout, "")
      }
    }).pipe(Effect.scoped))

  it.live("gets them as JSON, too", () =>
    Effect.gen(function*() {
      const { run } = yield* misspelt
      const { exitCode, stderr, stdout } = yield* run("validate", "--json")
      assert.strictEqual(exitCode, 78)
      assert.strictEqual(stderr, "")
      const { complaints, valid } = JSON.parse(stdout)
      assert.isFalse(valid)
      assert.deepStrictEqual(
        complaints.map(({ column, line }: { line: number; column: number }) => [line, column]),
        expected.map(([line, column]) => [line, column]),
      )
      assert.notInclude(stdout, "literally")
    }).pipe(Effect.scoped))
})

describe("a syncfile that cannot be used at all", () => {
  it.live.each<readonly [what: string, content: string | Uint8Array, says: RegExp]>([
    ["is empty", "", /syncfile\.yaml/u],
    ["is no YAML", "pairs: [\n", /syncfile\.yaml:\d+:\d+: /u],
    ["has a doubled key", "version: 1\nversion: 1\n", /syncfile\.yaml:2:1: /u],
    ["is binary", new Uint8Array([0xFF, 0xFE, 0x00, 0x80]), /syncfile\.yaml/u],
    ["is too large", `# ${"x".repeat(2 ** 20)}\n`, /1 MiB/u],
  ])("is refused when it %s", ([, content, says]) =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("mistakes")
      writeFileSync(join(folder, "syncfile.yaml"), content)
      const { exitCode, stderr } = yield* cli(["plan"], { folder })
      assert.strictEqual(exitCode, 78, stderr)
      assert.match(stderr, says)
      assert.notInclude(stderr, "should not have happened")
    }).pipe(Effect.scoped))

  it.live("is refused when it cannot be read, with the reason", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("mistakes")
      mkdirSync(join(folder, "syncfile.yaml"))
      const { exitCode, stderr } = yield* cli(["plan"], { folder })
      assert.strictEqual(exitCode, 78)
      assert.include(stderr, "syncfile.yaml cannot be read: it is a folder")
    }).pipe(Effect.scoped))

  it.live("is refused when it is missing, with the command that makes one", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("mistakes")
      const { exitCode, stderr } = yield* cli(["plan"], { folder })
      assert.strictEqual(exitCode, 78)
      assert.include(stderr, "syncfile init")
    }).pipe(Effect.scoped))
})

describe("a wrong command line", () => {
  it.live.each<readonly [args: ReadonlyArray<string>, says: string]>([
    [["plam"], "plan"],
    [["plan", "--ou", "x"], "--out"],
    [["plan", "--view", "short"], "short"],
    [["apply", "--accept-deletes", "all"], "all"],
    [["completions", "tcsh"], "tcsh"],
    [["remote", "tset"], "test"],
  ])("is answered on standard error, in short: %o", ([args, says]) =>
    Effect.gen(function*() {
      const { folder } = yield* misspelt
      const { exitCode, stderr, stdout } = yield* cli(args, { folder })
      assert.strictEqual(exitCode, 64, stderr + stdout)
      assert.include(stderr, says)
      assert.isBelow(stderr.split("\n").length, 12)
      assert.strictEqual(stdout, "")
    }).pipe(Effect.scoped))
})
