import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { directory } from "../support/entries.ts"
import { denied, fill, keptIn, leftoversIn, lost, treeOf } from "../support/memoryPair.ts"
import { fileOf, make, remove, send, sha256, stage, withFile } from "./stage.ts"

describe("making a directory", () => {
  it.effect("is done, or was done already", () =>
    Effect.gen(function*() {
      const world = stage()
      const done = { _tag: "Done", action: make, agreement: { left: directory, right: directory } } as const
      assert.deepStrictEqual(yield* world.act(make), done)
      assert.deepStrictEqual(yield* world.act(make), done)
      assert.deepStrictEqual(treeOf(world.right), { "d/": "" })
    }))

  it.effect("fails where something else has the name", () =>
    Effect.gen(function*() {
      const world = stage()
      world.right.put("d", "mine")
      assert.strictEqual((yield* world.act(make))._tag, "Failed")
      assert.deepStrictEqual(treeOf(world.right), { d: "mine" })
    }))

  it.effect("is done when only the answer was lost", () =>
    Effect.gen(function*() {
      for (const moment of ["make-directory", "made-directory"] as const) {
        const world = stage()
        world.at("right", moment, () => lost)
        assert.strictEqual((yield* world.act(make))._tag, "Done", moment)
        assert.deepStrictEqual(treeOf(world.right), { "d/": "" })
      }
    }))
})

describe("deleting", () => {
  it.effect("takes away what was expected, and nothing else", () =>
    Effect.gen(function*() {
      const world = stage()
      fill(world.right, { "f": "1", "d/x": "2", "e/": "" })
      const [file, full, empty] = [remove(world, "f"), remove(world, "d"), remove(world, "e")]
      assert.deepStrictEqual(yield* world.act(empty), { _tag: "Done", action: empty, agreement: undefined })
      assert.strictEqual((yield* world.act(full))._tag, "Failed")
      world.right.put("f", "edited")
      assert.strictEqual((yield* world.act(file))._tag, "Stale")
      assert.deepStrictEqual(treeOf(world.right), { "d/": "", "d/x": "2", "f": "edited" })
    }))

  it.effect("leaves alone what a user did meanwhile, and keeps in the backup what it takes away", () =>
    Effect.gen(function*() {
      for (const hasBackup of [true, false]) {
        for (const moment of ["remove", "look-again", "set-aside"] as const) {
          const world = stage({ mode: "two-way", hasBackup })
          fill(world.right, { f: "1" })
          const action = remove(world, "f")
          world.at("right", moment, () => {
            world.right.put("f", "edited")
            return undefined
          })
          assert.strictEqual((yield* world.act(action))._tag, "Stale", moment)
          assert.deepStrictEqual([treeOf(world.right), keptIn(world.right)], [{ f: "edited" }, {}], moment)
        }
      }
      const world = stage({ hasBackup: true })
      fill(world.right, { f: "1" })
      yield* world.act(remove(world, "f"))
      assert.deepStrictEqual([treeOf(world.right), keptIn(world.right)], [{}, { f: ["1"] }])
    }))

  it.effect("is done when it is gone already", () =>
    Effect.gen(function*() {
      const world = stage()
      fill(world.right, { "f": "1" })
      const action = remove(world, "f")
      world.right.remove("f")
      assert.strictEqual((yield* world.act(action))._tag, "Done")
    }))

  it.effect("is not done because the whole target is out of sight", () =>
    Effect.gen(function*() {
      const world = stage()
      fill(world.right, { "f": "1" })
      const action = remove(world, "f")
      world.right.removeRoot()
      assert.strictEqual((yield* world.act(action))._tag, "Failed")
    }))

  it.effect("is done when only the answer was lost", () =>
    Effect.gen(function*() {
      for (const moment of ["remove", "removed"] as const) {
        const world = stage()
        fill(world.right, { "f": "1" })
        const action = remove(world, "f")
        world.at("right", moment, () => lost)
        assert.strictEqual((yield* world.act(action))._tag, "Done", moment)
        assert.deepStrictEqual(treeOf(world.right), {})
      }
    }))
})

describe("sending a file", () => {
  it.effect("agrees on what was scanned and what is shown, with the content's digest", () =>
    Effect.gen(function*() {
      const world = withFile({ precision: 1000 }, "old")
      const action = send(world, "f")
      const outcome = yield* world.act(action)
      const digest = sha256("newer")
      assert.deepStrictEqual(outcome, {
        _tag: "Done",
        action,
        agreement: { left: fileOf(world.left, digest), right: fileOf(world.right, digest) },
      })
      assert.deepStrictEqual([treeOf(world.right), world.isTorn()], [{ f: "newer" }, false])
    }))

  it.effect("is left for the next pass when the target is not what was expected", () =>
    Effect.gen(function*() {
      const world = withFile({}, "old")
      const action = send(world, "f")
      world.right.put("f", "edited")
      assert.strictEqual((yield* world.act(action))._tag, "Stale")
      const fresh = withFile()
      const creating = send(fresh, "f")
      fresh.right.put("f", "appeared")
      assert.strictEqual((yield* fresh.act(creating))._tag, "Stale")
      assert.deepStrictEqual([treeOf(world.right), treeOf(fresh.right)], [{ f: "edited" }, { f: "appeared" }])
    }))

  it.effect("is left for the next pass when the source changes before or while it is read", () =>
    Effect.gen(function*() {
      for (const moment of ["read", "read-chunk", "read-end"] as const) {
        const world = withFile({}, "old")
        const action = send(world, "f")
        world.at("left", moment, () => {
          world.left.put("f", "NEWER")
          return undefined
        })
        assert.strictEqual((yield* world.act(action))._tag, "Stale", moment)
        assert.deepStrictEqual(treeOf(world.right), { f: "old" }, moment)
      }
    }))

  it.effect("never writes over what a user did meanwhile", () =>
    Effect.gen(function*() {
      for (const publishing of ["atomic", "no-replace", "at-close"] as const) {
        for (const moment of ["write", "write-chunk", "publish"] as const) {
          const world = withFile({ publishing }, "old")
          const action = send(world, "f")
          world.at("right", moment, () => {
            world.right.put("f", "edited")
            return undefined
          })
          assert.strictEqual((yield* world.act(action))._tag, "Stale", moment)
          assert.deepStrictEqual(treeOf(world.right), { f: "edited" }, `${publishing} ${moment}`)
        }
      }
    }))

  it.effect("never replaces what a user did meanwhile on a side that is people's own, at whatever step", () =>
    Effect.gen(function*() {
      const moments = ["write", "write-chunk", "look-again", "set-aside", "check-aside", "publish"] as const
      for (const publishing of ["atomic", "no-replace", "at-close"] as const) {
        for (const hasBackup of [true, false]) {
          for (const moment of moments) {
            const world = withFile({ publishing, hasBackup, mode: "two-way" }, "old")
            const action = send(world, "f")
            world.at("right", moment, () => {
              world.right.put("f", "edited")
              return undefined
            })
            const name = `${publishing} ${moment} ${hasBackup}`
            assert.strictEqual((yield* world.act(action))._tag, "Stale", name)
            assert.deepStrictEqual([treeOf(world.right), world.isTorn()], [{ f: "edited" }, false], name)
          }
        }
      }
    }))

  it.effect("puts the old version into the backup, where there is one", () =>
    Effect.gen(function*() {
      for (const mode of ["two-way", "mirror"] as const) {
        for (const publishing of ["atomic", "no-replace", "at-close"] as const) {
          const world = withFile({ publishing, hasBackup: true, mode }, "old")
          assert.strictEqual((yield* world.act(send(world, "f")))._tag, "Done")
          assert.deepStrictEqual([treeOf(world.right), keptIn(world.right)], [{ f: "newer" }, { f: ["old"] }])
        }
      }
    }))

  it.effect("fails alone when it is refused, and leaves nothing", () =>
    Effect.gen(function*() {
      for (const moment of ["write", "write-chunk", "set-aside", "publish", "clear-aside"] as const) {
        const world = withFile({ publishing: "no-replace" }, "old")
        const action = send(world, "f")
        world.at("right", moment, () => denied)
        assert.strictEqual((yield* world.act(action))._tag, "Failed", moment)
        assert.deepStrictEqual([leftoversIn(world.right), world.isTorn()], [[], false], moment)
      }
    }))

  it.effect("says when something may be left beside it", () =>
    Effect.gen(function*() {
      const world = withFile({ publishing: "no-replace" }, "old")
      const action = send(world, "f")
      world.right.before = (moment) => moment === "clear-aside" || moment === "recover" ? denied : undefined
      assert.strictEqual((yield* world.act(action))._tag, "Failed")
      assert.isTrue(world.isTorn())
      assert.strictEqual(leftoversIn(world.right).length, 1)
    }))
})
