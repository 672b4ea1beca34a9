import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { runFolder } from "../../src/domain/backups.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { at } from "../support/entries.ts"
import { backups, denied, fill, memoryPair, pass, patiently } from "../support/memoryPair.ts"

const policy = { resolve: "left", loser: "keep-copy", againstDelete: "edit" } as const

describe("what a run did", () => {
  it.effect("is remembered with where old versions went, what was renamed, and why", () => {
    const both = memoryPair({ pair: { mode: "two-way", backup: backups(), conflicts: { policy, rules: [] } } })
    fill(both.left, { "edited": "1", "gone": "2", "renamed": "3", "fought over": "4" })
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      both.left.put("edited", "newer")
      both.right.remove("gone")
      both.left.plant("new name", both.left.renamed(both.left.find("renamed")!))
      both.left.remove("renamed")
      both.left.put("fought over", "left's")
      both.right.put("fought over", "right's", { modified: 1_600_000_000_000 })
      fill(both.right, { "d/new": "5" })
      yield* patiently(pass(both))
      const [run] = yield* (yield* StateStore).history("pair", 1)
      const folder = runFolder(run!.run, run!.started)
      const why = "it was changed on both sides: the left counts (left); the right version stays as a copy"
      const copy = "fought over.conflict-right-2020-09-13T1226"
      const told = run!.deeds.map(({ verb, side, path, note }) => `${verb} ${side} ${path}: ${note}`)
      assert.sameMembers(told, [
        "add left d: ",
        "add left d/new: ",
        `change right edited: the old version is in the backup: ${folder}/edited`,
        `delete left gone: the old version is in the backup: ${folder}/gone`,
        "move right new name: from renamed",
        `move right ${copy}: from fought over; ${why}`,
        `add left ${copy}: ${why}`,
        `add right fought over: ${why}`,
      ])
      assert.strictEqual(run!.done, 8)
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("leaves out what was not done, and speaks of no backup where there is none", () => {
    const both = memoryPair({ pair: { mode: "two-way" } })
    fill(both.left, { "a": "1", "b": "2" })
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      fill(both.left, { "a": "11", "b": "22" })
      both.before = ({ moment, path }) => moment === "write" && path === "b" ? denied : undefined
      yield* patiently(pass(both))
      const [run] = yield* (yield* StateStore).history("pair", 1)
      assert.deepStrictEqual(run?.deeds, [{ verb: "change", side: "right", path: at("a"), note: "" }])
      assert.strictEqual(run?.outcome, "partial")
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("tells of no old version where what was to be deleted was gone already", () => {
    const both = memoryPair({ pair: { mode: "two-way", backup: backups() } })
    fill(both.left, { a: "1" })
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      both.left.remove("a")
      both.before = ({ side, moment, path }) => {
        if (side === "right" && moment === "remove" && path === "a") both.right.remove("a")
        return undefined
      }
      yield* patiently(pass(both))
      const [run] = yield* (yield* StateStore).history("pair", 1)
      assert.deepStrictEqual(run?.deeds, [{
        verb: "delete",
        side: "right",
        path: at("a"),
        note: "",
      }])
    }).pipe(Effect.provide(both.layer))
  })
})
