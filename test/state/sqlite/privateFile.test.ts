/** I02, I04: nobody else can read or write the state, and no link leads it elsewhere. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { dirname, join } from "node:path"
import { layerSqlite } from "../../../src/state/layerSqlite.ts"
import { type StateError, StateStore } from "../../../src/state/StateStore.ts"
import { load, runOnce } from "./runs.ts"
import { startChild } from "./startChild.ts"
import { temporaryState } from "./temporaryState.ts"

const modeOf = (path: string): string => (statSync(path).mode & 0o7777).toString(8)

const refusalOf = <A>(effect: Effect.Effect<A, StateError>): Effect.Effect<string, A> =>
  Effect.map(Effect.flip(effect), ({ reason, message }) => `${reason._tag} ${message}`)

const save = (file: string): Effect.Effect<void, StateError> =>
  StateStore.use((state) => state.saveProbe("nas", 1)).pipe(Effect.provide(layerSqlite(file)))

describe("the state on disk", () => {
  it.effect("is private under a umask that forbids nothing, in every file of it", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      const child = yield* startChild(["openly", file])
      assert.strictEqual(yield* child.hears, "open")
      const directory = dirname(file)
      assert.strictEqual(modeOf(directory), "700")
      assert.strictEqual(modeOf(join(directory, "locks")), "700")
      const names = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
      const modes = names.map((each) => modeOf(join(each.parentPath, each.name)))
      assert.isAbove(names.length, 4, "the file, -wal, -shm, a lock and its note")
      assert.deepStrictEqual(modes, modes.map(() => "600"))
    }), 30_000)

  it.effect("is made private again when a copy was put back for all to read", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      chmodSync(file, 0o644)
      assert.strictEqual((yield* load(file)).baseline.size, 1)
      assert.strictEqual(modeOf(file), "600")
    }))

  it.effect("is refused in a directory, or as a file, that others can write to", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      for (const [path, mode] of [[dirname(file), 0o770], [dirname(file), 0o703], [file, 0o620]] as const) {
        const before = statSync(path).mode
        chmodSync(path, mode)
        for (const refusal of [yield* refusalOf(load(file)), yield* refusalOf(save(file))]) {
          assert.match(refusal, /^Unusable .*other users can write to .*chmod go-w/)
        }
        chmodSync(path, before)
      }
      yield* load(file)
    }))

  it.effect("is not looked for through a link, in its own place or beside it", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      const elsewhere = join(dirname(file), "elsewhere")
      for (const planted of [`${file}-wal`, `${file}-journal`, `${file}.format-1`, join(dirname(file), "b.sqlite")]) {
        symlinkSync(elsewhere, planted)
      }
      assert.match(yield* refusalOf(load(file)), /^Unusable .*-wal is a symbolic link/)
      assert.match(yield* refusalOf(load(join(dirname(file), "b.sqlite"))), /^Unusable .*symbolic link/)
      assert.match(yield* refusalOf(save(join(dirname(file), "b.sqlite"))), /^Unusable .*symbolic link/)
      assert.isFalse(existsSync(elsewhere))
    }))

  it.effect("overwrites nothing that a link planted at the name of its first, unfinished version leads to", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      mkdirSync(dirname(file), { mode: 0o700 })
      const victim = join(dirname(file), "victim")
      writeFileSync(victim, "precious", { mode: 0o600 })
      symlinkSync(victim, `${file}.new`)
      yield* save(file)
      assert.strictEqual(readFileSync(victim, "utf8"), "precious")
      assert.isTrue(statSync(file).size > 0)
    }))

  it.effect("that another user keeps is reported as such, and never as empty", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      yield* runOnce(file, ["a"])
      // As root there is another user to be. As anyone else, what cannot be entered stands for what is another's.
      const isRoot = process.getuid?.() === 0
      if (isRoot) chmodSync(dirname(dirname(file)), 0o755)
      else chmodSync(dirname(file), 0)
      const child = yield* startChild(["load", file], isRoot ? { uid: 65_534, gid: 65_534 } : {})
      assert.match(yield* child.hears, /^failed StateError: .*the state cannot be used: .*Run (it|this) as/)
      chmodSync(dirname(file), 0o700)
    }), 30_000)

  it.effect("is unusable where its directory is a file, or a link that leads nowhere", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      writeFileSync(dirname(file), "")
      assert.match(yield* refusalOf(load(file)), /^Unusable .*not a directory/)
      assert.match(yield* refusalOf(load(join(file, "deeper"))), /^Unusable .*ENOTDIR/)
      rmSync(dirname(file))
      symlinkSync(join(dirname(dirname(file)), "not mounted"), dirname(file))
      assert.match(yield* refusalOf(load(file)), /^Unusable .*ENOENT/)
    }))
})
