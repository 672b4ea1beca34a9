/** Contract: giving files and directories other names. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { directory, unchanged } from "../../../src/domain/Entry.ts"
import { at, earlier, fileAt, listed, moveAt, noise, readAll, reasonOf, sameBytes, save, text } from "./storyOf.ts"
import { nastyNames, type Subject } from "./World.ts"

export const moving = (subject: Subject): void => {
  movingThings(subject)
  movingAgainst(subject)
}

const movingThings = ({ test, traits }: Subject): void => {
  test("moves a file, and gives it as it is seen afterwards", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("d/file", noise(9000), { modified: earlier, mode: 0o640 })
      world.makeDirectory("e")
      const before = yield* fileAt(endpoint, "d/file")
      const moved = yield* moveAt(endpoint, "d/file", "e/new name", before)
      const found = yield* fileAt(endpoint, "e/new name")
      assert.deepStrictEqual(moved, found)
      assert.deepStrictEqual([found.size, found.modified, found.mode], [before.size, before.modified, before.mode])
      sameBytes(yield* readAll(endpoint, "e/new name", found), noise(9000))
      assert.deepStrictEqual([world.names("d"), world.names("e")], [[], ["new name"]])
      assert.isUndefined(yield* endpoint.stat(at("d/file")))
    }))

  test("moves a directory with all that is in it", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("d/e/file", "text", { modified: earlier })
      world.makeDirectory("d/empty")
      const inside = yield* fileAt(endpoint, "d/e/file")
      assert.deepStrictEqual(yield* moveAt(endpoint, "d", "moved", directory), directory)
      assert.deepStrictEqual([world.names(), world.names("moved")], [["moved"], ["e", "empty"]])
      assert.isTrue(unchanged(inside, yield* fileAt(endpoint, "moved/e/file")))
      assert.isUndefined(yield* endpoint.stat(at("d/e/file")))
      assert.strictEqual(yield* reasonOf(save(endpoint, "d/e/new", text("text"))), "NotFound")
      yield* save(endpoint, "moved/e/new", text("text"))
      assert.deepStrictEqual(world.names("moved/e"), ["file", "new"])
    }))

  test("moves to names of every kind", ({ endpoint, world }) =>
    Effect.gen(function*() {
      let [from, entry] = ["first", yield* save(endpoint, "first", text("text"))]
      for (const name of traits.names ?? nastyNames) {
        const moved = yield* moveAt(endpoint, from, name, entry)
        if (moved._tag !== "File") return assert.fail("it is no file any more")
        assert.deepStrictEqual(world.names(), [name])
        ;[from, entry] = [name, moved]
      }
    }))
}

const movingAgainst = ({ test, traits }: Subject): void => {
  test("moves nothing onto something", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", "text", { modified: earlier })
      world.put("d/inside", "inside")
      world.put("other file", "other")
      world.makeDirectory("empty")
      const file = yield* fileAt(endpoint, "file")
      for (const onto of ["other file", "empty", "d", "d/inside"]) {
        assert.strictEqual(yield* reasonOf(moveAt(endpoint, "file", onto, file)), "Changed", onto)
      }
      for (const onto of ["other file", "empty"]) {
        assert.strictEqual(yield* reasonOf(moveAt(endpoint, "d", onto, directory)), "Changed", onto)
      }
      assert.deepStrictEqual([world.names(), world.names("d")], [["d", "empty", "file", "other file"], ["inside"]])
      sameBytes(world.bytes("other file"), text("other"))
    }))

  test("moves nothing that is not as expected", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", "before", { modified: earlier })
      world.makeDirectory("d")
      const file = yield* fileAt(endpoint, "file")
      assert.strictEqual(yield* reasonOf(moveAt(endpoint, "file", "new", directory)), "Changed")
      assert.strictEqual(yield* reasonOf(moveAt(endpoint, "d", "new", file)), "Changed")
      world.put("file", "edited")
      assert.strictEqual(yield* reasonOf(moveAt(endpoint, "file", "new", file)), "Changed")
      world.remove("file")
      assert.strictEqual(yield* reasonOf(moveAt(endpoint, "file", "new", file)), "Changed")
      assert.deepStrictEqual(world.names(), ["d"])
    }))

  test("needs a folder to move to, and one that is not inside what is moved", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("d/file", "text")
      const file = yield* fileAt(endpoint, "d/file")
      assert.strictEqual(yield* reasonOf(moveAt(endpoint, "d/file", "e/file", file)), "NotFound")
      yield* reasonOf(moveAt(endpoint, "d/file", "d/file/below", file))
      yield* reasonOf(moveAt(endpoint, "d", "d/e", directory))
      assert.deepStrictEqual([world.names(), world.names("d")], [["d"], ["file"]])
    }))

  test("moves no edit that comes right before, and replaces no file", ({ endpoint, world, stepIn }) =>
    Effect.gen(function*() {
      world.put("edited", "before", { modified: earlier })
      const edited = yield* fileAt(endpoint, "edited")
      yield* stepIn("move", () => {
        world.remove("edited") // in the way of editors, which rename a new file over the old one
        world.put("edited", "after it")
      })
      assert.strictEqual(yield* reasonOf(moveAt(endpoint, "edited", "new", edited)), "Changed")
      sameBytes(world.bytes("edited"), text("after it"))
      assert.deepStrictEqual(world.names(), ["edited"])
    }))

  if (traits.takesAside === true) {
    test("leaves alone what takes the place of a file on its way", ({ endpoint, world, stepIn }) =>
      Effect.gen(function*() {
        world.put("file", "text", { modified: earlier })
        const file = yield* fileAt(endpoint, "file")
        yield* stepIn("arrive", () => {
          world.remove("file") // in the way of editors
          world.put("file", "after it")
        })
        yield* moveAt(endpoint, "file", "new", file)
        sameBytes(world.bytes("file"), text("after it"))
        sameBytes(world.bytes("new"), text("text"))
        assert.deepStrictEqual(world.names(), ["file", "new"])
      }))

    test("brings a file home whose new name is taken while it is on its way", ({ endpoint, world, stepIn }) =>
      Effect.gen(function*() {
        world.put("file", "text", { modified: earlier })
        const file = yield* fileAt(endpoint, "file")
        yield* stepIn("move", () => world.put("new", "theirs"))
        yield* stepIn("bring-back", () => world.put("file", "theirs, too"))
        assert.strictEqual(yield* reasonOf(moveAt(endpoint, "file", "new", file)), "Changed")
        sameBytes(world.bytes("file"), text("theirs, too"))
        sameBytes(world.bytes("new"), text("theirs"))
        assert.isTrue(world.names().some((name) => sameText(world.bytes(name), "text")), "what was taken is gone")
      }))
  }

  test("moves no file that takes the place of a folder", ({ endpoint, world, stepIn }) =>
    Effect.gen(function*() {
      world.makeDirectory("d")
      yield* stepIn("move", () => {
        world.remove("d")
        world.put("d", "a file")
      })
      assert.strictEqual(yield* reasonOf(moveAt(endpoint, "d", "moved", directory)), "Changed")
      sameBytes(world.bytes("d"), text("a file"))
      assert.deepStrictEqual(world.names(), ["d"])
    }))

  test("replaces nothing that comes right before a move", ({ endpoint, world, stepIn }) =>
    Effect.gen(function*() {
      world.put("file", "text", { modified: earlier })
      const file = yield* fileAt(endpoint, "file")
      yield* stepIn("move", () => world.put("new", "theirs"))
      assert.strictEqual(yield* reasonOf(moveAt(endpoint, "file", "new", file)), "Changed")
      sameBytes(world.bytes("file"), text("text"))
      sameBytes(world.bytes("new"), text("theirs"))
    }))

  if (traits.symlinks) {
    test("believes in a folder no more once it was moved", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.makeDirectory("d/e")
        world.makeDirectory("elsewhere")
        yield* save(endpoint, "d/e/file", text("text"))
        yield* moveAt(endpoint, "d/e", "moved", directory)
        world.link("d/e", "../elsewhere")
        yield* reasonOf(save(endpoint, "d/e/file", text("text")))
        yield* reasonOf(endpoint.makeDirectory(at("d/e/new")))
        assert.deepStrictEqual([world.names("elsewhere"), world.names("moved")], [[], ["file"]])
      }))

    test("moves nothing into or out of a folder behind a link, nor a link in the place of a folder", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("d/file", "text")
        world.put("file", "text")
        world.link("l", "d")
        yield* reasonOf(moveAt(endpoint, "file", "l/new", yield* fileAt(endpoint, "file")))
        yield* reasonOf(moveAt(endpoint, "l/file", "new", yield* fileAt(endpoint, "d/file")))
        yield* reasonOf(moveAt(endpoint, "l", "new", directory))
        assert.strictEqual((yield* listed(endpoint, "l"))?._tag, "Symlink")
        assert.deepStrictEqual([world.names(), world.names("d")], [["d", "file", "l"], ["file"]])
      }))
  }
}

const sameText = (bytes: Uint8Array | undefined, content: string): boolean =>
  bytes !== undefined && Buffer.from(bytes).toString() === content
