/** Setting aside and moving on this machine: what only a local disk shows. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, utimesSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { geteuid } from "node:process"
import { localEndpoint } from "../../../src/endpoint/local/localEndpoint.ts"
import { at, checked, fileAt, kept, moveAt, reasonOf, removeAt, save, text } from "../contract/storyOf.ts"
import { temporaryRoot } from "./places.ts"
import { stepInOnCalls } from "./stepInOnCalls.ts"

const opened = Effect.gen(function*() {
  const root = yield* temporaryRoot
  const backup = { root: join(root, "..", "old versions"), name: "./old versions" }
  return { root, backup, endpoint: yield* localEndpoint({ root, name: "./data", symlinks: "skip", backup }) }
})

/** Puts another file in the place of one, of the same size and time. */
const swap = (root: string, name: string) => () => {
  const { atime, mtime } = statSync(join(root, name))
  writeFileSync(join(root, "fresh"), "EDIT")
  utimesSync(join(root, "fresh"), atime, mtime)
  renameSync(join(root, "fresh"), join(root, name))
}

describe("an old version on this machine", () => {
  it.live("goes to a backup folder that may lie outside the root, and that nobody else may look into", () =>
    Effect.gen(function*() {
      const { root, backup, endpoint } = yield* opened
      writeFileSync(join(root, "file"), "text")
      yield* removeAt(endpoint, "file", yield* fileAt(endpoint, "file"), kept("run/d/file"))
      assert.strictEqual(readFileSync(join(backup.root, "run/d/file"), "utf8"), "text")
      assert.strictEqual(statSync(backup.root).mode & 0o777, 0o700)
      assert.deepStrictEqual(readdirSync(root), [])
      yield* endpoint.putBack(at("run/d/file"), at("file"))
      assert.strictEqual(readFileSync(join(root, "file"), "utf8"), "text")
    }))

  for (const old of [checked, kept("run/file")]) {
    it.live(`is told from an edit of the same size and time before it is ${old._tag}`, () =>
      Effect.gen(function*() {
        const { root, endpoint } = yield* opened
        writeFileSync(join(root, "file"), "text")
        const expected = yield* fileAt(endpoint, "file")
        yield* stepInOnCalls("set-aside", swap(root, "file"))
        assert.strictEqual(yield* reasonOf(save(endpoint, "file", text("new"), { expected, old })), "Changed")
        assert.strictEqual(readFileSync(join(root, "file"), "utf8"), "EDIT")
        assert.deepStrictEqual(readdirSync(root), ["file"])
      }))
  }

  it.live("is told from an edit of the same size and time before it is moved", () =>
    Effect.gen(function*() {
      const { root, endpoint } = yield* opened
      writeFileSync(join(root, "file"), "text")
      const expected = yield* fileAt(endpoint, "file")
      yield* stepInOnCalls("move", swap(root, "file"))
      assert.strictEqual(yield* reasonOf(moveAt(endpoint, "file", "new", expected)), "Changed")
      assert.strictEqual(readFileSync(join(root, "file"), "utf8"), "EDIT")
      assert.deepStrictEqual(readdirSync(root), ["file"])
    }))

  it.live("stays where it is when the backup folder lies on another file system", () =>
    Effect.gen(function*() {
      assert.strictEqual(geteuid?.(), 0, "this test mounts a tiny file system, which only root may do")
      const { root, backup, endpoint } = yield* opened
      mkdirSync(backup.root)
      yield* Effect.acquireRelease(
        Effect.sync(() => execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "none", backup.root])),
        () => Effect.sync(() => execFileSync("umount", ["-l", backup.root])),
      )
      writeFileSync(join(root, "file"), "text")
      const expected = yield* fileAt(endpoint, "file")
      const failure = yield* Effect.flip(save(endpoint, "file", text("new"), { expected, old: kept("run/file") }))
      assert.include(failure.message, "the folder for old versions lies on another file system")
      yield* reasonOf(removeAt(endpoint, "file", expected, kept("run/file")))
      assert.strictEqual(readFileSync(join(root, "file"), "utf8"), "text")
      assert.deepStrictEqual(readdirSync(root), ["file"])
    }))

  it.live("is not set aside where there is no backup folder", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      const endpoint = yield* localEndpoint({ root, name: "./data", symlinks: "skip" })
      writeFileSync(join(root, "file"), "text")
      const expected = yield* fileAt(endpoint, "file")
      assert.strictEqual(yield* reasonOf(removeAt(endpoint, "file", expected, kept("run/file"))), "Refused")
      assert.strictEqual(yield* reasonOf(endpoint.putBack(at("run/file"), at("new"))), "Refused")
      assert.isUndefined(endpoint.backup)
      assert.deepStrictEqual(readdirSync(root), ["file"])
    }))
})
