/** A thread of its own sees what this one sees. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { chmodSync, mkdirSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import { type Content } from "../../../src/endpoint/Endpoint.ts"
import { DiskThread } from "../../../src/endpoint/local/DiskThread.ts"
import { type Folder } from "../../../src/endpoint/local/Folder.ts"
import { folderEndpoint } from "../../../src/endpoint/local/folderEndpoint.ts"
import { HeldDirectories } from "../../../src/endpoint/local/HeldDirectories.ts"
import { localEndpoint } from "../../../src/endpoint/local/localEndpoint.ts"
import { Root } from "../../../src/endpoint/local/Root.ts"
import { diskWorld } from "../contract/diskWorld.ts"
import { at, noise, reasonOf } from "../contract/storyOf.ts"
import { asNobody, temporaryRoot } from "./places.ts"

const emptyDigest = createHash("sha256").digest("hex")

/** One endpoint that asks a thread for every directory, and one that never does. */
const opened = Effect.gen(function*() {
  const path = yield* temporaryRoot
  const root = new Root(path)
  const folder = yield* Effect.acquireRelease(
    Effect.sync((): Folder => ({
      name: "./data",
      symlinks: "skip",
      root,
      directories: new HeldDirectories(root),
      thread: new DiskThread(0),
      backup: undefined,
    })),
    ({ directories, thread }) =>
      Effect.sync(() => {
        thread.close()
        directories.close()
      }),
  )
  const here = yield* localEndpoint({ root: path, name: "./data", symlinks: "skip" })
  return { path, world: diskWorld(path), folder, there: folderEndpoint(folder, []), here }
})

describe("a thread that surveys", () => {
  it.live("tells the same as looking here", () =>
    Effect.gen(function*() {
      const { here, path, there, world } = yield* opened
      world.put("a", "text", { modified: 1_600_000_000_123.5 })
      world.put("é𝄞", "")
      world.makeDirectory("empty")
      world.put("d/e/f", "deep")
      world.link("link", "a")
      chmodSync(join(path, "a"), 0o640)
      for (const directory of [undefined, "empty", "d", "d/e"]) {
        const where = directory === undefined ? undefined : at(directory)
        const [seen, wanted] = [yield* there.list(where), yield* here.list(where)]
        assert.deepStrictEqual([...seen.entries], [...wanted.entries])
        assert.deepStrictEqual(seen.problems, wanted.problems)
      }
    }))

  it.live("tells of many directories at once, each of its own", () =>
    Effect.gen(function*() {
      const { there, world } = yield* opened
      const names = Array.from({ length: 150 }, (_, index) => `d${index}`)
      for (const [index, name] of names.entries()) world.put(`${name}/f${index}`, "x".repeat(index))
      const listings = yield* Effect.forEach(names, (name) => there.list(at(name)), { concurrency: "unbounded" })
      for (const [index, { entries }] of listings.entries()) {
        const sizes = Array.from(entries, ([name, entry]) => [name, entry._tag === "File" ? entry.size : -1])
        assert.deepStrictEqual(sizes, [[`f${index}`, index]])
      }
    }))

  it.live("leaves it to others to say why it cannot", () =>
    Effect.gen(function*() {
      const { path, there } = yield* opened
      mkdirSync(join(path, "d"))
      chmodSync(join(path, "d"), 0o000)
      yield* asNobody
      assert.strictEqual(yield* reasonOf(there.list(at("d"))), "PermissionDenied")
      assert.strictEqual(yield* reasonOf(there.list(at("no"))), "NotFound")
    }))

  it.live("does not take the half of one directory for the half of another", () =>
    Effect.gen(function*() {
      const { path, there, world } = yield* opened
      world.put("d/file", "")
      const listing = yield* Effect.forkChild(Effect.result(there.list(at("d"))), { startImmediately: true })
      renameSync(join(path, "d"), join(path, "away"))
      mkdirSync(join(path, "d"))
      const { _tag } = yield* Fiber.join(listing)
      assert.strictEqual(_tag, "Failure")
      rmSync(join(path, "away"), { recursive: true })
    }))

  it.live("digests what it is asked for, and leaves odd things to others", () =>
    Effect.gen(function*() {
      const { folder, path, there, world } = yield* opened
      const sizes = [0, 1, 4096, 65_536, 65_537]
      for (const size of sizes) world.put(`d/${size}`, noise(size, size))
      execFileSync("mkfifo", [join(path, "d", "pipe")])
      world.link("d/link", "1")
      const names = [...sizes.map(String), "pipe", "link", "no"]
      const digests = yield* folder.thread.digest(join(path, "d"), names)
      const wanted = sizes.map((size) => createHash("sha256").update(noise(size, size)).digest("hex"))
      assert.deepStrictEqual(digests.map((found) => found?.digest), [
        ...wanted.slice(0, 4),
        undefined, // larger
        emptyDigest, // of a pipe that nobody writes to
        undefined,
        undefined,
      ])

      const contents: Array<Content> = []
      for (const [name, entry] of (yield* there.list(at("d"))).entries) {
        if (entry._tag === "File") contents.push([at(`d/${name}`), entry])
      }
      world.put("d/4096", noise(4096, 1)) // as large, and another one
      const told = new Map<string, string>()
      yield* there.digests(contents, ([path], digest) => Effect.sync(() => void told.set(path, digest)))
      const rest = ["0", "1", "65536"].map((name) => [`d/${name}`, wanted[sizes.indexOf(Number(name))] ?? ""] as const)
      assert.deepStrictEqual(told, new Map(rest))
      folder.thread.close()
      assert.deepStrictEqual(yield* folder.thread.digest(join(path, "d"), names), [])
    }))

  it.live("that ends answers all the same, from here", () =>
    Effect.gen(function*() {
      const { folder, there, world } = yield* opened
      world.put("d/file", "")
      const listing = yield* Effect.forkChild(there.list(at("d")), { startImmediately: true })
      folder.thread.close()
      assert.deepStrictEqual((yield* Fiber.join(listing)).entries.names, ["file"])
      assert.deepStrictEqual((yield* there.list(at("d"))).entries.names, ["file"])
    }))
})
