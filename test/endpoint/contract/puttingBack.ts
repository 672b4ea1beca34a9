/** Contract: bringing old versions back from the backup folder. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { backupFolder } from "../../../src/domain/temporaries.ts"
import { at, fileAt, kept, listed, noise, reasonOf, removeAt, sameBytes, text } from "./storyOf.ts"
import { type Subject } from "./World.ts"

export const puttingBack = ({ test, traits }: Subject): void => {
  test("puts an old version back where nothing is", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("d/file", noise(1000))
      yield* removeAt(endpoint, "d/file", yield* fileAt(endpoint, "d/file"), kept("run/d/file"))
      yield* endpoint.putBack(at("run/d/file"), at("d/file"))
      sameBytes(world.bytes("d/file"), noise(1000))
      assert.deepStrictEqual([world.names("d"), world.names(`${backupFolder}/run/d`)], [["file"], []])
      yield* endpoint.putBack(at("run/d/file"), at("d/file"))
      sameBytes(world.bytes("d/file"), noise(1000))
    }))

  test("leaves both alone where something is", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", "new")
      world.makeDirectory("d")
      world.put(`${backupFolder}/run/file`, "old")
      yield* endpoint.putBack(at("run/file"), at("file"))
      yield* endpoint.putBack(at("run/file"), at("d"))
      sameBytes(world.bytes("file"), text("new"))
      sameBytes(world.bytes(`${backupFolder}/run/file`), text("old"))
      assert.deepStrictEqual([world.names(), world.names("d")], [[backupFolder, "d", "file"], []])
    }))

  test("is content when nothing was kept, and makes nothing", ({ endpoint, world }) =>
    Effect.gen(function*() {
      yield* endpoint.putBack(at("run/file"), at("file"))
      world.makeDirectory(backupFolder)
      yield* endpoint.putBack(at("run/file"), at("file"))
      world.put(`${backupFolder}/run/file`, "old")
      yield* endpoint.putBack(at("run/other"), at("file"))
      yield* reasonOf(endpoint.putBack(at("run/file"), at("d/file")))
      assert.deepStrictEqual(world.names(), [backupFolder])
      sameBytes(world.bytes(`${backupFolder}/run/file`), text("old"))
    }))

  if (traits.bringsAnythingBack === true) {
    test("puts back what is no file", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put(`${backupFolder}/run/d/file`, "theirs")
        world.makeDirectory(`${backupFolder}/run/other`)
        yield* endpoint.putBack(at("run/d"), at("d"))
        yield* endpoint.putBack(at("run/other"), at("d"))
        assert.deepStrictEqual([world.names("d"), world.names(`${backupFolder}/run`)], [["file"], ["other"]])
        if (!traits.symlinks) return
        world.link(`${backupFolder}/run/link`, "d/file")
        yield* endpoint.putBack(at("run/link"), at("d"))
        yield* endpoint.putBack(at("run/link"), at("link"))
        assert.deepStrictEqual(yield* listed(endpoint, "link"), { _tag: "Symlink", target: "d/file" })
        assert.deepStrictEqual([world.names(), world.names("d")], [[backupFolder, "d", "link"], ["file"]])
      }))
  }

  if (traits.symlinks) {
    test("puts back nothing from behind a link", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("elsewhere/file", "theirs")
        world.put(`${backupFolder}/run/file`, "old")
        world.link(`${backupFolder}/planted`, "../elsewhere")
        yield* reasonOf(endpoint.putBack(at("planted/file"), at("file")))
        assert.deepStrictEqual(world.names(), [backupFolder, "elsewhere"])
        sameBytes(world.bytes("elsewhere/file"), text("theirs"))
      }))
  }
}
