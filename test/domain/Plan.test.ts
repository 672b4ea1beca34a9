import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { type Action, verbOf } from "../../src/domain/Action.ts"
import { isEmpty, Plan, summarize } from "../../src/domain/Plan.ts"
import { at, directory, file, planWith, problem } from "../support/entries.ts"

const step = (path: string) => ({ side: "right", path: at(path) }) as const
const add: Action = { _tag: "Transfer", ...step("a"), expected: undefined, wanted: file(10, 1), from: at("a") }
const change: Action = { _tag: "Transfer", ...step("b"), expected: file(1), wanted: file(20), from: at("b") }
const make: Action = { _tag: "MakeDirectory", ...step("d"), expected: undefined, wanted: directory }
const remove: Action = { _tag: "Delete", ...step("e"), expected: directory, wanted: undefined }

const plan: Plan = {
  pair: "pair",
  mode: "mirror",
  left: "./left",
  right: "./right",
  scope: "abc",
  makesRoot: false,
  entries: { left: 3, right: 2 },
  actions: [make, add, change, remove],
  conflicts: [{ path: at("c"), left: file(1.0), right: directory, reason: "in the way" }],
  problems: [problem("left", undefined), problem("right", "p")],
  skipped: [{ side: "left", path: at("l"), kind: "Symlink" }],
  drift: [{ path: at("b"), before: file(1, 0.25), now: undefined }],
  halts: [{ reason: "delete-limit", message: "too many", release: "--accept-deletes 1" }],
  method: { comparing: "size", publishing: "atomic", notes: [] },
  agreed: [{ path: at("g"), agreement: undefined }],
}

describe("a plan", () => {
  it("counts what it adds, changes, deletes and sends", () => {
    assert.deepStrictEqual([add, change, make, remove].map(verbOf), ["add", "change", "add", "delete"])
    assert.deepStrictEqual(summarize(plan), { add: 2, change: 1, move: 0, delete: 1, conflicts: 1, bytes: 30 })
  })

  it("is empty without actions and conflicts, whatever else was noticed", () => {
    assert.isFalse(isEmpty(plan))
    assert.isFalse(isEmpty(planWith(plan, { actions: [] })))
    assert.isFalse(isEmpty(planWith(plan, { conflicts: [] })))
    assert.isTrue(isEmpty(planWith(plan, { actions: [], conflicts: [] })))
  })

  it("survives JSON", () => {
    const codec = Schema.fromJsonString(Schema.toCodecJson(Plan))
    assert.deepStrictEqual(Schema.decodeSync(codec)(Schema.encodeSync(codec)(plan)), plan)
  })
})
