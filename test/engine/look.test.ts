import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type Side } from "../../src/domain/Side.ts"
import { type EndpointError } from "../../src/endpoint/EndpointError.ts"
import { type Moment } from "../../src/endpoint/memory/MemoryWorld.ts"
import { look } from "../../src/engine/look.ts"
import { openSides } from "../../src/engine/Sides.ts"
import { makePlan } from "../../src/plan/makePlan.ts"
import { StateStore } from "../../src/state/StateStore.ts"
import { at } from "../support/entries.ts"
import { attempted, denied, fill, lost, type MemoryPair, memoryPair, pass, patiently } from "../support/memoryPair.ts"

const looked = Effect.fnUntraced(function*({ pair }: MemoryPair) {
  const memory = yield* (yield* StateStore).load(pair.name)
  const seen = yield* look(pair, yield* openSides(pair), memory)
  return { ...seen, steps: makePlan(pair, seen.evidence) }
})

const stepsOf = ({ steps }: { readonly steps: { readonly actions: ReadonlyArray<{ _tag: string; path: string }> } }) =>
  steps.actions.map(({ _tag, path }) => `${_tag} ${path}`)

const pathsAt = ({ steps }: MemoryPair, side: Side, moment: Moment) =>
  steps.filter((step) => step.side === side && step.moment === moment).map(({ path }) => path)

const failAt = (both: MemoryPair, side: Side, moment: Moment, path: string, error: EndpointError) => {
  both.before = (step) => step.side === side && step.moment === moment && step.path === path ? error : undefined
}

const reads = (both: MemoryPair) => [pathsAt(both, "left", "read"), pathsAt(both, "right", "read")]

describe("an absence", () => {
  const tree = { "a": "1", "d/f": "2", "d/g/h": "3", "d/g/i": "4" }

  it.effect("is asked for by name before anything is deleted because of it", () => {
    const both = memoryPair()
    fill(both.left, { a: "1" })
    fill(both.right, tree)
    return Effect.gen(function*() {
      assert.deepStrictEqual(stepsOf(yield* looked(both)), [
        "Delete d/f",
        "Delete d/g/h",
        "Delete d/g/i",
        "Delete d/g",
        "Delete d",
      ])
      assert.deepStrictEqual(pathsAt(both, "left", "stat"), [at("d")])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("that is none becomes a doubt: what a listing left out is not deleted", () => {
    const both = memoryPair()
    fill(both.left, tree)
    fill(both.right, { ...tree, "a": "2", "old": "" })
    for (const path of ["a", "d/g"]) both.left.concealed.add(path)
    return Effect.gen(function*() {
      const { evidence, steps } = yield* looked(both)
      assert.deepStrictEqual(evidence.doubts.map(({ side, path }) => [side, path]), [
        ["left", at("a")],
        ["left", at("d/g")],
      ])
      assert.deepStrictEqual(stepsOf({ steps }).filter((step) => step.startsWith("Delete")), ["Delete old"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("that cannot be asked for becomes a doubt too", () => {
    const both = memoryPair()
    fill(both.left, { "d/e": "1" })
    fill(both.right, { "d/e": "1", "d/f": "2", "g": "" })
    failAt(both, "left", "stat", "d/f", denied)
    return Effect.gen(function*() {
      const { evidence, steps } = yield* looked(both)
      assert.deepStrictEqual(evidence.doubts.map(({ path, message }) => [path, message]), [
        [at("d/f"), "whether it is there is not known: permission denied"],
      ])
      assert.deepStrictEqual(stepsOf({ steps }).filter((step) => step.startsWith("Delete")), ["Delete g"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("behind a link that the filters keep out is none", () => {
    const both = memoryPair({ pair: { filters: [{ _tag: "Include", glob: "d/**" }, { _tag: "Exclude", glob: "*" }] } })
    fill(both.left, { "d/elsewhere": "" })
    both.left.remove("d")
    both.left.putEntry("d", { _tag: "Symlink", target: "elsewhere" })
    fill(both.right, { "d/f": "1" })
    return Effect.gen(function*() {
      const seen = yield* looked(both)
      assert.deepStrictEqual(stepsOf(seen), [])
      assert.deepStrictEqual(seen.evidence.doubts.map(({ path }) => path), [at("d")])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("is proven even where the whole root lists with a problem", () => {
    const both = memoryPair()
    fill(both.left, { "a": "1", "kept": "" })
    fill(both.right, { "a": "1", "kept": "", "old": "" })
    both.left.problems.set(undefined, ["the listing broke off"])
    both.left.concealed.add("kept")
    return Effect.gen(function*() {
      const seen = yield* looked(both)
      assert.deepStrictEqual(pathsAt(both, "left", "stat"), ["kept", "old"].map(at))
      assert.deepStrictEqual(stepsOf(seen).filter((step) => step.startsWith("Delete")), ["Delete old"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("is nobody's business when nothing is deleted", () => {
    const both = memoryPair({ pair: { mode: "copy" } })
    fill(both.right, tree)
    return Effect.gen(function*() {
      assert.deepStrictEqual(stepsOf(yield* looked(both)), [])
      assert.deepStrictEqual(pathsAt(both, "left", "stat"), [])
    }).pipe(Effect.provide(both.layer))
  })
})

describe("a lost connection", () => {
  it.effect("is waited for, and then ends the look", () => {
    const both = memoryPair()
    fill(both.left, { "d/f": "1" })
    fill(both.right, { "d/f": "1", "old": "" })
    return Effect.gen(function*() {
      for (
        const [side, moment, path] of [["left", "list", "d"], ["right", "list", "d"], ["left", "stat", "old"]] as const
      ) {
        let failures = 0
        both.before = (step) =>
          step.side === side && step.moment === moment && step.path === path && failures++ < 3 ? lost : undefined
        assert.isDefined(yield* attempted(looked(both)), `${side} ${moment}`)
        failAt(both, side, moment, path, lost)
        assert.strictEqual(yield* patiently(Effect.flip(looked(both))), lost, `${side} ${moment}`)
      }
    }).pipe(Effect.provide(both.layer))
  })
})

describe("a missing root", () => {
  it.effect("of the source is looked at no further", () => {
    const both = memoryPair()
    both.left.removeRoot()
    fill(both.right, { f: "1" })
    return Effect.gen(function*() {
      const { roots } = yield* looked(both)
      assert.isUndefined(roots.left)
      assert.isDefined(roots.right)
      assert.deepStrictEqual([pathsAt(both, "left", "list"), pathsAt(both, "left", "stat")], [[], []])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("of the target is an empty target", () => {
    const both = memoryPair()
    fill(both.left, { f: "1" })
    both.right.removeRoot()
    return Effect.gen(function*() {
      const seen = yield* looked(both)
      assert.deepStrictEqual([seen.roots.right, stepsOf(seen)], [undefined, ["Transfer f"]])
      assert.deepStrictEqual(pathsAt(both, "right", "list"), [])
    }).pipe(Effect.provide(both.layer))
  })
})

describe("contents", () => {
  const stamp = { modified: 1_600_000_000_000 }
  const twoOf = (both: MemoryPair, left: string, right: string) => {
    both.left.put("a", left, stamp)
    both.right.put("a", right, stamp)
  }

  it.effect("are not read where size and time tell", () => {
    const both = memoryPair()
    twoOf(both, "same", "same")
    fill(both.left, { b: "1" })
    fill(both.right, { b: "22", c: "3" })
    return Effect.gen(function*() {
      assert.deepStrictEqual(stepsOf(yield* looked(both)), ["Transfer b", "Delete c"])
      assert.deepStrictEqual(reads(both), [[], []])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("are read on both sides where they alone can tell", () =>
    Effect.gen(function*() {
      for (const [compare, keepsTimes] of [["checksum", true], ["size-and-modified", false]] as const) {
        for (const right of ["same", "else"]) {
          const both = memoryPair({ pair: { compare }, right: { keepsTimes } })
          twoOf(both, "same", right)
          const seen = yield* Effect.provide(looked(both), both.layer, { local: true })
          assert.deepStrictEqual(stepsOf(seen), right === "same" ? [] : ["Transfer a"])
          assert.deepStrictEqual(reads(both), [[at("a")], [at("a")]])
        }
      }
    }))

  it.effect("are read once: what was found out is remembered", () => {
    const both = memoryPair({ pair: { compare: "checksum" } })
    twoOf(both, "same", "same")
    return Effect.gen(function*() {
      yield* patiently(pass(both))
      both.left.put("a", "same", stamp) // the same bytes again, under another id
      both.steps.length = 0
      assert.deepStrictEqual(stepsOf(yield* looked(both)), [])
      assert.deepStrictEqual(reads(both), [[at("a")], []])
      both.right.put("a", "else", stamp)
      assert.deepStrictEqual(stepsOf(yield* looked(both)), ["Transfer a"])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("that cannot be read leave their path alone", () =>
    Effect.gen(function*() {
      for (const side of ["left", "right"] as const) {
        const both = memoryPair({ pair: { compare: "checksum" } })
        twoOf(both, "same", "else")
        failAt(both, side, "read", "a", denied)
        const seen = yield* Effect.provide(looked(both), both.layer, { local: true })
        assert.deepStrictEqual([stepsOf(seen), seen.steps.conflicts], [[], []])
        assert.deepStrictEqual(seen.evidence.doubts.map((doubt) => [doubt.side, doubt.path]), [[side, at("a")]])
      }
    }))

  it.effect("that change while they are read leave their path alone", () => {
    const both = memoryPair({ pair: { compare: "checksum" } })
    twoOf(both, "same", "else")
    both.before = ({ side, moment }) => {
      if (side === "left" && moment === "read-end") both.left.put("a", "new!", { modified: 1_650_000_000_000 })
      return undefined
    }
    return Effect.gen(function*() {
      assert.deepStrictEqual(stepsOf(yield* looked(both)), [])
    }).pipe(Effect.provide(both.layer))
  })

  it.effect("are told about while they are read", () => {
    const both = memoryPair({ pair: { compare: "checksum" }, left: { chunk: 2 } })
    twoOf(both, "12345", "12345")
    return Effect.gen(function*() {
      yield* looked(both)
      const told = both.events.flatMap((event) => event._tag === "Hashing" && event.side === "left" ? [event] : [])
      assert.deepStrictEqual(told.map(({ done, total, bytes, bytesTotal }) => [done, total, bytes, bytesTotal]), [
        [0, 1, 2, 5],
        [0, 1, 4, 5],
        [0, 1, 5, 5],
        [1, 1, 5, 5],
      ])
    }).pipe(Effect.provide(both.layer))
  })
})
