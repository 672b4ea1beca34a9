import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Entries } from "../../src/domain/Entries.ts"
import { type FilterRule } from "../../src/domain/filter/FilterRule.ts"
import { makeFilter } from "../../src/domain/filter/makeFilter.ts"
import { asideName, probePrefix, temporaryName } from "../../src/domain/temporaries.ts"
import { type Endpoint } from "../../src/endpoint/Endpoint.ts"
import { memoryEndpoint } from "../../src/endpoint/memory/memoryEndpoint.ts"
import { memoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { scan } from "../../src/engine/scan.ts"
import { at, directory, file, link, problem, unknown } from "../support/entries.ts"
import { denied, fill, lost } from "../support/memoryPair.ts"

const now = 1_700_000_000_000
const hour = 3_600_000

const scanned = (endpoint: Endpoint, rules: ReadonlyArray<FilterRule> = [], seen: Array<number> = []) =>
  scan(endpoint, {
    side: "left",
    filter: makeFilter(rules),
    now,
    listings: 3,
    seen: (entries) => Effect.sync(() => void seen.push(entries)),
  })

const worldOf = (tree: Readonly<Record<string, string>>) => {
  const world = memoryWorld()
  const listed: Array<string> = []
  world.before = (moment, path) => {
    if (moment === "list") listed.push(path ?? "")
    return undefined
  }
  fill(world, tree)
  return { world, listed, endpoint: memoryEndpoint(world) }
}
const include = (glob: string): FilterRule => ({ _tag: "Include", glob })
const exclude = (glob: string): FilterRule => ({ _tag: "Exclude", glob })

describe("a scan", () => {
  it.effect("shows a whole tree in tree order", () =>
    Effect.gen(function*() {
      const tree = { "b": "1", "a/x/1": "12", "a.txt": "", "a/empty/": "", "a b": "3" }
      const { world, endpoint } = worldOf(tree)
      const seen: Array<number> = []
      const snapshot = yield* scanned(endpoint, [], seen)
      assert.deepStrictEqual(snapshot.paths, ["a", "a/empty", "a/x", "a/x/1", "a b", "a.txt", "b"].map(at))
      for (const path of snapshot.paths) assert.deepStrictEqual(snapshot.get(path), world.peek(path))
      assert.deepStrictEqual([snapshot.problems, snapshot.leftovers, snapshot.occupied.size], [[], [], 0])
      assert.strictEqual(seen.at(-1), 7)
    }))

  it.effect("is the same however a directory lists", () =>
    Effect.gen(function*() {
      const tree = { "c/x": "1", "a/y": "2", "b": "3", "a/z": "4" }
      const other = Object.fromEntries(Object.entries(tree).toReversed())
      const stamped = (each: typeof tree) => {
        const { world, endpoint } = worldOf({})
        for (const [path, text] of Object.entries(each)) {
          world.plant(path, { ...world.makeFile(new TextEncoder().encode(text), now, 0o644), id: path })
        }
        return endpoint
      }
      const [first, second] = [yield* scanned(stamped(tree)), yield* scanned(stamped(other as typeof tree))]
      assert.deepStrictEqual(second.paths, first.paths)
      for (const path of first.paths) {
        assert.deepStrictEqual(second.get(path), first.get(path))
      }
    }))

  it.effect("does not look into what the filters keep out", () =>
    Effect.gen(function*() {
      const { endpoint, listed } = worldOf({
        "keep/f": "",
        "skip/deep/f": "",
        "skip/g": "",
        "note.tmp": "",
        "note": "",
      })
      const snapshot = yield* scanned(endpoint, [exclude("skip/**"), exclude("*.tmp")])
      assert.deepStrictEqual(snapshot.paths, ["keep", "keep/f", "note"].map(at))
      assert.deepStrictEqual(listed, ["", "keep"])
    }))

  it.effect("passes through directories on the way to something wanted", () =>
    Effect.gen(function*() {
      const { endpoint } = worldOf({ "a/b/wanted.txt": "", "a/b/other": "", "c/other": "" })
      const snapshot = yield* scanned(endpoint, [include("wanted.txt"), exclude("*")])
      const scopes = Object.fromEntries(snapshot.paths.map((path, rank) => [path, snapshot.scopeAt(rank)]))
      assert.deepStrictEqual<Record<string, string>>(scopes, {
        "a": "through",
        "a/b": "through",
        "a/b/wanted.txt": "in",
        "c": "through",
      })
    }))

  it.effect("notes which directories hold something that it does not show", () =>
    Effect.gen(function*() {
      const { endpoint } = worldOf({ "a/f": "", "a/x.tmp": "", "b/deep/x.tmp": "", "c/f": "", "x.tmp": "" })
      const { occupied } = yield* scanned(endpoint, [exclude("*.tmp")])
      assert.deepStrictEqual(occupied, new Set(["a", "b/deep"].map(at)))
    }))

  it.effect("hides files beyond the bounds, and neither folders nor links", () =>
    Effect.gen(function*() {
      const { world, endpoint } = worldOf({})
      world.put("small", "1", { modified: now - 2 * hour })
      world.put("fits", "12", { modified: now - 2 * hour })
      world.put("large", "123", { modified: now - 2 * hour })
      world.put("young", "12", { modified: now })
      world.put("old", "12", { modified: now - 9 * hour })
      world.putEntry("folder", directory)
      world.putEntry("link", { _tag: "Symlink", target: "small" })
      const snapshot = yield* scanned(endpoint, [
        { _tag: "MinSize", bytes: 2 },
        { _tag: "MaxSize", bytes: 2 },
        { _tag: "MinAge", milliseconds: hour },
        { _tag: "MaxAge", milliseconds: 8 * hour },
      ])
      const shown = snapshot.paths.filter((_path, rank) => snapshot.scopeAt(rank) === "in")
      assert.deepStrictEqual(shown, ["fits", "folder", "link"].map(at))
      assert.strictEqual(snapshot.size, 7)
    }))

  it.effect("keeps our own names apart from what users have", () =>
    Effect.gen(function*() {
      const part = temporaryName("0a1b2c3d", 7, 0)
      const { endpoint, listed } = worldOf({
        [part]: "",
        [`d/${asideName(part)}`]: "",
        [`${probePrefix}x/f`]: "",
        ".syncfile/state": "",
        "d/.syncfile-notes": "",
      })
      const snapshot = yield* scanned(endpoint)
      assert.deepStrictEqual(snapshot.paths, ["d", "d/.syncfile-notes"].map(at))
      assert.sameMembers([...snapshot.leftovers], [part, `d/${asideName(part)}`].map(at))
      assert.deepStrictEqual([listed, snapshot.occupied], [["", "d"], new Set([at("d")])])
    }))
})

describe("folders without end", () => {
  it.effect("are followed for a while, and then left alone", () =>
    Effect.gen(function*() {
      const { endpoint } = worldOf({})
      const snapshot = yield* scanned({
        ...endpoint,
        list: () => Effect.succeed({ entries: Entries.of([["again", directory]]), problems: [] }),
      })
      assert.strictEqual(snapshot.size, 501)
      assert.deepStrictEqual(snapshot.problems.map(({ path }) => path), [snapshot.paths.at(-1)])
    }))
})

describe("a name listed twice", () => {
  it.effect("stands for nothing that is known", () =>
    Effect.gen(function*() {
      const { endpoint } = worldOf({})
      const entries = Entries.of([["twin", file(1)], ["single", file(2)], ["twin", directory]])
      const snapshot = yield* scanned({
        ...endpoint,
        list: (path) => Effect.succeed({ entries: path === undefined ? entries : Entries.of([]), problems: [] }),
      })
      assert.deepStrictEqual(snapshot.paths.map((path) => snapshot.get(path)?._tag), ["File", "Unknown"])
      assert.deepStrictEqual(snapshot.problems.map(({ path }) => path), [at("twin")])
    }))
})

describe("what cannot be seen", () => {
  it.effect("is a problem where it is, whatever it may be", () =>
    Effect.gen(function*() {
      const { world, endpoint } = worldOf({ "d/f": "", "e/f": "", "bad\uFFFD": "" })
      world.putEntry("d/dark", unknown)
      world.putEntry("d/link", link)
      world.problems.set("e", ["the listing broke off"])
      const snapshot = yield* scanned(endpoint)
      assert.deepStrictEqual(snapshot.get(at("d/dark")), unknown)
      assert.sameDeepMembers(snapshot.problems.slice(1), [
        problem("left", "d/dark", "permission denied"),
        problem("left", "e", "the listing broke off"),
      ])
      assert.strictEqual(snapshot.problems[0]?.path, undefined)
      assert.include(snapshot.problems[0]?.message, "cannot be used")
      assert.isDefined(snapshot.get(at("e/f")))
    }))

  it.effect("is only left out if neither a file nor a folder of its name is wanted", () =>
    Effect.gen(function*() {
      const { world, endpoint } = worldOf({})
      for (const name of ["file.tmp", "folder", "out"]) world.putEntry(name, unknown)
      const snapshot = yield* scanned(endpoint, [
        include("/folder/**"),
        exclude("*"),
      ])
      assert.deepStrictEqual(snapshot.paths, [at("folder")])
    }))

  it.effect("below the root is a problem, and the rest is scanned on", () =>
    Effect.gen(function*() {
      const { world, endpoint } = worldOf({ "a/f": "", "b/f": "" })
      world.before = (moment, path) => moment === "list" && path === "a" ? denied : undefined
      const snapshot = yield* scanned(endpoint)
      assert.deepStrictEqual(snapshot.paths, ["a", "b", "b/f"].map(at))
      assert.deepStrictEqual(snapshot.problems, [problem("left", "a", "it cannot be listed: permission denied")])
    }))

  it.effect("of the root, or for want of a connection, is no scan at all", () =>
    Effect.gen(function*() {
      const { world, endpoint } = worldOf({ "a/f": "" })
      world.before = (moment, path) => moment === "list" && path === undefined ? denied : undefined
      assert.strictEqual(yield* Effect.flip(scanned(endpoint)), denied)
      world.before = (moment, path) => moment === "list" && path === "a" ? lost : undefined
      assert.strictEqual(yield* Effect.flip(scanned(endpoint)), lost)
      world.removeRoot()
      assert.strictEqual((yield* Effect.flip(scanned(endpoint))).reason._tag, "NotFound")
    }))
})
