import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { Entry, type File } from "../../src/domain/Entry.ts"
import { Snapshot } from "../../src/domain/Snapshot.ts"
import { at, directory, file, problem, snapshot, unknown } from "../support/entries.ts"

/** Permission bits are kept in 32 bits, all set when there are none. */
const withoutDigest = ({ _tag, size, modified, mode, id }: File): File => ({
  _tag,
  size,
  modified,
  ...(mode === undefined || (mode | 0) === -1 ? {} : { mode: mode | 0 }),
  ...(id === undefined ? {} : { id }),
})

describe("a snapshot", () => {
  it("gives back what was seen, by path and by place", () => {
    const entries = { a: directory, "a/b": file(3, 4.5, { mode: 0o644, id: "i:1" }), c: unknown }
    const seen = snapshot(entries, { scopes: { "a": "through", "a/b": "hidden" } })
    assert.deepStrictEqual(seen.paths, ["a", "a/b", "c"].map(at))
    assert.strictEqual(seen.size, 3)
    assert.deepStrictEqual(seen.get(at("a/b")), entries["a/b"])
    assert.deepStrictEqual(seen.paths.map((_path, rank) => seen.entryAt(rank)), Object.values<Entry>(entries))
    assert.deepStrictEqual(seen.paths.map((_path, rank) => seen.kindAt(rank)), ["Directory", "File", "Unknown"])
    assert.deepStrictEqual(seen.paths.map((_path, rank) => seen.scopeAt(rank)), ["through", "hidden", "in"])
  })

  it("finds the place of each path, in whatever order they are asked for", () => {
    const paths = ["a", "a/b", "a/b/c", "a/d", "b", "c", "c/a"].map(at)
    const seen = Snapshot.of(paths.map((path) => ({ path, entry: directory, scope: "in" })))
    const ranks = Array.from(paths.keys())
    for (const first of ranks) {
      for (const second of [...ranks, ...ranks.toReversed()]) {
        assert.strictEqual(seen.rankOf(paths[first]!), first)
        assert.strictEqual(seen.rankOf(at("a/c")), -1)
        assert.strictEqual(seen.rankOf(paths[second]!), second)
      }
    }
  })

  it("knows nothing of other paths, not even of those that objects know", () => {
    const seen = snapshot({ a: directory })
    for (const path of ["b", "a/b", "constructor", "__proto__"]) {
      assert.isUndefined(seen.get(at(path)))
      assert.strictEqual(seen.rankOf(at(path)), -1)
    }
  })

  it("takes a place outside it for unknown and hidden, so that nothing is done about it", () => {
    assert.strictEqual(snapshot({}).kindAt(0), "Unknown")
    assert.strictEqual(snapshot({}).scopeAt(-1), "hidden")
  })

  it("carries problems, leftovers and the folders that hold more than it shows", () => {
    const problems = [problem("left", "a"), problem("left", undefined)]
    const seen = Snapshot.of([], problems, [at("x")], new Set([at("d")]))
    assert.deepStrictEqual([seen.problems, seen.leftovers], [problems, [at("x")]])
    assert.isTrue(seen.occupied.has(at("d")))
    assert.strictEqual(snapshot({ a: directory }).occupied.size, 0)
  })

  it.prop("keeps every entry whole but for its digest", [Schema.Array(Entry)], ([entries]) => {
    const seen = Snapshot.of(entries.map((entry, index) => ({ path: at(`${index}`), entry, scope: "in" })))
    for (const [index, entry] of entries.entries()) {
      const kept = entry._tag === "File" ? withoutDigest(entry) : entry
      assert.deepStrictEqual(seen.entryAt(index), kept)
    }
  }, { arbitrary: { runs: 500 } })
})
