/** The root of a local endpoint: a folder, or a link to one, and the same one all the time. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { localEndpoint } from "../../../src/endpoint/local/localEndpoint.ts"
import { at, reasonOf, save, text } from "../contract/storyOf.ts"
import { asNobody, temporaryRoot } from "./places.ts"

const open = (root: string) => localEndpoint({ root, name: "./data", symlinks: "skip" })

describe("the root of a local endpoint", () => {
  it.live("may be a link, which is resolved once", () =>
    Effect.gen(function*() {
      const real = yield* temporaryRoot
      const [link, other] = [join(real, "..", "link"), join(real, "..", "other")]
      symlinkSync(real, link)
      mkdirSync(other)
      writeFileSync(join(real, "file"), "text")
      const endpoint = yield* open(link)
      assert.strictEqual(yield* endpoint.rootId, yield* (yield* open(real)).rootId)
      rmSync(link)
      symlinkSync(other, link)
      assert.deepStrictEqual((yield* endpoint.list(undefined)).entries.names, ["file"])
      assert.notStrictEqual(yield* (yield* open(link)).rootId, yield* endpoint.rootId)
    }))

  it.live("is no root when it is a file, or a link to a file or to nothing", () =>
    Effect.gen(function*() {
      const real = yield* temporaryRoot
      writeFileSync(join(real, "file"), "text")
      symlinkSync("file", join(real, "toFile"))
      symlinkSync("nothing", join(real, "toNothing"))
      for (const name of ["file", "toFile", "toNothing", "file/below"]) {
        const endpoint = yield* open(join(real, name))
        assert.strictEqual(yield* reasonOf(endpoint.rootId), "NotADirectory", name)
        assert.strictEqual(yield* reasonOf(endpoint.makeRoot), "NotADirectory", name)
        yield* reasonOf(endpoint.list(undefined))
      }
    }))

  it.live("is made with all folders above it", () =>
    Effect.gen(function*() {
      const endpoint = yield* open(join(yield* temporaryRoot, "a", "b", "c"))
      assert.isUndefined(yield* endpoint.rootId)
      yield* endpoint.makeRoot
      assert.isString(yield* endpoint.rootId)
      yield* save(endpoint, "file", text("text"))
    }))

  it.live("is nothing for certain only if it may be looked for", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      mkdirSync(join(root, "locked"), { mode: 0o600 })
      const endpoint = yield* open(join(root, "locked", "root"))
      yield* asNobody
      assert.strictEqual(yield* reasonOf(endpoint.rootId), "PermissionDenied")
      assert.strictEqual(yield* reasonOf(endpoint.list(undefined)), "PermissionDenied")
    }))

  it.live("lets nothing be done in another folder that has taken its place", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      const endpoint = yield* open(root)
      yield* save(endpoint, "file", text("text"))
      renameSync(root, `${root}.old`)
      mkdirSync(root)
      for (
        const attempt of [endpoint.list(undefined), endpoint.stat(at("file")), endpoint.makeDirectory(at("d"))]
      ) {
        const error = yield* Effect.flip(attempt)
        assert.deepStrictEqual(error.reason, { _tag: "Refused", message: "another folder has taken its place" })
        assert.isUndefined(error.path)
      }
      rmSync(root, { recursive: true })
      renameSync(`${root}.old`, root)
      assert.strictEqual((yield* endpoint.stat(at("file")))?._tag, "File")
    }))
})
