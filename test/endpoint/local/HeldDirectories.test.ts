/** Directories held open: as many as allowed, no longer than needed, and only while their path leads to them. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import { mkdirSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type Directory } from "../../../src/endpoint/local/Directories.ts"
import { HeldDirectories } from "../../../src/endpoint/local/HeldDirectories.ts"
import { Root } from "../../../src/endpoint/local/Root.ts"
import { at } from "../contract/storyOf.ts"
import { temporaryRoot } from "./places.ts"

/** The folders below a root that this process holds open. */
const openBelow = (root: string) =>
  readdirSync("/proc/self/fd").flatMap((descriptor) => {
    const target = Result.getOrUndefined(Result.try(() => readlinkSync(`/proc/self/fd/${descriptor}`)))
    return target?.startsWith(root) === true ? [target.slice(root.length)] : []
  }).sort()

const held = (directories: HeldDirectories, path: string): Directory => Result.getOrThrow(directories.at(at(path)))

const failure = (directories: HeldDirectories, path: string) => Result.getOrThrow(Result.flip(directories.at(at(path))))

describe("held directories", () => {
  it.live("are opened once and closed together", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      mkdirSync(join(root, "a", "b"), { recursive: true })
      const directories = new HeldDirectories(new Root(root))
      assert.strictEqual(held(directories, "a/b"), held(directories, "a/b"))
      assert.deepStrictEqual(openBelow(root), ["", "/a", "/a/b"])
      directories.close()
      assert.deepStrictEqual(openBelow(root), [])
    }))

  it.live("are let go when there are too many, those used longest ago first", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      for (const name of ["a", "b", "c", "d"]) mkdirSync(join(root, name))
      const directories = new HeldDirectories(new Root(root), 3)
      for (const name of ["a", "b", "c", "a", "d"]) held(directories, name)
      assert.deepStrictEqual(openBelow(root), ["", "/a", "/c", "/d"])
      directories.close()
    }))

  it.live("stay open while somebody keeps them", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      for (const name of ["a", "b", "c", "d"]) mkdirSync(join(root, name))
      writeFileSync(join(root, "a", "file"), "")
      const directories = new HeldDirectories(new Root(root), 2)
      const kept = held(directories, "a")
      const [first, second] = [kept.keep(), kept.keep()]
      for (const name of ["b", "c", "d"]) held(directories, name)
      first()
      assert.deepStrictEqual(readdirSync(kept.base), ["file"])
      directories.close()
      assert.deepStrictEqual(openBelow(root), ["/a"])
      second()
      assert.deepStrictEqual(openBelow(root), [])
    }))

  it.live("are not used for another directory in the same place", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      mkdirSync(join(root, "a", "b"), { recursive: true })
      const directories = new HeldDirectories(new Root(root))
      const before = held(directories, "a/b")
      renameSync(join(root, "a"), join(root, "z"))
      mkdirSync(join(root, "a", "b"), { recursive: true })
      assert.notStrictEqual(held(directories, "a/b").ino, before.ino)
      assert.deepStrictEqual(openBelow(root), ["", "/a", "/a/b"])
      directories.close()
    }))

  it.live("are not reached through links, by files or where nothing is", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      mkdirSync(join(root, "a", "b"), { recursive: true })
      writeFileSync(join(root, "file"), "")
      symlinkSync("a", join(root, "link"))
      const directories = new HeldDirectories(new Root(root))
      for (const path of ["link", "link/b", "file", "file/b"]) {
        assert.strictEqual(failure(directories, path)._tag, "NotADirectory", path)
      }
      assert.strictEqual(failure(directories, "a/c/d")._tag, "NotFound")
      held(directories, "a/b")
      rmSync(join(root, "a", "b"), { recursive: true })
      symlinkSync(root, join(root, "a", "b"))
      assert.strictEqual(failure(directories, "a/b")._tag, "NotADirectory")
      assert.deepStrictEqual(openBelow(root), ["", "/a"])
      directories.close()
    }))
})
