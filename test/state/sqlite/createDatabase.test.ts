/** A state file is made whole, once, whoever else makes it at the same time. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { agreementsOf, fileOf } from "../samples.ts"
import { load, runOnce } from "./runs.ts"
import { startChild } from "./startChild.ts"
import { temporaryState } from "./temporaryState.ts"

describe("createDatabase", () => {
  it.effect("makes one state for all processes that find none", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      const pairs = ["one", "two", "three", "four"]
      const children = yield* Effect.forEach(pairs, (pair) => startChild(["crash", file, pair]))
      for (const { hears } of children) assert.match(yield* hears, /^[0-9a-f]{8}$/)
      for (const { kill } of children) yield* kill
      for (const pair of pairs) {
        assert.deepStrictEqual(agreementsOf(yield* load(file, pair)), { a: fileOf(0), b: fileOf(1) })
      }
    }), 30_000)

  it.effect("starts again where a process died over it", () =>
    Effect.gen(function*() {
      const file = yield* temporaryState
      mkdirSync(dirname(file), { mode: 0o700 })
      for (const suffix of [".new", ".new-journal"]) writeFileSync(file + suffix, "half", { mode: 0o600 })
      assert.strictEqual((yield* load(file)).baseline.size, 0)
      yield* runOnce(file, ["a"])
      assert.strictEqual((yield* load(file)).baseline.size, 1)
      assert.isFalse(existsSync(`${file}.new`))
    }))
})
