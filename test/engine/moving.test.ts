/** One move, and what may happen to it on its way. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type Action } from "../../src/domain/Action.ts"
import { type File } from "../../src/domain/Entry.ts"
import { at } from "../support/entries.ts"
import { fill, lost, treeOf } from "../support/memoryPair.ts"
import { sha256, type Stage, stage } from "./stage.ts"

describe("moving", () => {
  const moving = (world: Stage, from: string, path: string, digest = "what it was"): Action => {
    const moved = world.right.peek(from) as File
    const agreement = { left: { ...moved, id: "left" }, right: { ...moved, digest } }
    const carried = [{ from: at(from), path: at(path), agreement }]
    return {
      _tag: "Move",
      side: "right",
      path: at(path),
      expected: undefined,
      from: at(from),
      moved,
      wanted: moved,
      carried,
    }
  }
  const stageWith = (tree: Readonly<Record<string, string>>, hasIds = true): Stage => {
    const world = stage({ mode: "two-way", hasIds })
    fill(world.right, tree)
    return world
  }

  it.effect("takes the past along, as the new place shows the file now", () =>
    Effect.gen(function*() {
      const world = stageWith({ f: "1" })
      const action = moving(world, "f", "g")
      const outcome = yield* world.act(action)
      const [carried] = action._tag === "Move" ? action.carried : []
      assert.deepStrictEqual(outcome, {
        _tag: "Done",
        action,
        agreement: {
          left: carried!.agreement.left,
          right: { ...world.right.peek("g") as File, digest: "what it was" },
        },
      })
      assert.deepStrictEqual(treeOf(world.right), { g: "1" })
    }))

  it.effect("does not take a write to the new place for what was moved: the next pass has to see it", () =>
    Effect.gen(function*() {
      const world = stageWith({ f: "1" })
      const action = moving(world, "f", "g")
      world.at("right", "moved", () => {
        world.right.put("g", "2")
        return undefined
      })
      const outcome = yield* world.act(action)
      const [carried] = action._tag === "Move" ? action.carried : []
      assert.deepStrictEqual(outcome, { _tag: "Done", action, agreement: carried!.agreement })
      assert.deepStrictEqual(treeOf(world.right), { g: "2" })
    }))

  it.effect("knows a file that was dated anew by its content", () =>
    Effect.gen(function*() {
      const world = stageWith({ f: "1" }, false)
      const action = moving(world, "f", "g", sha256("1"))
      world.at("right", "moved", () => {
        world.right.put("g", "1", { modified: 1_600_000_000_000 })
        return undefined
      })
      const outcome = yield* world.act(action)
      assert.deepStrictEqual(outcome._tag === "Done" ? outcome.agreement?.right : outcome, {
        ...world.right.peek("g") as File,
        digest: sha256("1"),
      })
    }))

  it.effect("is left for the next pass when either place is not as expected, then or meanwhile", () =>
    Effect.gen(function*() {
      for (const moment of ["move", "set-aside", "rename"] as const) {
        for (const path of moment === "rename" ? ["g"] : ["f", "g"]) {
          const world = stageWith({ f: "1" })
          const action = moving(world, "f", "g")
          world.at("right", moment, () => {
            world.right.put(path, "a user's")
            return undefined
          })
          assert.strictEqual((yield* world.act(action))._tag, "Stale", `${moment} ${path}`)
          assert.deepStrictEqual(treeOf(world.right), path === "f" ? { f: "a user's" } : { f: "1", g: "a user's" })
        }
      }
    }))

  it.effect("leaves alone what a user puts in the place of a file on its way", () =>
    Effect.gen(function*() {
      const world = stageWith({ f: "1" })
      world.at("right", "rename", () => {
        world.right.put("f", "a user's")
        return undefined
      })
      assert.strictEqual((yield* world.act(moving(world, "f", "g")))._tag, "Done")
      assert.deepStrictEqual(treeOf(world.right), { f: "a user's", g: "1" })
    }))

  it.effect("is done once, whichever answer was lost", () =>
    Effect.gen(function*() {
      for (const moment of ["move", "set-aside", "check-aside", "rename", "moved"] as const) {
        const world = stageWith({ f: "1" }, false) // with ids, what was renamed twice has changed
        const action = moving(world, "f", "g")
        world.at("right", moment, () => lost)
        assert.strictEqual((yield* world.act(action))._tag, "Done", moment)
        assert.deepStrictEqual(treeOf(world.right), { g: "1" }, moment)
      }
    }))

  it.effect("is not taken for done when both places hold something", () =>
    Effect.gen(function*() {
      const world = stageWith({ f: "1" })
      const action = moving(world, "f", "g")
      world.at("right", "moved", () => {
        world.right.put("f", "a user's")
        return lost
      })
      assert.strictEqual((yield* world.act(action))._tag, "Failed")
      assert.deepStrictEqual(treeOf(world.right), { f: "a user's", g: "1" })
    }))
})
