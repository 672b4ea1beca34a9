import { assert, describe, it } from "@effect/vitest"
import { complaintsAbout, hintsFor, setupOf, withPairs } from "./reading.ts"

const good = "  p: { mode: copy, source: ./a, target: ./b }"

const cases: ReadonlyArray<readonly [title: string, pairs: string, complaints: ReadonlyArray<string>]> = [
  ["a doubled key", `${good}\n  p: { mode: copy, source: ./c, target: ./d }`, [
    "8:3 `p` stands here twice, first in line 7",
  ]],
  ["a merge key", "  p: { mode: copy, source: ./a, target: ./b, <<: 1 }", ["7:46 merge keys (`<<`) are not supported"]],
  ["a merge key in quotes", "  p: { mode: copy, source: ./a, target: ./b, \"<<\": 1 }", [
    "7:46 merge keys (`<<`) are not supported",
  ]],
  ["a key that JavaScript objects have anyway", `${good}\n  __proto__: {}\n  constructor: {}\n  prototype: {}`, [
    "8:3 `__proto__` cannot be a key",
    "9:3 `constructor` cannot be a key",
    "10:3 `prototype` cannot be a key",
  ]],
  ["such a key below x-…", `${good}\nx-a: [{ b: { __proto__: { c: 1 } } }]`, ["8:14 `__proto__` cannot be a key"]],
  ["an alias for nothing", "  p: { mode: copy, source: ./a, target: ./b, filters: *junk }", [
    "7:55 no anchor `junk` stands above this alias",
  ]],
  ["an alias above its anchor", `${good}\n  q: *x\nx-a: &x {}`, ["8:6 no anchor `x` stands above this alias"]],
  ["an alias in its own anchor", "  p: { mode: copy, source: ./a, target: ./b, filters: &f [*f] }", [
    "7:59 `f` would contain itself",
  ]],
  ["a tag", "  p: { mode: !mode copy, source: ./a, target: ./b }", ["7:20 a syncfile has no YAML tags"]],
  ["a list as a key", `${good}\n  ? [a, b]\n  : c`, ["8:5 a key is a plain word"]],
  ["nothing as a key", `${good}\n  : c`, ["8:5 a key is a plain word"]],
  ["an alias as a key", `${good}\nx-a: &a b\n*a : c`, ["9:1 a key is a plain word"]],
  ["nesting of a hundred levels", `${good}\nx-a: ${"[".repeat(100)}${"]".repeat(100)}`, [
    "8:69 nested more than 64 levels deep",
  ]],
]

describe("parseStructure", () => {
  it.each(cases)("refuses %s", (_title, pairs, complaints) => {
    assert.deepStrictEqual(complaintsAbout(withPairs(pairs)), complaints)
  })

  it("says what to write in place of a merge key", () => {
    assert.deepStrictEqual(hintsFor(withPairs("  p: { mode: copy, source: ./a, target: ./b, <<: 1 }")), [
      "put what all pairs share under `defaults`, or use an alias for a whole value: `filters: *junk`",
    ])
  })

  it("says that a glob with a star needs quotes", () => {
    assert.deepStrictEqual(
      hintsFor(withPairs("  p: { mode: copy, source: ./a, target: ./b, filters: [exclude: *.tmp] }")),
      [
        "define it above with &.tmp; a glob that starts with * needs quotes",
      ],
    )
  })

  it("takes an anchor that is defined twice as the one before the alias", () => {
    const filters = "x-a: [&f [exclude: a], &f [exclude: b]]\n"
    const text = filters + withPairs("  p: { mode: copy, source: ./a, target: ./b, filters: *f }")
    assert.deepStrictEqual(setupOf(text).pairs[0]?.filters, [{ _tag: "Exclude", glob: "b" }])
  })
})
