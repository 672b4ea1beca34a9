import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { parse } from "yaml"
import { commandLine } from "./commandLine.ts"

const text = `
version: 1
name: all-secrets
remotes:
  env: { type: sftp, host: a, user: u, auth: { password: { env: PASSWORD } } }
  file: { type: sftp, host: b, user: u, auth: { privateKey: { file: ./key }, passphrase: { env: PHRASE } } }
  command: { type: sftp, host: c, user: u, auth: { password: { command: [pass, show, it] } } }
  credential: { type: sftp, host: d, user: u, auth: { password: { credential: it } } }
pairs:
  up: { mode: copy, source: ./in, target: "env:x" }
  down: { mode: mirror, source: "file:x", target: ./out, limits: { deletes: { count: 7 } } }
`

const described = Effect.gen(function*() {
  const line = yield* commandLine
  writeFileSync(join(line.folder, "syncfile.yaml"), text)
  writeFileSync(join(line.folder, "key"), "the key itself")
  const env = { PASSWORD: "the password itself", PHRASE: "the phrase itself" }
  return { ...line, config: (...args: ReadonlyArray<string>) => line.runIn({ env }, "config", ...args) }
})

describe("syncfile config", () => {
  it.live("shows where secrets are, never what they are", () =>
    Effect.gen(function*() {
      const { config, folder } = yield* described
      const { exitCode, out } = yield* config()
      assert.strictEqual(exitCode, 0)
      assert.notInclude(out, "itself")
      const { remotes } = parse(out)
      assert.deepStrictEqual(remotes.env.auth.password, { _tag: "Env", name: "PASSWORD" })
      assert.deepStrictEqual(remotes.file.auth.privateKey, { _tag: "File", path: join(folder, "key") })
      assert.deepStrictEqual(remotes.command.auth.password, { _tag: "Command", argv: ["pass", "show", "it"] })
      assert.deepStrictEqual(remotes.credential.auth.password, { _tag: "Credential", name: "it" })
    }).pipe(Effect.scoped))

  it.live("stars out of addresses what is secret in them", () =>
    Effect.gen(function*() {
      const line = yield* commandLine
      const webhook = { url: "https://hooks.test/services/hunter2", headers: { A: { env: "A" } } }
      const notify = [
        { webhook },
        { healthchecks: { url: "https://hc.test/hunter2" } },
        { command: { run: ["curl", "https://hc.test/hunter2"] } },
      ]
      line.declare({ daemon: { notify }, pairs: { up: { mode: "copy", source: "./in", target: "./out", notify } } })
      const { daemon, pairs } = JSON.parse((yield* line.run("config", "--json")).out)
      const [shown, check, command] = daemon.notify
      assert.strictEqual(shown.url, "https://hooks.test/****************")
      assert.deepStrictEqual(shown.headers, { A: { _tag: "Env", name: "A" } })
      assert.strictEqual(check.url, "https://hc.test/*******")
      assert.deepStrictEqual(command.argv, ["curl", "https://hc.test/*******"])
      assert.deepStrictEqual(pairs.up.watch.notify, daemon.notify)
      for (const args of [["config"], ["config", "up"], ["validate"], ["status"]]) {
        const { messages, out } = yield* line.run(...args)
        assert.notInclude(out + messages, "hunter2", args.join(" "))
      }
    }).pipe(Effect.scoped))

  it.live("fills in defaults, and says the same in YAML and in JSON", () =>
    Effect.gen(function*() {
      const { config, folder } = yield* described
      const resolved = JSON.parse((yield* config("--json")).out)
      assert.deepStrictEqual(parse((yield* config()).out), resolved)
      assert.strictEqual(resolved.state, join(folder, ".syncfile/state.sqlite"))
      assert.deepStrictEqual(resolved.pairs.down.limits.deletes, { count: 7, percent: 25 })
      assert.deepStrictEqual(resolved.pairs.up.limits.deletes, { count: 500, percent: 25 })
      assert.strictEqual(resolved.pairs.up.symlinks, "skip")
    }).pipe(Effect.scoped))

  it.live("says which versions count and where the others go, with no backup as off and no end as forever", () =>
    Effect.gen(function*() {
      const line = yield* commandLine
      line.declare({
        pairs: {
          up: { mode: "copy", source: "./in", target: "./out" },
          kept: { mode: "mirror", source: "./in", target: "./kept", backup: { keep: "forever" } },
          both: {
            mode: "two-way",
            left: "./a",
            right: "./b",
            conflicts: { resolve: "newer", rules: [{ match: "*.psd", resolve: "keep-both" }] },
            backup: { right: "./old" },
          },
        },
      })
      const { out } = yield* line.run("config", "--json")
      const { pairs } = JSON.parse(out)
      assert.deepStrictEqual(parse((yield* line.run("config")).out).pairs, pairs)
      assert.deepStrictEqual(pairs.up.backup, { left: "off", right: "off" })
      assert.isUndefined(pairs.up.conflicts)
      const usual = (folder: string) => ({
        _tag: "Local",
        path: join(line.folder, folder, ".syncfile-backup"),
        written: `./${folder}/.syncfile-backup`,
      })
      assert.deepStrictEqual(pairs.kept.backup, { left: "off", right: { place: usual("kept"), keep: "forever" } })
      assert.deepStrictEqual(pairs.both.backup, {
        left: { place: usual("a"), keep: 2_592_000_000 },
        right: { place: { _tag: "Local", path: join(line.folder, "old"), written: "./old" }, keep: 2_592_000_000 },
      })
      const policy = { resolve: "newer", loser: "backup", againstDelete: "edit" }
      assert.deepStrictEqual(pairs.both.conflicts, {
        policy,
        rules: [{ match: "*.psd", policy: { ...policy, resolve: "keep-both" } }],
      })
    }).pipe(Effect.scoped))

  it.live("of one pair shows only what that pair uses", () =>
    Effect.gen(function*() {
      const { config } = yield* described
      const { pairs, remotes } = JSON.parse((yield* config("down", "--json")).out)
      assert.deepStrictEqual([Object.keys(pairs), Object.keys(remotes)], [["down"], ["file"]])
      const unknown = yield* config("dow")
      assert.strictEqual(unknown.exitCode, 64)
      assert.include(unknown.messages, `has no pair "dow". Did you mean down? It has: up, down`)
    }).pipe(Effect.scoped))
})

describe("names of remotes on the command line", () => {
  it.live("are looked up, with a guess for those that are not there", () =>
    Effect.gen(function*() {
      const { run } = yield* described
      for (const args of [["test", "en"], ["ls", "en:x"], ["trust", "en"]]) {
        const { exitCode, messages } = yield* run("remote", ...args)
        assert.strictEqual(exitCode, 64)
        assert.include(messages, `has no remote "en". Did you mean env? It has: env, file, command, credential`)
      }
    }).pipe(Effect.scoped))

  it.live("are none where none are declared", () =>
    Effect.gen(function*() {
      const { declare, run } = yield* described
      declare({ pairs: { a: { mode: "copy", source: "./in", target: "./out" } } })
      const { exitCode, messages } = yield* run("remote", "test", "office")
      assert.strictEqual(exitCode, 64)
      assert.include(messages, `declares no remotes, so there is no "office"`)
      assert.strictEqual((yield* run("remote", "test")).exitCode, 0)
    }).pipe(Effect.scoped))

  it.live("refuse a folder that would lead out of the remote's root", () =>
    Effect.gen(function*() {
      const { run } = yield* described
      for (const place of ["env:../etc", "env:x/../..", "env:~/x"]) {
        const { exitCode, messages } = yield* run("remote", "ls", place)
        assert.strictEqual(exitCode, 64)
        assert.include(messages, `"${place}"`)
      }
    }).pipe(Effect.scoped))
})
