/** Opening never makes a file: SQLite would make it empty, and open to all. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { connect } from "../../../src/state/sqlite/connect.ts"
import { temporaryState } from "./temporaryState.ts"

describe("connect", () => {
  it.effect("refuses a file that is not there, and leaves nothing in its place", () =>
    Effect.gen(function*() {
      const file = join(yield* temporaryState, "..", "..", "a file?mode=rwc#.sqlite")
      assert.strictEqual((yield* Effect.flip(connect(file, 0))).reason._tag, "Unusable")
      assert.isFalse(existsSync(file))
    }))
})
