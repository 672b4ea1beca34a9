/** A new name without ever taking one that is in use. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Result } from "effect"
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { moveToFreeName } from "../../../src/endpoint/local/moveToFreeName.ts"
import { temporaryRoot } from "./places.ts"

const tagOf = (outcome: Result.Result<void, { readonly _tag: string }>) =>
  Result.isSuccess(outcome) ? "moved" : outcome.failure._tag

describe("moving to a free name", () => {
  it.live("leaves one file with one name", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      writeFileSync(join(root, "from"), "text")
      assert.strictEqual(tagOf(moveToFreeName(join(root, "from"), join(root, "to"))), "moved")
      assert.deepStrictEqual([readdirSync(root), statSync(join(root, "to")).nlink], [["to"], 1])
    }))

  it.live("fails when the name is taken", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      for (const name of ["from", "to"]) writeFileSync(join(root, name), name)
      assert.strictEqual(tagOf(moveToFreeName(join(root, "from"), join(root, "to"))), "AlreadyExists")
      assert.deepStrictEqual(readdirSync(root).map((name) => readFileSync(join(root, name), "utf8")), ["from", "to"])
      assert.strictEqual(tagOf(moveToFreeName(join(root, "nothing"), join(root, "other"))), "NotFound")
    }))

  // No file system has a second link to a folder, so a folder stands for a file where there are no links at all.
  it.live("renames where there are no hard links, if the name is free", () =>
    Effect.gen(function*() {
      const root = yield* temporaryRoot
      for (const name of ["from", "taken"]) mkdirSync(join(root, name))
      assert.strictEqual(tagOf(moveToFreeName(join(root, "from"), join(root, "taken"))), "AlreadyExists")
      assert.strictEqual(tagOf(moveToFreeName(join(root, "from"), join(root, "to"))), "moved")
      assert.deepStrictEqual(readdirSync(root).sort(), ["taken", "to"])
    }))
})
