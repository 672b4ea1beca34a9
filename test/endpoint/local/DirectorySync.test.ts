/** Syncing a directory: for everyone who asks, and in as few calls as will do. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { type Directory } from "../../../src/endpoint/local/Directories.ts"
import { DirectorySync } from "../../../src/endpoint/local/DirectorySync.ts"
import { temporaryRoot } from "./places.ts"

/** Counts how often its path is asked for, which is once a sync. */
const counted = (path: string, ino: number, count: Array<string>): Directory => ({
  get base() {
    count.push(path)
    return path
  },
  absolute: path,
  dev: 1,
  ino,
  keep: () => () => {},
})

describe("syncing a directory", () => {
  it.live("serves all who come while it is busy with one more sync", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      mkdirSync(join(root, "d"))
      const count: Array<string> = []
      const [one, other] = [counted(root, 1, count), counted(join(root, "d"), 2, count)]
      const durable = new DirectorySync()
      yield* Effect.all([
        ...Array.from({ length: 50 }, () => durable.sync(one)),
        durable.sync(other),
      ], { concurrency: "unbounded" })
      assert.deepStrictEqual(count.sort(), [root, root, join(root, "d")])
      yield* durable.sync(one)
      assert.strictEqual(count.length, 4)
    }))

  it.live("tells everyone when it fails, and starts anew afterwards", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      const directory = counted(join(root, "d"), 1, [])
      const durable = new DirectorySync()
      const outcomes = yield* Effect.forEach([1, 2, 3], () => Effect.flip(durable.sync(directory)), {
        concurrency: "unbounded",
      })
      assert.deepStrictEqual(outcomes, [{ _tag: "NotFound" }, { _tag: "NotFound" }, { _tag: "NotFound" }])
      mkdirSync(join(root, "d"))
      yield* durable.sync(directory)
    }))
})
