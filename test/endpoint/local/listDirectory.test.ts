/** Listing on this machine: what only a local disk can hold. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { execFileSync } from "node:child_process"
import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { sameStamp } from "../../../src/domain/Entry.ts"
import { childOf, type RelPath } from "../../../src/domain/RelPath.ts"
import { localEndpoint } from "../../../src/endpoint/local/localEndpoint.ts"
import { diskWorld } from "../contract/diskWorld.ts"
import { at, fileAt, readAll, reasonOf, removeAt, sameBytes, save, text } from "../contract/storyOf.ts"
import { asNobody, temporaryRoot } from "./places.ts"

const opened = Effect.gen(function*() {
  const root = yield* temporaryRoot
  return { root, world: diskWorld(root), endpoint: yield* localEndpoint({ root, name: "./data", symlinks: "skip" }) }
})

/** Milliseconds, for thousands of files on a busy disk. */
const patience = 60_000

const inBytes = (directory: string, ...name: ReadonlyArray<number>) =>
  Buffer.concat([Buffer.from(`${directory}/`), Uint8Array.from(name)])

describe("listing a local directory", () => {
  it.live("shows names that are no UTF-8 by their bytes, as problems, and the rest as ever", () =>
    Effect.gen(function*() {
      const { root, endpoint } = yield* opened
      writeFileSync(inBytes(root, 0x63, 0x61, 0x66, 0xe9), "latin")
      writeFileSync(inBytes(root, 0x63, 0x61, 0x66, 0xef, 0xbf, 0xbd), "replacement character")
      writeFileSync(inBytes(root, 0x22, 0x5c, 0x0a, 0xff), "quoted")
      writeFileSync(join(root, "café"), "fine")
      const { entries, problems } = yield* endpoint.list(undefined)
      assert.deepStrictEqual(entries.names, ["café"])
      assert.deepStrictEqual([...problems].sort(), [
        "it holds a name that cannot be used: \"\\x22\\x5c\\x0a\\xff\"",
        "it holds a name that cannot be used: \"caf\\xe9\"",
        "it holds a name that cannot be used: \"caf\\xef\\xbf\\xbd\"",
      ])
    }))

  it.live("sees pipes and sockets, and neither opens nor removes them", () =>
    Effect.gen(function*() {
      const { root, world, endpoint } = yield* opened
      execFileSync("mkfifo", [join(root, "pipe")])
      assert.deepStrictEqual([...(yield* endpoint.list(undefined)).entries], [["pipe", { _tag: "Special" }]])
      yield* reasonOf(readAll(endpoint, "pipe", { _tag: "File", size: 0, modified: 0 }))
      yield* reasonOf(removeAt(endpoint, "pipe", { _tag: "Special" }))
      assert.deepStrictEqual(world.names(), ["pipe"])
    }))

  it.live("gives way to others in a large directory", () =>
    Effect.gen(function*() {
      const { root, endpoint } = yield* opened
      for (let index = 0; index < 6001; index++) writeFileSync(join(root, `file${index}`), "")
      let turns = 0
      const turn = () => {
        turns += 1
        next = setImmediate(turn)
      }
      let next = setImmediate(turn)
      const { entries } = yield* Effect.ensuring(endpoint.list(undefined), Effect.sync(() => clearImmediate(next)))
      assert.strictEqual(entries.length, 6001)
      assert.isAtLeast(turns, 3)
    }), patience)

  it.live("calls unknown what may be named but not looked at", () =>
    Effect.gen(function*() {
      const { root, world, endpoint } = yield* opened
      world.put("d/file", "text")
      world.makeDirectory("d/e")
      chmodSync(join(root, "d"), 0o444)
      yield* asNobody
      const { entries, problems } = yield* endpoint.list(at("d"))
      assert.deepStrictEqual(problems, [])
      assert.deepStrictEqual(new Map(entries).get("file"), { _tag: "Unknown", problem: "permission denied" })
      assert.deepStrictEqual(new Map(entries).get("e"), { _tag: "Unknown", problem: "permission denied" })
      assert.strictEqual(yield* reasonOf(endpoint.stat(at("d/file"))), "PermissionDenied")
      assert.strictEqual(yield* reasonOf(endpoint.stat(at("d/nothing"))), "PermissionDenied")
      assert.strictEqual(yield* reasonOf(endpoint.list(at("d/e"))), "PermissionDenied")
    }))

  it.live("fails for a directory that may not be read", () =>
    Effect.gen(function*() {
      const { root, endpoint } = yield* opened
      mkdirSync(join(root, "d"))
      chmodSync(join(root, "d"), 0o311)
      yield* asNobody
      assert.strictEqual(yield* reasonOf(endpoint.list(at("d"))), "PermissionDenied")
      assert.strictEqual(yield* reasonOf(endpoint.stat(at("d/nothing"))), "PermissionDenied")
      assert.strictEqual(yield* reasonOf(endpoint.stat(at("d/e/nothing"))), "PermissionDenied")
    }))

  it.live("tells a file from one with another content under the same size and time", () =>
    Effect.gen(function*() {
      const { world, endpoint } = yield* opened
      world.put("file", "one", { modified: 1_600_000_000_000 })
      const before = yield* fileAt(endpoint, "file")
      world.put("file", "two", { modified: 1_600_000_000_000 })
      assert.isTrue(sameStamp(before, yield* fileAt(endpoint, "file")))
      assert.strictEqual(yield* reasonOf(readAll(endpoint, "file", before)), "Changed")
      assert.strictEqual(yield* reasonOf(save(endpoint, "file", text("three"), { expected: before })), "Changed")
      assert.strictEqual(yield* reasonOf(removeAt(endpoint, "file", before)), "Changed")
    }))

  it.live("does not take the half of one directory for the half of another", () =>
    Effect.gen(function*() {
      const { root, endpoint } = yield* opened
      mkdirSync(join(root, "d"))
      for (let index = 0; index < 4001; index++) writeFileSync(join(root, "d", `file${index}`), "")
      setImmediate(() => {
        renameSync(join(root, "d"), join(root, "away"))
        mkdirSync(join(root, "d"))
      })
      const { reason } = yield* Effect.flip(endpoint.list(at("d")))
      assert.deepStrictEqual(reason, { _tag: "Refused", message: "it was replaced while it was listed" })
    }), patience)

  it.live("reaches paths longer than the system takes at once", () =>
    Effect.gen(function*() {
      const { endpoint } = yield* opened
      let path: RelPath | undefined
      for (let level = 0; level < 40; level++) {
        path = childOf(path, `${level}-`.padEnd(200, "x"))
        yield* endpoint.makeDirectory(path)
      }
      const deep = `${path ?? ""}/file`
      yield* save(endpoint, deep, text("text"))
      const file = yield* fileAt(endpoint, deep)
      sameBytes(yield* readAll(endpoint, deep, file), text("text"))
      yield* removeAt(endpoint, deep, file)
      assert.deepStrictEqual((yield* endpoint.list(path)).entries.names, [])
    }))
})
