import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { starter } from "../../src/cli/init.ts"
import { commandLine } from "./commandLine.ts"

const fresh = Effect.map(commandLine, (line) => ({
  ...line,
  read: (name: string) => readFileSync(join(line.folder, name), "utf8"),
  write: (name: string, text: string) => writeFileSync(join(line.folder, name), text),
}))

describe("syncfile init", () => {
  it.live("writes a syncfile that is valid as it is, and keeps the state out of Git", () =>
    Effect.gen(function*() {
      const { read, run } = yield* fresh
      const { exitCode, out } = yield* run("init")
      assert.strictEqual(exitCode, 0)
      assert.strictEqual(
        out,
        "Wrote syncfile.yaml. Added .syncfile/ to .gitignore. Next: edit it, then run syncfile plan\n",
      )
      assert.strictEqual(read(".gitignore"), ".syncfile/\n")
      assert.match(read("syncfile.yaml"), /^# yaml-language-server: \$schema=https:/u)
      const validated = yield* run("validate")
      assert.strictEqual(validated.exitCode, 0, validated.messages)
      assert.include(validated.out, "is valid: 1 pair, 1 remote.")
    }).pipe(Effect.scoped))

  it.live("shows a two-way pair that is valid once its marks are taken away", () =>
    Effect.gen(function*() {
      const { run, write } = yield* fresh
      write("syncfile.yaml", starter.replaceAll(/^#(?= {2})/gm, ""))
      const validated = yield* run("validate")
      assert.strictEqual(validated.exitCode, 0, validated.messages)
      assert.include(validated.out, "is valid: 2 pairs, 1 remote.")
      const { shared } = JSON.parse((yield* run("config", "shared", "--json")).out).pairs
      assert.deepStrictEqual([shared.mode, shared.conflicts.policy.resolve], ["two-way", "newer"])
    }).pipe(Effect.scoped))

  it.live("leaves a syncfile that exists as it is", () =>
    Effect.gen(function*() {
      const { read, run, write } = yield* fresh
      write("syncfile.yaml", "mine")
      const { exitCode, messages, out } = yield* run("init")
      assert.strictEqual(exitCode, 1)
      assert.include(messages, "syncfile.yaml exists already and was left as it is.")
      assert.strictEqual(out, "")
      assert.strictEqual(read("syncfile.yaml"), "mine")
      assert.throws(() => read(".gitignore"))
    }).pipe(Effect.scoped))

  it.live("writes through no link, even one that leads nowhere", () =>
    Effect.gen(function*() {
      const { folder, read, run } = yield* fresh
      symlinkSync("elsewhere", join(folder, "syncfile.yaml"))
      assert.strictEqual((yield* run("init")).exitCode, 1)
      assert.throws(() => read("elsewhere"))
    }).pipe(Effect.scoped))

  it.live.each<readonly [before: string, after: string]>([
    ["node_modules", "node_modules\n.syncfile/\n"],
    ["node_modules\n", "node_modules\n.syncfile/\n"],
    [".syncfile\n", ".syncfile\n"],
    ["  .syncfile/  \nmore", "  .syncfile/  \nmore"],
    ["", ".syncfile/\n"],
  ])("makes of a .gitignore with %o one with %o", ([before, after]) =>
    Effect.gen(function*() {
      const { read, run, write } = yield* fresh
      write(".gitignore", before)
      const { out } = yield* run("init")
      assert.strictEqual(read(".gitignore"), after)
      assert.strictEqual(out.includes("Added .syncfile/"), before !== after)
    }).pipe(Effect.scoped))

  it.live("writes where --file says, with a .gitignore beside it", () =>
    Effect.gen(function*() {
      const { folder, read, run } = yield* fresh
      mkdirSync(join(folder, "deploy"))
      assert.strictEqual((yield* run("init", "-f", "deploy/web.yaml")).exitCode, 0)
      assert.strictEqual(read("deploy/web.yaml"), starter)
      assert.strictEqual(read("deploy/.gitignore"), ".syncfile/\n")
      const missing = yield* run("init", "-f", "nowhere/web.yaml")
      assert.strictEqual(missing.exitCode, 1)
      assert.include(missing.messages, "nowhere/web.yaml cannot be written: NotFound")
    }).pipe(Effect.scoped))

  it.live("gives one document of JSON", () =>
    Effect.gen(function*() {
      const { folder, run } = yield* fresh
      const { out } = yield* run("init", "--json")
      assert.deepStrictEqual(JSON.parse(out), { file: join(folder, "syncfile.yaml"), ignored: true })
    }).pipe(Effect.scoped))
})
