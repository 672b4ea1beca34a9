/** Bounds on size and age: both ends are within, and all of them count. */
import { assert, describe, it } from "@effect/vitest"
import { boundsOf, contradictionIn } from "../../../src/domain/filter/bounds.ts"
import { type FilterRule } from "../../../src/domain/filter/FilterRule.ts"
import { makeFilter } from "../../../src/domain/filter/makeFilter.ts"

const now = 1_000_000
const minSize = (bytes: number): FilterRule => ({ _tag: "MinSize", bytes })
const maxSize = (bytes: number): FilterRule => ({ _tag: "MaxSize", bytes })
const minAge = (milliseconds: number): FilterRule => ({ _tag: "MinAge", milliseconds })
const maxAge = (milliseconds: number): FilterRule => ({ _tag: "MaxAge", milliseconds })

describe("inBounds", () => {
  it.each([
    { rules: [], size: 0, age: 0, expected: true },
    { rules: [minSize(10)], size: 9, age: 0, expected: false },
    { rules: [minSize(10)], size: 10, age: 0, expected: true },
    { rules: [maxSize(10)], size: 10, age: 0, expected: true },
    { rules: [maxSize(10)], size: 11, age: 0, expected: false },
    { rules: [minAge(50)], size: 0, age: 49, expected: false },
    { rules: [minAge(50)], size: 0, age: 50, expected: true },
    { rules: [maxAge(50)], size: 0, age: 50, expected: true },
    { rules: [maxAge(50)], size: 0, age: 51, expected: false },
    { rules: [minSize(10), minSize(20)], size: 15, age: 0, expected: false },
    { rules: [maxSize(20), maxSize(10)], size: 15, age: 0, expected: false },
    { rules: [minAge(20), minAge(10)], size: 0, age: 15, expected: false },
    { rules: [maxAge(10), maxAge(20)], size: 0, age: 15, expected: false },
    { rules: [minAge(0)], size: 0, age: -1, expected: false }, // a clock ahead of ours
    { rules: [maxAge(0)], size: 0, age: -1, expected: true },
  ])(
    "$rules: $size bytes, $age ms old: $expected",
    ({ rules, size, age, expected }) =>
      assert.strictEqual(makeFilter(rules).inBounds({ size, modified: now - age }, now), expected),
  )
})

describe("contradictionIn", () => {
  it.each([
    { rules: [], expected: undefined },
    { rules: [minSize(10), maxSize(10), minAge(10), maxAge(10)], expected: undefined },
    { rules: [minSize(11), maxSize(10)], expected: /smallest size/ },
    { rules: [minAge(11), maxAge(10)], expected: /lowest age/ },
  ])("$rules", ({ rules, expected }) => {
    const contradiction = contradictionIn(boundsOf(rules))
    if (expected === undefined) assert.isUndefined(contradiction)
    else assert.match(contradiction ?? "", expected)
  })
})
