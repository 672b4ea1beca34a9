/** Contract: clearing away what an unfinished run left. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { asideName, probePrefix, temporaryName } from "../../../src/domain/temporaries.ts"
import { at, listed, noise, reasonOf, sameBytes, text } from "./storyOf.ts"
import { type Subject } from "./World.ts"

const part = temporaryName("0123abcd", 40, 0)
const old = asideName(part)

export const recovering = ({ test, traits }: Subject): void => {
  test("removes a part, whether or not its file is there", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("d/file", "text")
      world.put(`d/${part}`, noise(1000))
      yield* endpoint.recover(at(`d/${part}`), at("d/file"))
      world.put(`d/${part}`, noise(1000))
      yield* endpoint.recover(at(`d/${part}`), at("d/never published"))
      assert.deepStrictEqual(world.names("d"), ["file"])
      sameBytes(world.bytes("d/file"), text("text"))
    }))

  test("puts an old version back where nothing is", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put(old, noise(1000))
      world.put(`d/${old}`, "in a folder")
      yield* endpoint.recover(at(old), at("file"))
      yield* endpoint.recover(at(`d/${old}`), at("d/file"))
      assert.deepStrictEqual([world.names(), world.names("d")], [["d", "file"], ["file"]])
      sameBytes(world.bytes("file"), noise(1000))
      sameBytes(world.bytes("d/file"), text("in a folder"))
    }))

  if (traits.bringsAnythingBack === true) {
    test("puts back what is no file, and removes none of it", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put(`${old}/file`, "theirs")
        yield* endpoint.recover(at(old), at("d"))
        assert.deepStrictEqual([world.names(), world.names("d")], [["d"], ["file"]])
        world.put(`${old}/other`, "theirs")
        assert.strictEqual(yield* reasonOf(endpoint.recover(at(old), at("d"))), "Refused")
        assert.deepStrictEqual([world.names(old), world.names("d")], [["other"], ["file"]])
        if (!traits.symlinks) return
        world.remove(old)
        world.link(old, "d/file")
        yield* endpoint.recover(at(old), at("link"))
        assert.deepStrictEqual(yield* listed(endpoint, "link"), { _tag: "Symlink", target: "d/file" })
        world.link(old, "d")
        assert.strictEqual(yield* reasonOf(endpoint.recover(at(old), at("link"))), "Refused")
        assert.deepStrictEqual(world.names(), [old, "d", "link"])
        sameBytes(world.bytes("d/file"), text("theirs"))
      }))
  }

  test("removes an old version where something is", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", "new version")
      world.put(old, "old version")
      yield* endpoint.recover(at(old), at("file"))
      assert.deepStrictEqual(world.names(), ["file"])
      sameBytes(world.bytes("file"), text("new version"))
    }))

  test("is content when there is nothing to clear away", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", "text")
      yield* endpoint.recover(at(part), at("file"))
      yield* endpoint.recover(at(old), at("file"))
      yield* endpoint.recover(at(old), at("other"))
      assert.deepStrictEqual(world.names(), ["file"])
    }))

  test("never touches a name that is not ours", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const names = ["file", ".syncfile", `${part}.txt`, `x${old}`, `${probePrefix}1`, ".syncfile-xyz-1.old"]
      for (const name of names) {
        world.put(name, "text")
        yield* Effect.exit(endpoint.recover(at(name), at("home")))
      }
      assert.deepStrictEqual(world.names(), [...names].sort())
    }))
}
