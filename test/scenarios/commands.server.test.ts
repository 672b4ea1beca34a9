import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect } from "effect"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { sshd } from "../support/servers/sshd.ts"
import { sharedServer } from "../support/sharedServer.ts"
import { readTree, writeTree } from "./support/tree.ts"
import { workspace } from "./support/workspace.ts"

const server = sharedServer(sshd())

/** A mirror from a server to this machine and one back, that have never run. */
const office = Effect.gen(function*() {
  const place = yield* workspace
  const { folder, ...login } = yield* server
  const there = join(folder, place.name)
  writeTree(there, { "data/a.txt": "a", "data/sub/b.txt": "bb" })
  writeTree(place.folder, { "in/c.txt": "ccc" })
  place.declare({
    remotes: { office: { ...login, root: there } },
    pairs: {
      down: { mode: "mirror", source: "office:data", target: "./out" },
      up: { mode: "mirror", source: "./in", target: "office:up" },
    },
  })
  return { ...place, there }
})

const documents = (stdout: string): ReadonlyArray<unknown> => {
  assert.match(stdout, /\n$/u)
  return stdout.trimEnd().split("\n").map((line) => JSON.parse(line))
}
const typesOf = (stdout: string) => documents(stdout).map((line) => (line as { readonly type: string }).type)

describe("--json", () => {
  it.live("of a query is one document, of plan and apply an object a line, and nothing else is printed", () =>
    Effect.gen(function*() {
      const { run } = yield* office
      const json = Effect.fnUntraced(function*(exitCode: number, ...args: ReadonlyArray<string>) {
        const ended = yield* run(...args, "--json")
        assert.strictEqual(ended.exitCode, exitCode, `${args.join(" ")}\n${ended.stderr}`)
        return ended.stdout
      })
      const planned = typesOf(yield* json(2, "plan", "--out", "saved", "--detailed-exitcode"))
      assert.deepStrictEqual(planned.filter((type) => type !== "planned_action"), ["change_summary", "change_summary"])
      const applied = typesOf(yield* json(0, "apply", "saved"))
      assert.deepStrictEqual(applied.filter((type) => type !== "apply_outcome"), [
        "apply_start",
        "apply_complete",
        "apply_start",
        "apply_complete",
      ])
      assert.deepStrictEqual(typesOf(yield* json(0, "apply", "-y")).slice(0, 2), ["change_summary", "change_summary"])

      const queries: ReadonlyArray<readonly [exitCode: number, ...args: ReadonlyArray<string>]> = [
        [0, "validate"],
        [0, "config"],
        [0, "config", "up"],
        [0, "plan", "--refresh-only"],
        [0, "show", "saved"],
        [0, "status"],
        [1, "status", "--max-age", "0s"],
        [0, "explain", "a.txt"],
        [0, "remote", "test"],
        [0, "remote", "ls", "office:data", "--recursive"],
        [0, "version"],
        [0, "init", "-f", "new.yaml"],
      ]
      for (const [exitCode, ...args] of queries) {
        assert.strictEqual(documents(yield* json(exitCode, ...args)).length, 1, args.join(" "))
      }
      assert.isObject(JSON.parse(yield* json(0, "schema")))
    }).pipe(Effect.scoped))
})

describe("syncfile remote", () => {
  it.live("test tells what the server is and can do, and writes nothing there", () =>
    Effect.gen(function*() {
      const { run, there } = yield* office
      const before = [...readTree(there).keys()]
      const { exitCode, stdout } = yield* run("remote", "test")
      assert.strictEqual(exitCode, 0)
      assert.match(stdout, /^office: connected and logged in\.$/mu)
      assert.match(stdout, /^ {2}host key +SHA256:[A-Za-z0-9+/]{43}$/mu)
      assert.match(stdout, /^ {2}server +OpenSSH/mu)
      assert.include(stdout, `${there}, 1 entries`)
      assert.include(stdout, "posix-rename@openssh.com 1")
      assert.deepStrictEqual([...readTree(there).keys()], before)
    }).pipe(Effect.scoped))

  it.live("ls lists what is below the remote's root, and nothing outside of it", () =>
    Effect.gen(function*() {
      const { run } = yield* office
      assert.strictEqual((yield* run("remote", "ls", "office:data")).stdout, "a.txt\nsub/\n")
      assert.strictEqual((yield* run("remote", "ls", "office:")).stdout, "data/\n")
      const long = yield* run("remote", "ls", "office:/data", "-l", "-r")
      assert.match(long.stdout, /^file, 1 B .* \d{4}, .* a\.txt\nfolder +sub\/\nfile, 2 B .* sub\/b\.txt\n$/u)
      const outside = yield* run("remote", "ls", "office:../..")
      assert.strictEqual(outside.exitCode, 64)
      const missing = yield* run("remote", "ls", "office:none")
      assert.strictEqual(missing.exitCode, 1)
      assert.include(missing.stderr, "office:none: cannot look at: no such file or folder")
    }).pipe(Effect.scoped))
})

describe("an interruption", () => {
  it.live.each([["SIGINT", 130], ["SIGTERM", 143]] as const)(
    "by %s while it looks ends at once with %i",
    ([signal, code]) =>
      Effect.gen(function*() {
        const { there, start } = yield* office
        const { processes } = yield* server
        const connected = yield* Deferred.make<void>()
        while ((yield* processes).length > 1) yield* Effect.sleep("5 millis") // of the test before
        const running = yield* start(["plan", "down"])
        yield* Effect.forkScoped(Effect.gen(function*() {
          while ((yield* processes).length < 2) yield* Effect.sleep("5 millis")
          yield* Deferred.succeed(connected, undefined)
        }))
        yield* Deferred.await(connected)
        running.signal(signal)
        const { exitCode, stdout } = yield* running.ended
        assert.strictEqual(exitCode, code)
        assert.notInclude(stdout, "Plan:")
        assert.sameMembers([...readTree(there).keys()], ["data", "data/a.txt", "data/sub", "data/sub/b.txt"])
      }).pipe(Effect.scoped),
  )

  it.live("while it applies lets what is under way end well, begins nothing more, and the next run goes on", () =>
    Effect.gen(function*() {
      const { folder, run, start, there } = yield* office
      const { processes } = yield* server
      const many = Array.from({ length: 600 }, (_, index) => `file-${index}`)
      writeTree(join(folder, "in"), Object.fromEntries(many.map((name) => [name, name])))
      mkdirSync(join(there, "up"))
      const begun = yield* Deferred.make<void>()
      const lines: Array<string> = []
      const running = yield* start(["apply", "up", "-y", "-v"], (line) => {
        lines.push(line)
        if (line.includes("up: done")) Effect.runSync(Deferred.succeed(begun, undefined))
      })
      yield* Deferred.await(begun)
      const [, ...sessions] = yield* processes
      for (const pid of sessions) process.kill(pid, "SIGSTOP") // the server falls silent, so that time stands still
      running.signal("SIGINT")
      while (!lines.some((line) => line.startsWith("Interrupted: finishing"))) yield* Effect.sleep("5 millis")
      for (const pid of sessions) process.kill(pid, "SIGCONT")
      const { exitCode, stdout } = yield* running.ended
      assert.strictEqual(exitCode, 130)
      assert.include(stdout, "Interrupted. What had not been started was left as it was.")
      const held = [...readTree(join(there, "up")).keys()]
      assert.isAbove(held.length, 0)
      assert.isBelow(held.length, many.length)
      assert.deepStrictEqual(held.filter((name) => name.startsWith(".syncfile-")), [])

      const status = JSON.parse((yield* run("status", "up", "--json")).stdout).pairs[0]
      assert.deepStrictEqual([status.state, status.entries], ["interrupted", held.length])
      assert.strictEqual((yield* run("apply", "up", "-y")).exitCode, 0)
      assert.strictEqual(readTree(join(there, "up")).size, many.length + 1)
    }).pipe(Effect.scoped))
})
