import { assert, describe, it } from "@effect/vitest"
import { type Entry } from "../../src/domain/Entry.ts"
import { type Mode } from "../../src/domain/Pair.ts"
import { type Evidence } from "../../src/plan/Evidence.ts"
import { closedPaths, eachSighting, isClosed, parentsOf } from "../../src/plan/sightings.ts"
import {
  at,
  baseline,
  directory,
  evidence,
  file,
  link,
  problem,
  snapshot,
  special,
  unknown,
} from "../support/entries.ts"
import { packed } from "../support/packed.ts"

const shownOf = (seen: ReturnType<typeof evidence>) => {
  const shown: Array<readonly [string, Entry | undefined, Entry | undefined]> = []
  eachSighting(seen, (path, { left, right }) => shown.push([path, left, right]))
  return shown
}

const known = (id: string): Entry => file(1, 1000, { id, digest: "old" })
const isShut = (parts: Parameters<typeof evidence>[0], path: string, mode: Mode = "mirror") =>
  isClosed(closedPaths(mode, evidence(parts)), at(path))

describe("eachSighting of a packed past", () => {
  const agreed = file(1, 2000, { digest: "d" })
  const others: Readonly<Record<string, readonly [Entry, Entry]>> = {
    "calm": [agreed, agreed],
    "folder": [directory, directory],
    "edited": [file(1, 1000), agreed],
    "kept with two contents": [file(1, 2000, { digest: "c" }), agreed],
    "kept with one": [file(1, 2000), agreed],
    "hidden": [agreed, agreed],
    "passed": [directory, directory],
  }
  const now = Object.fromEntries(Object.keys(others).map((path) => [path, others[path]![1]]))
  const scopes = { hidden: "hidden", passed: "through" } as const
  const parts = { left: snapshot(now, { scopes }), right: snapshot(now), baseline: packed(baseline(others)) }

  const visited = (seen: Evidence): readonly [number, ReadonlyArray<string>] => {
    const paths: Array<string> = []
    const calm = eachSighting(seen, (path) => void paths.push(path))
    return [calm, paths]
  }

  it("shows what changed, and what filters keep out, and counts the rest", () => {
    assert.deepStrictEqual(visited(evidence(parts)), [
      2,
      ["edited", "hidden", "kept with one", "kept with two contents", "passed"],
    ])
  })

  it("shows everything where names may be twins", () => {
    assert.deepStrictEqual(visited(evidence({ ...parts, foldsNames: true })), [0, Object.keys(now).toSorted()])
  })

  it("shows everything where nothing tells quickly", () => {
    assert.strictEqual(visited(evidence({ ...parts, baseline: baseline(others) }))[0], 0)
  })
})

describe("each path", () => {
  it("is shown once, in tree order, with what each side holds", () => {
    const left = snapshot({ a: directory, "a/b": file(1), "a.txt": file(2) })
    const right = snapshot({ "a": file(3), "a b": file(4), "c": directory, "a.txt": file(2) })
    assert.deepStrictEqual(shownOf(evidence({ left, right, baseline: baseline({ gone: file(9) }) })), [
      ["a", directory, file(3)],
      ["a/b", file(1), undefined],
      ["a b", undefined, file(4)],
      ["a.txt", file(2), file(2)],
      ["c", undefined, directory],
    ])
  })

  it("comes with its past and its places", () => {
    const past = { left: file(1), right: file(2) }
    const seen = evidence({
      left: snapshot({ a: file(1), b: file(1) }),
      right: snapshot({ b: file(2) }),
      baseline: new Map([[at("b"), past]]),
    })
    const met: Array<unknown> = []
    eachSighting(seen, (path, { agreed }, ranks) => met.push([path, agreed, ranks]))
    assert.deepStrictEqual(met, [["a", undefined, { left: 0, right: -1 }], ["b", past, { left: 1, right: 0 }]])
  })

  it("has a digest that was found, or one that nothing speaks against", () => {
    const files = { a: file(1, 1000, { id: "1" }), b: file(1, 1000, { id: "2" }), c: file(1, 2000) }
    const left = snapshot({ ...files, d: directory })
    const digests = { left: new Map([[at("c"), "new"], [at("d"), "none"]]), right: new Map() }
    const seen = evidence({
      left,
      digests,
      baseline: baseline({ a: known("1"), b: known("1"), c: file(1, 1000, { digest: "old" }) }),
    })
    assert.deepStrictEqual(shownOf(seen).map(([, entry]) => entry), [
      known("1"),
      files.b,
      file(1, 2000, { digest: "new" }),
      directory,
    ])
  })
})

describe("a path is closed", () => {
  it.each<readonly [string, Entry]>([["a link", link], ["a device", special], ["what could not be seen", unknown]])(
    "at and below %s, on either side",
    (_what, entry) => {
      for (const side of ["left", "right"] as const) {
        const parts = { [side]: snapshot({ d: directory, "d/x": entry }) }
        assert.isTrue(isShut(parts, "d/x") && isShut(parts, "d/x/y/z"))
        assert.isFalse(isShut(parts, "d") || isShut(parts, "d/xy"))
      }
    },
  )

  it("at and below every problem and every doubt", () => {
    const parts = {
      left: snapshot({ a: directory }, { problems: [problem("left", "a")] }),
      right: snapshot({ b: directory }, { problems: [problem("right", "b")] }),
      doubts: [problem("left", "c/d")],
    }
    for (const path of ["a", "a/x", "b", "b/x/y", "c/d", "c/d/e"]) assert.isTrue(isShut(parts, path), path)
    for (const path of ["c", "ab", "d"]) assert.isFalse(isShut(parts, path), path)
  })

  it("where either side hides a file, unless the source shows one that is wanted", () => {
    const hidden = snapshot({ h: file(1) }, { scopes: { h: "hidden" } })
    assert.isTrue(isShut({ left: hidden }, "h"))
    assert.isTrue(isShut({ right: hidden }, "h"))
    assert.isTrue(isShut({ left: hidden, right: snapshot({ h: file(2) }) }, "h"))
    assert.isTrue(isShut({ left: hidden, right: hidden }, "h"))
    assert.isTrue(isShut({ left: snapshot({ h: directory }), right: hidden }, "h"))
    assert.isFalse(isShut({ left: snapshot({ h: file(2) }), right: hidden }, "h"))
  })

  it("where either side of a two-way pair hides a file, whatever the other one shows", () => {
    const hidden = snapshot({ h: file(1) }, { scopes: { h: "hidden" } })
    const wanted = snapshot({ h: file(2) })
    for (const parts of [{ left: wanted, right: hidden }, { left: hidden, right: wanted }, { right: hidden }]) {
      assert.isTrue(isShut(parts, "h", "two-way"))
    }
  })

  it("nowhere else", () => {
    const through = snapshot({ t: directory, "t/f": file(1) }, { scopes: { t: "through" } })
    assert.strictEqual(closedPaths("mirror", evidence({ left: through, right: through })).size, 0)
  })
})

it("the parents of paths are all directories above them, each once", () => {
  assert.deepStrictEqual([...parentsOf(["a/b/c", "a/b/d", "e"].map(at))], ["a/b", "a"].map(at))
})
