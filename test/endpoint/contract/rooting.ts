/** Contract: the root itself, and what the endpoint says about itself. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { at, reasonOf, save, text } from "./storyOf.ts"
import { type Subject } from "./World.ts"

export const rooting = ({ traits, test }: Subject): void => {
  test("says how it publishes and whether it keeps times", ({ endpoint }) =>
    Effect.gen(function*() {
      const { publishing, keepsTimes, listings, transfers } = yield* endpoint.capabilities("target")
      assert.deepStrictEqual({ publishing, keepsTimes }, {
        publishing: traits.publishing,
        keepsTimes: traits.keepsTimes,
      })
      assert.isTrue(listings >= 1 && transfers >= 1)
    }))

  test("leaves nothing behind when it finds out what it can do", ({ endpoint, world }) =>
    Effect.gen(function*() {
      yield* endpoint.capabilities("source")
      yield* endpoint.capabilities("target")
      assert.deepStrictEqual(world.names(), [])
    }))

  test("gives the same id to the same root, whatever happens in it", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const before = yield* endpoint.rootId
      assert.isString(before)
      world.put("a/b", "text")
      yield* save(endpoint, "c", text("more"))
      assert.strictEqual(yield* endpoint.rootId, before)
    }))

  if (traits.tellsRoots) {
    test("gives another id to another root in the same place", ({ endpoint, world }) =>
      Effect.gen(function*() {
        const before = yield* endpoint.rootId
        world.replaceRoot()
        const after = yield* endpoint.rootId
        assert.isString(after)
        assert.notStrictEqual(after, before)
      }))
  }

  test("has no id for a root that is not there", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.removeRoot()
      assert.isUndefined(yield* endpoint.rootId)
    }))

  test("makes a missing root, and leaves one that is there as it is", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.removeRoot()
      yield* endpoint.makeRoot
      assert.isString(yield* endpoint.rootId)
      assert.deepStrictEqual(world.names(), [])
      yield* save(endpoint, "kept", text("text"))
      yield* endpoint.makeRoot
      assert.deepStrictEqual(world.names(), ["kept"])
    }))

  test("fails on the root, not on a path, when the root is missing", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.removeRoot()
      const failures = [
        yield* Effect.flip(endpoint.list(undefined)),
        yield* Effect.flip(endpoint.stat(at("a"))),
        yield* Effect.flip(endpoint.stat(at("a/b"))),
      ]
      for (const { path, reason } of failures) {
        assert.deepStrictEqual({ path, reason: reason._tag }, { path: undefined, reason: "NotFound" })
      }
      assert.strictEqual(yield* reasonOf(save(endpoint, "a", text("text"))), "NotFound")
      assert.strictEqual(yield* reasonOf(endpoint.makeDirectory(at("a"))), "NotFound")
      assert.isUndefined(yield* endpoint.rootId)
    }))
}
