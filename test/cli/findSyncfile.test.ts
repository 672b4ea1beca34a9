import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Around, commandLine } from "./commandLine.ts"

const named = (name: string) => `version: 1\nname: ${name}\npairs: { a: { mode: copy, source: ./in, target: ./out } }\n`

/** Which syncfile is used: each says in its name where it lies. */
const places = Effect.gen(function*() {
  const line = yield* commandLine
  const put = (name: string, file: string) => {
    mkdirSync(join(line.folder, file, ".."), { recursive: true })
    writeFileSync(join(line.folder, file), named(name))
  }
  const used = (around: Around, ...args: ReadonlyArray<string>) =>
    Effect.map(
      line.runIn(around, "config", "--json", ...args),
      ({ exitCode, messages, out }) => exitCode === 0 ? JSON.parse(out).name : { exitCode, messages },
    )
  return { ...line, put, used, remove: (file: string) => rmSync(join(line.folder, file)) }
})

describe("the syncfile that is used", () => {
  it.live("is that of the flag, else of the environment, else the one here, else the nearest above", () =>
    Effect.gen(function*() {
      const { put, remove, used } = yield* places
      put("above", "work/syncfile.yaml")
      put("here", "work/deep/er/syncfile.yaml")
      put("here-yml", "work/deep/er/syncfile.yml")
      put("flag", "flag.yaml")
      put("env", "env.yaml")
      const around = { at: "work/deep/er", env: { SYNCFILE: "../../../env.yaml" } }
      assert.strictEqual(yield* used(around, "--file", "../../../flag.yaml"), "flag")
      assert.strictEqual(yield* used(around), "env")
      assert.strictEqual(yield* used({ ...around, env: { SYNCFILE: "" } }), "here")
      remove("work/deep/er/syncfile.yaml")
      assert.strictEqual(yield* used({ at: "work/deep/er" }), "here-yml")
      remove("work/deep/er/syncfile.yml")
      assert.strictEqual(yield* used({ at: "work/deep/er" }), "above")
    }).pipe(Effect.scoped))

  it.live("is not looked for above the root of a repository", () =>
    Effect.gen(function*() {
      const { folder, put, used } = yield* places
      put("stranger", "syncfile.yaml")
      mkdirSync(join(folder, "repository/.git"), { recursive: true })
      const { exitCode, messages } = yield* used({ at: "repository/deep" })
      assert.strictEqual(exitCode, 78)
      assert.include(messages, `there is no syncfile.yaml in ${join(folder, "repository/deep")} or above it`)
      assert.include(messages, "syncfile init")
      put("own", "repository/syncfile.yaml")
      assert.strictEqual(yield* used({ at: "repository/deep" }), "own")
    }).pipe(Effect.scoped))

  it.live("is named when it cannot be read", () =>
    Effect.gen(function*() {
      const { folder, used } = yield* places
      mkdirSync(join(folder, "syncfile.yaml"))
      for (const file of ["missing.yaml", "syncfile.yaml"]) {
        const { exitCode, messages } = yield* used({}, "-f", file)
        assert.strictEqual(exitCode, 78)
        assert.include(messages, `Error: ${join(folder, file)} cannot be read`)
      }
    }).pipe(Effect.scoped))

  it.live("takes relative paths from its own folder, wherever it is called from", () =>
    Effect.gen(function*() {
      const { folder, put, runIn } = yield* places
      put("here", "work/syncfile.yaml")
      const { out } = yield* runIn({ at: "work/deep" }, "config", "--json")
      assert.strictEqual(JSON.parse(out).pairs.a.left.path, join(folder, "work/in"))
    }).pipe(Effect.scoped))

  it.live("reads the ignore files that it names, and complains of one that is missing", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* places
      const text = named("ignore").replace("target: ./out", "target: ./out, filters: [{ ignoreFile: .syncignore }]")
      writeFileSync(join(folder, "syncfile.yaml"), text)
      const missing = yield* run("validate")
      assert.strictEqual(missing.exitCode, 78)
      assert.match(missing.messages, /syncfile\.yaml:3:\d+: .*\.syncignore/u)
      writeFileSync(join(folder, ".syncignore"), "*.log\n")
      const { out } = yield* run("config", "--json")
      assert.deepStrictEqual(JSON.parse(out).pairs.a.filters, [{ _tag: "Exclude", glob: "*.log" }])
    }).pipe(Effect.scoped))
})
