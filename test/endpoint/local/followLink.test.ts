/** Links that are followed: as far as the root goes, and never round in a circle. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync, readFileSync, readlinkSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { directory, type Entry } from "../../../src/domain/Entry.ts"
import { childOf, depthOf, type RelPath } from "../../../src/domain/RelPath.ts"
import { type Endpoint } from "../../../src/endpoint/Endpoint.ts"
import { type EndpointError } from "../../../src/endpoint/EndpointError.ts"
import { localEndpoint } from "../../../src/endpoint/local/localEndpoint.ts"
import { diskWorld } from "../contract/diskWorld.ts"
import { at, fileAt, listed, noise, readAll, reasonOf, removeAt, sameBytes, save, text } from "../contract/storyOf.ts"
import { temporaryRoot } from "./places.ts"

const opened = Effect.gen(function*() {
  const root = yield* temporaryRoot
  const outside = join(root, "..", "outside")
  mkdirSync(outside)
  writeFileSync(join(outside, "file"), "secret")
  return {
    world: diskWorld(root),
    outside,
    endpoint: yield* localEndpoint({ root, name: "./data", symlinks: "follow" }),
  }
})

/** Everything that a walk meets, as far as 12 levels down. */
const walk = (endpoint: Endpoint, path: RelPath | undefined): Effect.Effect<Record<string, string>, EndpointError> =>
  Effect.gen(function*() {
    const met: Record<string, string> = {}
    for (const [name, entry] of (yield* endpoint.list(path)).entries) {
      const child = childOf(path, name)
      met[child] = entry._tag === "Unknown" ? entry.problem : entry._tag
      if (entry._tag === "Directory" && depthOf(child) < 12) Object.assign(met, yield* walk(endpoint, child))
    }
    return met
  })

const problemOf = (entry: Entry | undefined) => entry?._tag === "Unknown" ? entry.problem : entry?._tag

describe("a link that is followed", () => {
  it.live("shows the file or folder it leads to, through any number of links", () =>
    Effect.gen(function*() {
      const { world, endpoint } = yield* opened
      world.put("real/folder/file", "content", { modified: 1_600_000_000_000 })
      world.link("toFile", "real/folder/file")
      world.link("real/toFolder", "folder")
      world.link("far", join(world.root, "real/toFolder"))
      assert.deepStrictEqual(yield* walk(endpoint, undefined), {
        "far": "Directory",
        "far/file": "File",
        "real": "Directory",
        "real/folder": "Directory",
        "real/folder/file": "File",
        "real/toFolder": "Directory",
        "real/toFolder/file": "File",
        "toFile": "File",
      })
      const file = yield* fileAt(endpoint, "real/folder/file")
      for (const path of ["toFile", "far/file", "real/toFolder/file"]) {
        assert.deepStrictEqual<Entry | undefined>(yield* listed(endpoint, path), file)
        assert.deepStrictEqual<Entry | undefined>(yield* endpoint.stat(at(path)), file)
        sameBytes(yield* readAll(endpoint, path, file), text("content"))
      }
      assert.deepStrictEqual(yield* endpoint.stat(at("far")), directory)
      assert.isUndefined(yield* endpoint.stat(at("far/nothing")))
    }))

  it.live("is unknown where it leads out of the root, nowhere or to itself", () =>
    Effect.gen(function*() {
      const { world, outside, endpoint } = yield* opened
      world.makeDirectory("d")
      world.link("d/up", "../../outside")
      world.link("d/absolute", join(outside, "file"))
      world.link("d/nowhere", "no/such/thing")
      world.link("d/itself", "itself")
      world.link("d/root", "..")
      world.link("d/here", ".")
      const problems = Object.fromEntries(
        Array.from((yield* endpoint.list(at("d"))).entries, ([name, entry]) => [name, problemOf(entry)]),
      )
      assert.deepStrictEqual(problems, {
        up: "its link leads out of the folder",
        absolute: "its link leads out of the folder",
        nowhere: "its link leads nowhere",
        itself: "its link loops, or leads through something that is no folder",
        root: "its link loops: it leads back to a folder above it",
        here: "its link loops: it leads back to a folder above it",
      })
      for (const path of ["d/up/file", "d/nowhere/a", "d/itself/a"]) yield* reasonOf(endpoint.stat(at(path)))
      for (const path of ["d/up", "d/itself"]) yield* reasonOf(endpoint.list(at(path)))
    }))

  it.live("ends every circle, also one of several links", () =>
    Effect.gen(function*() {
      const { world, endpoint } = yield* opened
      world.put("a/x/file", "text")
      world.put("b/file", "text")
      world.link("a/x/toB", "../../b")
      world.link("b/toA", "../a")
      world.link("b/toX", "../a/x")
      world.link("a/x/up", "..")
      const met = yield* walk(endpoint, undefined)
      const deepest = Math.max(...Object.keys(met).map((path) => depthOf(at(path))))
      assert.isBelow(deepest, 6, JSON.stringify(met, undefined, 1))
      assert.strictEqual(met["a/x/toB/file"], "File")
      assert.strictEqual(met["b/toA/x/file"], "File")
      assert.strictEqual(met["b/toX/up"], "its link loops: it leads back to a folder above it")
      assert.strictEqual(met["b/toA/x/toB"], "its link loops: it leads back to a folder above it")
    }))

  it.live("is not read any more once it leads elsewhere", () =>
    Effect.gen(function*() {
      const { world, outside, endpoint } = yield* opened
      for (const size of [6, 100_000]) {
        world.put("file", noise(size))
        writeFileSync(join(outside, "file"), noise(size, 2))
        world.link("l", "file")
        const file = yield* fileAt(endpoint, "l")
        unlinkSync(join(world.root, "l"))
        symlinkSync(join(outside, "file"), join(world.root, "l"))
        yield* reasonOf(readAll(endpoint, "l", file))
        unlinkSync(join(world.root, "l"))
      }
    }))
})

describe("changing things where links are followed", () => {
  it.live("replaces and removes a link itself, and leaves what it leads to", () =>
    Effect.gen(function*() {
      const { world, endpoint } = yield* opened
      world.put("real", "precious")
      world.link("l", "real")
      world.link("m", "real")
      yield* save(endpoint, "l", text("new"), { expected: yield* listed(endpoint, "l") })
      yield* removeAt(endpoint, "m", yield* fileAt(endpoint, "m"))
      assert.deepStrictEqual(world.names(), ["l", "real"])
      assert.strictEqual(readFileSync(join(world.root, "real"), "utf8"), "precious")
      assert.strictEqual(readFileSync(join(world.root, "l"), "utf8"), "new")
    }))

  it.live("changes nothing behind a link to a folder", () =>
    Effect.gen(function*() {
      const { world, endpoint } = yield* opened
      world.put("real/file", "precious")
      world.link("l", "real")
      const file = yield* fileAt(endpoint, "l/file")
      yield* reasonOf(save(endpoint, "l/file", text("new"), { expected: file }))
      yield* reasonOf(save(endpoint, "l/new", text("new")))
      yield* reasonOf(endpoint.makeDirectory(at("l/new")))
      yield* reasonOf(removeAt(endpoint, "l/file", file))
      assert.strictEqual(yield* reasonOf(removeAt(endpoint, "l", directory)), "NotEmpty")
      assert.deepStrictEqual([world.names("real"), readlinkSync(join(world.root, "l"))], [["file"], "real"])
      world.remove("real/file")
      yield* removeAt(endpoint, "l", directory)
      assert.deepStrictEqual(world.names(), ["real"])
    }))
})
