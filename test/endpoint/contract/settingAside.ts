/** Contract: what becomes of the version that is replaced or removed, where nobody gets in the way. */
import { assert } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { backupFolder } from "../../../src/domain/temporaries.ts"
import { type Old } from "../../../src/endpoint/Endpoint.ts"
import {
  at,
  checked,
  earlier,
  fileAt,
  gone,
  kept,
  noise,
  readAll,
  reasonOf,
  removeAt,
  sameBytes,
  save,
  text,
  wantedOf,
  writingOf,
} from "./storyOf.ts"
import { nastyNames, type Subject } from "./World.ts"

export const settingAside = (subject: Subject): void => {
  replacing(subject)
  removing(subject)
  backingUp(subject)
}

const olds: Readonly<Record<string, Old>> = { gone, checked, kept: kept("run 1/d/file") }

const replacing = ({ test, traits }: Subject): void => {
  for (const [name, old] of Object.entries(olds)) {
    test(`replaces a file whose old version is to be ${name}`, ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("d/file", noise(9000, 2), { modified: earlier, mode: 0o640 })
        const written = yield* save(endpoint, "d/file", noise(70_000), {
          expected: yield* fileAt(endpoint, "d/file"),
          old,
        })
        sameBytes(world.bytes("d/file"), noise(70_000))
        assert.deepStrictEqual(yield* fileAt(endpoint, "d/file"), written)
        if (traits.modes) assert.strictEqual(world.mode("d/file"), 0o640)
        assert.deepStrictEqual(world.names("d"), ["file"])
        assert.deepStrictEqual(world.names(), name === "kept" ? [backupFolder, "d"] : ["d"])
        if (name === "kept") sameBytes(world.bytes(`${backupFolder}/run 1/d/file`), noise(9000, 2))
      }))
  }

  test("replaces a file again and again, and keeps each version", ({ endpoint, world }) =>
    Effect.gen(function*() {
      let expected = yield* save(endpoint, "file", noise(100, 0))
      for (let version = 1; version < 5; version++) {
        expected = yield* save(endpoint, "file", noise(100, version), { expected, old: kept(`${version}/file`) })
        sameBytes(world.bytes(`${backupFolder}/${version}/file`), noise(100, version - 1))
      }
      sameBytes(world.bytes("file"), noise(100, 4))
    }))

  test("makes a file without a thought for old versions", ({ endpoint, world }) =>
    Effect.gen(function*() {
      yield* save(endpoint, "a", text("text"), { old: kept("run/a") })
      yield* save(endpoint, "b", text("text"), { old: checked })
      assert.deepStrictEqual(world.names(), ["a", "b"])
    }))

  test("sets the longest names aside", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const longest = Math.max(...(traits.names ?? nastyNames).map((each) => Buffer.byteLength(each)))
      const name = "n".repeat(longest)
      const first = yield* save(endpoint, name, text("first"))
      const second = yield* save(endpoint, name, text("second"), { expected: first, old: kept(`${name}/${name}`) })
      const third = yield* save(endpoint, name, text("the third"), { expected: second, old: checked })
      sameBytes(world.bytes(`${backupFolder}/${name}/${name}`), text("first"))
      yield* removeAt(endpoint, name, third, kept(`run/${name}`))
      assert.deepStrictEqual(world.names(), [backupFolder])
      sameBytes(world.bytes(`${backupFolder}/run/${name}`), text("the third"))
    }))

  test("takes the place of a part that an earlier attempt left", ({ endpoint, world }) =>
    Effect.gen(function*() {
      for (const left of [0, 1000, 70_000]) {
        const path = `file ${left}`
        const writing = { ...writingOf(path, wantedOf(noise(70_000))), isResumed: true }
        if (traits.publishing !== "at-close") world.put(writing.temporary, noise(70_000).slice(0, left))
        yield* endpoint.write(writing, Stream.succeed(noise(70_000)))
        sameBytes(world.bytes(path), noise(70_000))
        yield* removeAt(endpoint, path, yield* fileAt(endpoint, path))
        yield* endpoint.write({ ...writing, path: at(`${path} alone`) }, Stream.succeed(noise(70_000)))
        sameBytes(world.bytes(`${path} alone`), noise(70_000))
        yield* removeAt(endpoint, `${path} alone`, yield* fileAt(endpoint, `${path} alone`))
      }
      assert.deepStrictEqual(world.names(), [])
    }))
}

const removing = ({ test }: Subject): void => {
  for (const [name, old] of Object.entries(olds)) {
    test(`removes a file that is to be ${name}`, ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("d/file", "text")
        yield* removeAt(endpoint, "d/file", yield* fileAt(endpoint, "d/file"), old)
        assert.deepStrictEqual(world.names("d"), [])
        assert.deepStrictEqual(world.names(), name === "kept" ? [backupFolder, "d"] : ["d"])
        if (name === "kept") sameBytes(world.bytes(`${backupFolder}/run 1/d/file`), text("text"))
      }))
  }

  test("removes directories whatever is to become of old versions", ({ endpoint, world }) =>
    Effect.gen(function*() {
      for (const old of Object.values(olds)) {
        world.makeDirectory("d")
        yield* removeAt(endpoint, "d", { _tag: "Directory" }, old)
      }
      assert.deepStrictEqual(world.names(), [])
    }))
}

const backingUp = ({ test, traits }: Subject): void => {
  test("shows what is kept as an endpoint of its own", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const { backup } = endpoint
      if (backup === undefined) return assert.fail("there is no backup")
      assert.isUndefined(backup.backup)
      assert.isUndefined(yield* backup.rootId)
      world.put("d/file", "old text", { modified: earlier })
      world.put("other", "other text")
      const file = yield* fileAt(endpoint, "d/file")
      yield* save(endpoint, "d/file", text("new"), { expected: file, old: kept("run 1/d/file") })
      yield* removeAt(endpoint, "other", yield* fileAt(endpoint, "other"), kept("run 1/other"))
      assert.isString(yield* backup.rootId)
      const { entries, problems } = yield* backup.list(at("run 1"))
      assert.deepStrictEqual([entries.names.toSorted(), problems], [["d", "other"], []])
      const found = yield* fileAt(backup, "run 1/d/file")
      assert.deepStrictEqual([found.size, found.modified], [file.size, file.modified])
      assert.deepStrictEqual(yield* backup.stat(at("run 1/d/file")), found)
      sameBytes(yield* readAll(backup, "run 1/d/file", found), text("old text"))
      yield* removeAt(backup, "run 1/d/file", found)
      yield* removeAt(backup, "run 1/d", { _tag: "Directory" })
      assert.deepStrictEqual(world.names(`${backupFolder}/run 1`), ["other"])
      if (traits.modes && world.root !== "") assert.strictEqual(world.mode(backupFolder) & 0o777, 0o700)
    }))

  test("keeps many versions at once, each in folders of its own", ({ endpoint, world }) =>
    Effect.gen(function*() {
      yield* endpoint.capabilities("target")
      const paths = Array.from({ length: 30 }, (_, index) => `file${index}`)
      for (const [index, path] of paths.entries()) world.put(path, noise(index * 100, index), { modified: earlier })
      yield* Effect.forEach(paths, (path, index) =>
        Effect.flatMap(fileAt(endpoint, path), (expected) =>
          save(endpoint, path, text("new"), { expected, old: kept(`run/${index % 4}/deep/${path}`) })), {
        concurrency: 8,
      })
      for (const [index, path] of paths.entries()) {
        sameBytes(world.bytes(`${backupFolder}/run/${index % 4}/deep/${path}`), noise(index * 100, index), path)
      }
    }))

  test("keeps nothing below a file that is in the way", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", "text")
      world.put(`${backupFolder}/run`, "in the way")
      const expected = yield* fileAt(endpoint, "file")
      yield* reasonOf(save(endpoint, "file", text("new"), { expected, old: kept("run/file") }))
      yield* reasonOf(removeAt(endpoint, "file", expected, kept("run/file")))
      sameBytes(world.bytes("file"), text("text"))
      assert.deepStrictEqual(world.names(), [backupFolder, "file"])
    }))

  if (traits.symlinks) {
    test("follows no link planted in the backup folder, or in its place", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("file", "text")
        world.makeDirectory("elsewhere")
        const expected = yield* fileAt(endpoint, "file")
        const keep = Effect.gen(function*() {
          yield* reasonOf(save(endpoint, "file", text("new"), { expected, old: kept("run/file") }))
          yield* reasonOf(removeAt(endpoint, "file", expected, kept("run/file")))
          assert.deepStrictEqual(world.names("elsewhere"), [])
          sameBytes(world.bytes("file"), text("text"))
        })
        world.link(backupFolder, "elsewhere")
        yield* keep
        world.remove(backupFolder)
        world.makeDirectory(backupFolder)
        world.link(`${backupFolder}/run`, "../elsewhere")
        yield* keep
        world.remove(`${backupFolder}/run`)
        yield* removeAt(endpoint, "file", expected, kept("run/file"))
        sameBytes(world.bytes(`${backupFolder}/run/file`), text("text"))
      }))
  }
}
