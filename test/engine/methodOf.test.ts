import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type Comparison } from "../../src/domain/Pair.ts"
import { temporaryName } from "../../src/domain/temporaries.ts"
import { fill, memoryPair, type MemoryPairOptions, preview } from "../support/memoryPair.ts"

const methodFor = (options: MemoryPairOptions, tree: Readonly<Record<string, string>> = {}) => {
  const both = memoryPair(options)
  fill(both.left, tree)
  fill(both.right, tree)
  return Effect.map(Effect.provide(preview(both), both.layer, { local: true }), ({ method }) => method)
}

describe("the method of a plan", () => {
  it.effect("says what was compared, and how much had to be read", () =>
    Effect.gen(function*() {
      const told = Effect.fnUntraced(
        function*(compare: Comparison, keepsTimes: boolean, ...names: ReadonlyArray<string>) {
          const tree = Object.fromEntries(names.map((name) => [name, "text"]))
          return (yield* methodFor({ pair: { compare }, right: { keepsTimes } }, tree)).comparing
        },
      )
      assert.match(yield* told("size-and-modified", true, "a"), /modification time.*no content had to be read$/)
      assert.match(
        yield* told("size-and-modified", false, "a", "b"),
        /size and content; contents by SHA-256: source: 2 read here; target: 2 read here$/,
      )
      assert.match(yield* told("checksum", true, "a"), /size and content.*source: 1 read here; target: 1 read here$/)
      assert.match(yield* told("size", true, "a"), /size alone; no content had to be read$/)
    }))

  it.effect("says how files come to their names", () =>
    Effect.gen(function*() {
      for (const publishing of ["atomic", "no-replace", "at-close"] as const) {
        const { publishing: told } = yield* methodFor({ right: { publishing } })
        assert.isTrue(told.startsWith(`${publishing}: `), told)
      }
    }))

  it.effect("names what looks like ours and is of no run that is known", () =>
    Effect.gen(function*() {
      const name = temporaryName("0a1b2c3d", 1, 0)
      const { notes } = yield* methodFor({}, { [`d/${name}`]: "" })
      assert.deepStrictEqual(notes, [
        `d/${name} looks like a temporary file of a run that is not known here; it is left alone.`,
      ])
      assert.deepStrictEqual((yield* methodFor({})).notes, [])
    }))
})
