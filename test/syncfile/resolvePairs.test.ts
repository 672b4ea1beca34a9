import { assert, describe, it } from "@effect/vitest"
import { unwatched } from "../support/watching.ts"
import { complaintsAbout, setupOf, withPairs } from "./reading.ts"

const places = "mode: copy, source: ./a, target: ./b"
const pairOf = (more: string, defaults = "") => setupOf(`${withPairs(`  p: { ${places}${more} }`)}${defaults}`).pairs[0]

describe("resolvePairs", () => {
  it("fills in what is not written", () => {
    assert.deepStrictEqual(pairOf(""), {
      name: "p",
      mode: "copy",
      left: { _tag: "Local", path: "/srv/feeds/a", written: "./a" },
      right: { _tag: "Local", path: "/srv/feeds/b", written: "./b" },
      compare: "size-and-modified",
      filters: [],
      symlinks: "skip",
      limits: { deletes: { count: 500, percent: 25 }, changes: undefined, transfer: undefined },
      watch: unwatched,
      conflicts: { policy: { resolve: "hold", loser: "backup", againstDelete: "edit" }, rules: [] },
      backup: { left: undefined, right: undefined },
    })
  })

  it("follows no links in a two-way pair, whatever defaults say, and complains where the pair itself asks for it", () => {
    const text = withPairs("  p: { mode: two-way, left: ./a, right: ./b }")
    assert.strictEqual(setupOf(`${text}defaults: { symlinks: follow }\n`).pairs[0]?.symlinks, "skip")
    const asked = withPairs("  p: { mode: two-way, left: ./a, right: ./b, symlinks: follow }")
    assert.match(complaintsAbout(asked).join("\n"), /^\d+:\d+ a two-way pair cannot follow links$/)
  })

  it("takes from defaults what a pair does not say", () => {
    const defaults = `defaults:
  compare: { by: [checksum] }
  filters: [exclude: "*.tmp"]
  symlinks: follow
  limits: { deletes: { count: 5, percent: 1 }, changes: { percent: 50 }, transfer: 2kB }
`
    const pair = pairOf("", defaults)
    assert.deepStrictEqual([pair?.compare, pair?.filters, pair?.symlinks, pair?.limits], [
      "checksum",
      [{ _tag: "Exclude", glob: "*.tmp" }],
      "follow",
      { deletes: { count: 5, percent: 1 }, changes: { percent: 50 }, transfer: 2000 },
    ])
  })

  it("merges maps and replaces lists", () => {
    const defaults =
      "defaults:\n  filters: [exclude: a]\n  limits: { deletes: { count: 5, percent: 1 }, transfer: 2kB }\n"
    const pair = pairOf(
      ", filters: [exclude: b], limits: { deletes: { percent: 2 }, changes: { percent: 9 } }",
      defaults,
    )
    assert.deepStrictEqual(pair?.filters, [{ _tag: "Exclude", glob: "b" }])
    assert.deepStrictEqual(pair?.limits, {
      deletes: { count: 5, percent: 2 },
      changes: { percent: 9 },
      transfer: 2000,
    })
  })

  it("takes an empty list for a list", () => {
    assert.deepStrictEqual(pairOf(", filters: []", "defaults: { filters: [exclude: a] }\n")?.filters, [])
  })

  it("takes nothing for something that was written: zero is a limit", () => {
    assert.deepStrictEqual(pairOf(", limits: { deletes: { count: 0, percent: 0 } }")?.limits.deletes, {
      count: 0,
      percent: 0,
    })
  })

  it.each([
    ["[size, modified]", "size-and-modified"],
    ["[checksum]", "checksum"],
    ["[size]", "size"],
  ])("compares by %s", (by, comparison) => {
    assert.strictEqual(pairOf(`, compare: { by: ${by} }`)?.compare, comparison as never)
  })

  it("keeps pairs in the order of the file", () => {
    const text = withPairs(
      ["z", "a", "m"].map((name) => `  ${name}: { mode: copy, source: ./${name}, target: ./${name}2 }`).join("\n"),
    )
    assert.deepStrictEqual(setupOf(text).pairs.map(({ name }) => name), ["z", "a", "m"])
  })

  it("tells a mistake in defaults once, not once a pair", () => {
    const text = withPairs(
      "  p: { mode: copy, source: ./a, target: ./b }\n  q: { mode: copy, source: ./a, target: ./c }",
    )
    assert.strictEqual(complaintsAbout(`${text}defaults: { filters: [exclude: "["] }\n`).length, 1)
  })

  it("judges one pair's places while its other keys and other pairs are wrong", () => {
    const text = withPairs(
      "  p: { mode: miror, source: nowhere:x, target: / }\n  q:\n  r: { source: ./a, target: ~, limits: [] }",
    )
    assert.deepStrictEqual(complaintsAbout(text), [
      "7:14 `mode` must be `copy`, `mirror` or `two-way`, not `miror`",
      "7:29 `nowhere:x` lies on a remote that is not declared under `remotes`",
      "7:48 `/` is the root of the file system, which cannot be a target",
      "8:3 `q` has no value: it must be a map",
      "9:3 pairs.r needs `mode`",
      "9:21 `target` has no value: it must be a folder: `remote:path`, or `./path`, `/path`, `~/path` on this machine",
      "9:40 `limits` must be a map",
    ])
  })
})
