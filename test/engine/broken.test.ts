/** One transfer, and a connection that breaks at each of its moments. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { temporaryName } from "../../src/domain/temporaries.ts"
import { denied, keptIn, leftoversIn, lost, treeOf } from "../support/memoryPair.ts"
import { fileOf, run, send, sha256, withFile } from "./stage.ts"

describe("a connection that breaks while a file is sent", () => {
  it.effect("leaves what only the journal knows when nobody may look afterwards", () =>
    Effect.gen(function*() {
      const world = withFile({}, "old")
      const action = send(world, "f")
      world.right.before = (moment) => {
        if (moment === "write-chunk") world.right.freeze()
        return moment === "stat" ? denied : undefined
      }
      assert.strictEqual((yield* world.act(action))._tag, "Failed")
      assert.deepStrictEqual([leftoversIn(world.right).length, world.isTorn()], [1, true])
    }))

  const moments = [
    ...["write", "write-chunk", "make-backup", "look-again"] as const,
    ...["set-aside", "check-aside", "publish", "clear-aside", "published"] as const,
  ]

  it.effect("costs another try at most, and leaves nothing", () =>
    Effect.gen(function*() {
      for (const publishing of ["atomic", "no-replace", "at-close"] as const) {
        for (const way of [{}, { mode: "two-way" }, { mode: "two-way", hasBackup: true }] as const) {
          for (const moment of moments) {
            const world = withFile({ publishing, ...way }, "old")
            const action = send(world, "f")
            world.at("right", moment, () => lost)
            const outcome = yield* world.act(action)
            const name = `${publishing} ${moment} ${JSON.stringify(way)}`
            assert.strictEqual(outcome._tag, "Done", name)
            assert.deepStrictEqual(treeOf(world.right), { f: "newer" }, name)
            assert.deepStrictEqual(keptIn(world.right), "hasBackup" in way ? { f: ["old"] } : {}, name)
            const [agreed] = outcome._tag === "Done" && outcome.agreement ? [outcome.agreement] : []
            assert.deepStrictEqual(agreed?.right, fileOf(world.right, sha256("newer")))
          }
        }
      }
    }))

  it.effect("just as the old version was moved away is waited for, and then that comes back first", () =>
    Effect.gen(function*() {
      for (const hasBackup of [true, false]) {
        const world = withFile({ mode: "two-way", hasBackup }, "old")
        const action = send(world, "f")
        let due = 2
        const seen: Array<string | undefined> = []
        world.right.before = (moment) => {
          if (moment === "look-again") seen.push(treeOf(world.right)["f"])
          return (moment === "check-aside" || moment === "bring-back") && due-- > 0 ? lost : undefined
        }
        assert.strictEqual((yield* world.act(action))._tag, "Done")
        assert.deepStrictEqual(seen, ["old", "old"])
        assert.deepStrictEqual([treeOf(world.right), keptIn(world.right)], [
          { f: "newer" },
          hasBackup ? { f: ["old"] } : {},
        ])
      }
    }))

  it.effect("is not answered by writing again what was written", () =>
    Effect.gen(function*() {
      const world = withFile({}, "old")
      const action = send(world, "f")
      world.at("right", "published", () => lost)
      assert.strictEqual((yield* world.act(action))._tag, "Done")
      assert.strictEqual(world.moments.filter((moment) => moment === "publish").length, 1)
    }))

  it.effect("is not answered by writing over what a user did meanwhile", () =>
    Effect.gen(function*() {
      for (const edit of ["EDITS", "another size"]) {
        for (const moment of ["write", "publish", "published"] as const) {
          const world = withFile({}, "old")
          const action = send(world, "f")
          world.at("right", moment, () => {
            world.right.put("f", edit)
            return lost
          })
          assert.strictEqual((yield* world.act(action))._tag, "Failed")
          assert.deepStrictEqual(treeOf(world.right), { f: edit }, moment)
        }
      }
    }))

  it.effect("may be the source's", () =>
    Effect.gen(function*() {
      for (const moment of ["read", "read-chunk", "read-end"] as const) {
        const world = withFile({}, "old")
        const action = send(world, "f")
        world.at("left", moment, () => lost)
        assert.strictEqual((yield* world.act(action))._tag, "Done", moment)
        assert.deepStrictEqual([treeOf(world.right), world.isTorn()], [{ f: "newer" }, false], moment)
      }
    }))

  it.effect("again and again ends in a failure that says so", () =>
    Effect.gen(function*() {
      const world = withFile({}, "old")
      const action = send(world, "f")
      world.at("right", "publish", () => lost, Number.POSITIVE_INFINITY)
      assert.strictEqual((yield* world.act(action))._tag, "Failed")
      assert.strictEqual(world.moments.filter((moment) => moment === "publish").length, 3)
      assert.isTrue(world.isTorn())
      assert.deepStrictEqual(treeOf(world.right), { f: "old" })
    }))

  it.effect("for good leaves what only the journal knows", () =>
    Effect.gen(function*() {
      const world = withFile({}, "old")
      const action = send(world, "f")
      world.at("right", "publish", () => {
        world.right.freeze()
        return undefined
      })
      assert.strictEqual((yield* world.act(action))._tag, "Failed")
      assert.isTrue(world.isTorn())
      assert.deepStrictEqual(treeOf(world.right), { [temporaryName(run, 5, 0)]: "newer", "f": "old" })
    }))
})
