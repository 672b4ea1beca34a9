import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { lstat, mkdir, readFile, readlink, stat, symlink, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { appendKnownHosts } from "../../../../src/endpoint/sftp/ssh/appendKnownHosts.ts"
import { temporaryFolder } from "../../../support/servers/temporaryFolder.ts"

const read = (file: string) => Effect.promise(() => readFile(file, "utf8"))
const write = (file: string, text: string) => Effect.promise(() => writeFile(file, text))
const modeOf = (file: string) => Effect.map(Effect.promise(() => stat(file)), ({ mode }) => mode & 0o777)

describe("appendKnownHosts", () => {
  it.effect("makes folder and file for the user alone", () =>
    Effect.gen(function*() {
      const folder = join(yield* temporaryFolder("kh"), "new", ".ssh")
      const file = join(folder, "known_hosts")
      yield* appendKnownHosts(file, ["a x y", "b x y"])
      assert.strictEqual(yield* read(file), "a x y\nb x y\n")
      assert.strictEqual(yield* modeOf(file), 0o600)
      assert.strictEqual(yield* modeOf(folder), 0o700)
    }))

  it.effect("adds behind what is there, and leaves the mode alone", () =>
    Effect.gen(function*() {
      const file = join(yield* temporaryFolder("kh"), "known_hosts")
      yield* Effect.promise(() => writeFile(file, "old\n", { mode: 0o644 }))
      yield* appendKnownHosts(file, ["new"])
      yield* appendKnownHosts(file, [])
      assert.strictEqual(yield* read(file), "old\nnew\n")
      assert.strictEqual(yield* modeOf(file), 0o644)
    }))

  it.effect("ends a last line that has no end", () =>
    Effect.gen(function*() {
      const file = join(yield* temporaryFolder("kh"), "known_hosts")
      yield* write(file, "old")
      yield* appendKnownHosts(file, ["new"])
      assert.strictEqual(yield* read(file), "old\nnew\n")
    }))

  it.effect("does not follow a planted link, to a file that exists or not", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("kh")
      const [victim, file, dangling] = [join(folder, "victim"), join(folder, "known_hosts"), join(folder, "dangling")]
      yield* write(victim, "precious")
      yield* Effect.promise(async () => {
        await symlink(victim, file)
        await symlink(join(folder, "nothing"), dangling)
      })
      for (const link of [file, dangling]) {
        const error = yield* Effect.flip(appendKnownHosts(link, ["new"]))
        assert.match(error.message, /symbolic link/u)
      }
      assert.strictEqual(yield* read(victim), "precious")
      assert.strictEqual(yield* Effect.promise(() => readlink(file)), victim)
      const made = yield* Effect.result(Effect.tryPromise(() => lstat(join(folder, "nothing"))))
      assert.strictEqual(made._tag, "Failure")
    }))

  it.effect("says when it cannot write", () =>
    Effect.gen(function*() {
      const folder = yield* temporaryFolder("kh")
      yield* Effect.promise(() => mkdir(join(folder, "known_hosts")))
      const error = yield* Effect.flip(appendKnownHosts(join(folder, "known_hosts"), ["new"]))
      assert.match(error.message, /known_hosts cannot be written \(EISDIR\)/u)
    }))
})
