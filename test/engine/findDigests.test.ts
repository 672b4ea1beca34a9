import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { type Content, type Endpoint } from "../../src/endpoint/Endpoint.ts"
import { findDigests } from "../../src/engine/findDigests.ts"
import { openSides } from "../../src/engine/Sides.ts"
import { at } from "../support/entries.ts"
import { fill, memoryPair, pass, patiently, preview } from "../support/memoryPair.ts"

/** Knows every digest by itself but those of files called "untold". */
const telling = (endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  digests: (contents, found) =>
    Effect.as(
      Effect.forEach(contents, (content) =>
        content[0] === "untold" ? Effect.void : found(content, `digest of ${content[0]}`)),
      "sha256sum",
    ),
})

describe("the digests that a plan waits for", () => {
  it.effect("are told by the side itself, and read where it tells none", () => {
    const both = memoryPair()
    fill(both.left, { a: "12", b: "345", untold: "6789" })
    fill(both.right, { a: "12", gone: "3" })
    return Effect.gen(function*() {
      const sides = yield* openSides(both.pair)
      const contentOf = Effect.fnUntraced(function*(endpoint: Endpoint, path: string) {
        const entry = yield* endpoint.stat(at(path))
        return entry?._tag === "File" ? [at(path), entry] satisfies Content : assert.fail(path)
      })
      const wanted = {
        left: yield* Effect.forEach(["a", "b", "untold"], (path) => contentOf(sides.left, path)),
        right: yield* Effect.forEach(["a", "gone"], (path) => contentOf(sides.right, path)),
      }
      both.right.remove("gone")
      const found = yield* findDigests(both.pair, { left: telling(sides.left), right: sides.right }, wanted)

      assert.deepStrictEqual(found.digested, {
        left: { told: 2, by: "sha256sum", read: 1 },
        right: { told: 0, by: undefined, read: 2 },
      })
      assert.deepStrictEqual([...found.digests.left.keys()], ["a", "b", "untold"].map(at))
      assert.strictEqual(found.digests.left.get(at("a")), "digest of a")
      assert.match(found.digests.left.get(at("untold")) ?? "", /^[0-9a-f]{64}$/)
      assert.deepStrictEqual([...found.digests.right.keys()], [at("a")])
      assert.deepStrictEqual(found.unreadable.map(({ side, path }) => [side, path]), [["right", at("gone")]])

      const last = both.events.findLast((event) => event._tag === "Hashing" && event.side === "left")
      assert.deepInclude(last, { done: 3, total: 3, bytes: 9, bytesTotal: 9 })
    }).pipe(Effect.scoped, Effect.provide(both.layer))
  })

  it.effect("are expected by a first plan that compares contents, which waits for nothing that they do not need", () => {
    let expected = 0
    const opened = (endpoint: Endpoint): Endpoint => ({
      ...endpoint,
      expectDigests: Effect.suspend(() => {
        expected += 1
        return Effect.never
      }),
    })
    const both = memoryPair({ opened, pair: { compare: "checksum" } })
    fill(both.left, { a: "12" })
    return Effect.gen(function*() {
      assert.strictEqual((yield* preview(both)).actions.length, 1)
      assert.strictEqual(expected, 2)
      yield* patiently(pass(both))
      const soFar = expected
      assert.deepStrictEqual((yield* preview(both)).actions, [])
      assert.strictEqual(expected, soFar)
    }).pipe(Effect.provide(both.layer))
  })
})
