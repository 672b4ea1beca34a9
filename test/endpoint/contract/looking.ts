/** Contract: looking at one path. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { at, noon, reasonOf, seconds } from "./storyOf.ts"
import { type Subject } from "./World.ts"

export const looking = ({ traits, test }: Subject): void => {
  test("tells what a path holds", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("d/file", "text", { modified: noon })
      assert.strictEqual((yield* endpoint.stat(at("d")))?._tag, "Directory")
      const file = yield* endpoint.stat(at("d/file"))
      if (file?._tag !== "File") return assert.fail("d/file is no file")
      assert.deepStrictEqual([file.size, seconds(file.modified)], [4, seconds(noon)])
    }))

  test("is certain that nothing is there, nor below what is not there", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.makeDirectory("d")
      for (const path of ["a", "d/a", "a/b", "d/a/b/c"]) {
        assert.isUndefined(yield* endpoint.stat(at(path)), path)
      }
    }))

  test("is certain that nothing is below a file", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("d/file", "text")
      assert.isUndefined(yield* endpoint.stat(at("d/file/a")))
      assert.isUndefined(yield* endpoint.stat(at("d/file/a/b")))
    }))

  test("sees at once that a path has vanished or become something else", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("d/e/file", "text")
      assert.strictEqual((yield* endpoint.stat(at("d/e/file")))?._tag, "File")
      world.remove("d/e/file")
      assert.isUndefined(yield* endpoint.stat(at("d/e/file")))
      world.makeDirectory("d/e/file")
      assert.strictEqual((yield* endpoint.stat(at("d/e/file")))?._tag, "Directory")
    }))

  if (traits.symlinks) {
    test("looks at a link, not at what it leads to", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("d/file", "text")
        world.link("d/l", "file")
        world.link("l", "no/such/thing")
        assert.deepStrictEqual(yield* endpoint.stat(at("d/l")), { _tag: "Symlink", target: "file" })
        assert.deepStrictEqual(yield* endpoint.stat(at("l")), { _tag: "Symlink", target: "no/such/thing" })
      }))

    test("claims nothing about what may be behind a link", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("d/file", "text")
        world.link("l", "d")
        world.link("loop", "loop")
        for (const path of ["l/file", "l/nothing", "loop/a"]) yield* reasonOf(endpoint.stat(at(path)))
      }))
  }

  const { unreadable } = traits
  if (unreadable !== undefined) {
    test("never takes for absent what it cannot look at", ({ endpoint, world }) =>
      Effect.gen(function*() {
        const path = yield* unreadable(world)
        for (const each of [path, at(`${path}/below`)]) {
          const seen = yield* Effect.result(endpoint.stat(each))
          assert.isTrue(seen._tag === "Failure" || seen.success?._tag === "Unknown", JSON.stringify(seen))
        }
      }))
  }
}
