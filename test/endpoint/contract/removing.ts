/** Contract: making directories, and removing what is there. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { directory, type Entry } from "../../../src/domain/Entry.ts"
import { temporaryName } from "../../../src/domain/temporaries.ts"
import { at, earlier, fileAt, reasonOf, removeAt, sameBytes, save, text } from "./storyOf.ts"
import { type Subject } from "./World.ts"

export const removing = (subject: Subject): void => {
  makingDirectories(subject)
  removingThings(subject)
  keeping(subject)
}

const makingDirectories = ({ test, traits }: Subject): void => {
  test("makes directories, one below the other", ({ endpoint, world }) =>
    Effect.gen(function*() {
      yield* endpoint.makeDirectory(at("d"))
      yield* endpoint.makeDirectory(at("d/e f"))
      assert.deepStrictEqual(yield* endpoint.stat(at("d/e f")), directory)
      yield* save(endpoint, "d/e f/file", text("text"))
      sameBytes(world.bytes("d/e f/file"), text("text"))
    }))

  test("tells when the name of a directory is taken, or when there is nothing to make it in", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.makeDirectory("d")
      world.put("file", "text")
      assert.strictEqual(yield* reasonOf(endpoint.makeDirectory(at("d"))), "AlreadyExists")
      assert.strictEqual(yield* reasonOf(endpoint.makeDirectory(at("file"))), "AlreadyExists")
      assert.strictEqual(yield* reasonOf(endpoint.makeDirectory(at("e/d"))), "NotFound")
      yield* reasonOf(endpoint.makeDirectory(at("file/d")))
      assert.deepStrictEqual(world.names(), ["d", "file"])
    }))

  if (traits.symlinks) {
    test("makes no directory behind a link", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.makeDirectory("d")
        world.link("l", "d")
        yield* reasonOf(endpoint.makeDirectory(at("l/new")))
        assert.deepStrictEqual(world.names("d"), [])
      }))
  }
}

const removingThings = ({ test, traits }: Subject): void => {
  test("removes a file", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("d/file", "text")
      world.put("d/other", "text")
      yield* removeAt(endpoint, "d/file", yield* fileAt(endpoint, "d/file"))
      assert.deepStrictEqual(world.names("d"), ["other"])
    }))

  test("removes an empty directory", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.makeDirectory("d/e")
      yield* removeAt(endpoint, "d/e", directory)
      yield* removeAt(endpoint, "d", directory)
      assert.deepStrictEqual(world.names(), [])
      assert.isUndefined(yield* endpoint.stat(at("d/e")))
    }))

  test("can make again what it removed", ({ endpoint, world }) =>
    Effect.gen(function*() {
      yield* endpoint.makeDirectory(at("d"))
      yield* save(endpoint, "d/file", text("text"))
      yield* removeAt(endpoint, "d/file", yield* fileAt(endpoint, "d/file"))
      yield* removeAt(endpoint, "d", directory)
      yield* save(endpoint, "d", text("now a file"))
      yield* removeAt(endpoint, "d", yield* fileAt(endpoint, "d"))
      yield* endpoint.makeDirectory(at("d"))
      yield* save(endpoint, "d/file", text("again"))
      sameBytes(world.bytes("d/file"), text("again"))
    }))

  if (traits.symlinks) {
    test("removes a link as a link", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("d/file", "text")
        for (const [name, target] of [["toFile", "d/file"], ["toFolder", "d"], ["toNothing", "nowhere"]] as const) {
          world.link(name, target)
          yield* removeAt(endpoint, name, { _tag: "Symlink", target })
        }
        assert.deepStrictEqual([world.names(), world.names("d")], [["d"], ["file"]])
      }))
  }
}

const keeping = ({ test, traits }: Subject): void => {
  for (const child of ["file", ".hidden", temporaryName("0123abcd", 3, 1), "folder/"]) {
    test(`keeps a directory with ${child} in it`, ({ endpoint, world }) =>
      Effect.gen(function*() {
        if (child.endsWith("/")) world.makeDirectory(`d/${child.slice(0, -1)}`)
        else world.put(`d/${child}`, "text")
        assert.strictEqual(yield* reasonOf(removeAt(endpoint, "d", directory)), "NotEmpty")
        assert.strictEqual(world.names("d").length, 1)
      }))
  }

  test("keeps what is not as expected", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("edited", "before", { modified: earlier })
      world.put("folder now", "text")
      world.makeDirectory("file now")
      const [edited, file] = [yield* fileAt(endpoint, "edited"), yield* fileAt(endpoint, "folder now")]
      world.put("edited", "after it")
      world.remove("folder now")
      world.makeDirectory("folder now")
      world.remove("file now")
      world.put("file now", "text")
      const expectations: ReadonlyArray<readonly [string, Entry]> = [
        ["edited", edited],
        ["folder now", file],
        ["file now", directory],
        ["edited", { _tag: "Unknown", problem: "not seen" }],
        ["edited", { _tag: "Symlink", target: "anywhere" }],
      ]
      for (const [path, expected] of expectations) {
        assert.strictEqual(yield* reasonOf(removeAt(endpoint, path, expected)), "Changed", path)
      }
      assert.deepStrictEqual(world.names(), ["edited", "file now", "folder now"])
      sameBytes(world.bytes("edited"), text("after it"))
    }))

  test("says that what it was to remove is gone", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("d/file", "text")
      const expected = yield* fileAt(endpoint, "d/file")
      world.remove("d/file")
      assert.strictEqual(yield* reasonOf(removeAt(endpoint, "d/file", expected)), "Changed")
      world.remove("d")
      assert.strictEqual(yield* reasonOf(removeAt(endpoint, "d/file", expected)), "Changed")
      assert.strictEqual(yield* reasonOf(removeAt(endpoint, "d", directory)), "Changed")
    }))

  if (traits.symlinks) {
    test("removes nothing behind a link, nor a link in the place of something else", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("d/file", "text")
        world.makeDirectory("d/e")
        const file = yield* fileAt(endpoint, "d/file")
        world.link("l", "d")
        yield* reasonOf(removeAt(endpoint, "l/file", file))
        yield* reasonOf(removeAt(endpoint, "l/e", directory))
        assert.strictEqual(yield* reasonOf(removeAt(endpoint, "l", directory)), "Changed")
        assert.strictEqual(yield* reasonOf(removeAt(endpoint, "l", { _tag: "Symlink", target: "e" })), "Changed")
        assert.deepStrictEqual([world.names(), world.names("d")], [["d", "l"], ["e", "file"]])
      }))
  }
}
