import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { createHash } from "node:crypto"
import { type Action } from "../../src/domain/Action.ts"
import { type File } from "../../src/domain/Entry.ts"
import { temporaryName } from "../../src/domain/temporaries.ts"
import { type EndpointError } from "../../src/endpoint/EndpointError.ts"
import { memoryEndpoint } from "../../src/endpoint/memory/memoryEndpoint.ts"
import { type MemoryOptions, memoryWorld, type Moment } from "../../src/endpoint/memory/MemoryWorld.ts"
import { retrying } from "../../src/endpoint/retrying.ts"
import { perform } from "../../src/engine/perform.ts"
import { at, directory } from "../support/entries.ts"
import { denied, fill, leftoversIn, lost, patiently, treeOf } from "../support/memoryPair.ts"

const run = "0a1b2c3d"

const stage = (options: Partial<MemoryOptions> = {}) => {
  const left = memoryWorld({ name: "left", chunk: 2 })
  const right = memoryWorld({ name: "right", ...options })
  const sides = { left: retrying(memoryEndpoint(left)), right: retrying(memoryEndpoint(right)) }
  const moments: Array<Moment> = []
  let isTorn = false
  const torn = () => {
    isTorn = true
  }
  return {
    left,
    right,
    moments,
    isTorn: () => isTorn,
    act: (action: Action) => patiently(perform(action, 5, { sides, run, passed: () => Effect.void, torn })),
    /** Lets something happen at a moment of a side, the first time or every time. */
    at: (side: "left" | "right", moment: Moment, happen: () => EndpointError | undefined, times = 1) => {
      let due = times
      const world = side === "left" ? left : right
      world.before = (each) => {
        if (side === "right") moments.push(each)
        if (each !== moment || due === 0) return undefined
        due -= 1
        return happen()
      }
    },
  }
}
type Stage = ReturnType<typeof stage>

const make: Action = { _tag: "MakeDirectory", side: "right", path: at("d"), expected: undefined, wanted: directory }
const remove = ({ right }: Stage, path: string): Action => ({
  _tag: "Delete",
  side: "right",
  path: at(path),
  expected: right.peek(path),
  wanted: undefined,
})
const send = ({ left, right }: Stage, path: string): Action => ({
  _tag: "Transfer",
  side: "right",
  path: at(path),
  expected: right.peek(path),
  wanted: left.peek(path) as File,
  from: at(path),
})
const fileOf = (world: Stage["left"], digest: string): File => ({ ...world.peek("f") as File, digest })
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex")

/** A file that is new on the left, and one that is to be replaced. */
const withFile = (options: Partial<MemoryOptions> = {}, old?: string): Stage => {
  const world = stage(options)
  world.left.put("f", "newer", { modified: 1_600_000_000_500 })
  if (old !== undefined) world.right.put("f", old)
  return world
}

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

  const moments = ["write", "write-chunk", "set-aside", "publish", "clear-aside", "published"] as const

  it.effect("costs another try at most, and leaves nothing", () =>
    Effect.gen(function*() {
      for (const publishing of ["atomic", "no-replace", "at-close"] as const) {
        for (const moment of moments) {
          const world = withFile({ publishing }, "old")
          const action = send(world, "f")
          world.at("right", moment, () => lost)
          const outcome = yield* world.act(action)
          assert.strictEqual(outcome._tag, "Done", `${publishing} ${moment}`)
          assert.deepStrictEqual(treeOf(world.right), { f: "newer" }, `${publishing} ${moment}`)
          const [agreed] = outcome._tag === "Done" && outcome.agreement ? [outcome.agreement] : []
          assert.deepStrictEqual(agreed?.right, fileOf(world.right, sha256("newer")))
        }
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
