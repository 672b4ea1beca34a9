import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { createHash } from "node:crypto"
import { memoryEndpoint } from "../../src/endpoint/memory/memoryEndpoint.ts"
import { memoryWorld } from "../../src/endpoint/memory/MemoryWorld.ts"
import { SignOfLife } from "../../src/endpoint/SignOfLife.ts"
import { contentDigest, DigestingReader, readDigest } from "../../src/engine/contentDigest.ts"
import { at, file } from "../support/entries.ts"

const text = "some content, in chunks"
const expected = createHash("sha256").update(text).digest("hex")

const quiet = () => Effect.void

describe("the digest of a content", () => {
  it.effect("is SHA-256 of all of it, counted as it passes", () =>
    Effect.gen(function*() {
      const world = memoryWorld({ chunk: 5 })
      world.put("f", text)
      const found = yield* memoryEndpoint(world).stat(at("f"))
      assert.strictEqual(found?._tag, "File")
      if (found?._tag !== "File") return
      const counted: Array<number> = []
      const passed = (bytes: number) => Effect.sync(() => void counted.push(bytes))
      assert.strictEqual(yield* readDigest(memoryEndpoint(world), at("f"), found, passed), expected)
      assert.deepStrictEqual(counted, [5, 5, 5, 5, 3])
    }))

  it.effect("gives a sign of life for each piece where nobody counts them", () =>
    Effect.gen(function*() {
      const world = memoryWorld({ chunk: 5 })
      world.put("f", text)
      const found = yield* memoryEndpoint(world).stat(at("f"))
      if (found?._tag !== "File") return assert.fail("it is no file")
      let signs = 0
      const finding = contentDigest(memoryEndpoint(world), at("f"), found)
      const digest = yield* Effect.provideService(finding, SignOfLife, Effect.sync(() => void signs++))
      assert.deepStrictEqual([digest, signs], [expected, 5])
    }))

  it.effect("of a file that is not as it was seen is none", () =>
    Effect.gen(function*() {
      const world = memoryWorld()
      world.put("f", text)
      const error = yield* Effect.flip(contentDigest(memoryEndpoint(world), at("f"), file(text.length)))
      assert.strictEqual(error.reason._tag, "Changed")
    }))

  it.effect("is found while the content passes by unchanged", () =>
    Effect.gen(function*() {
      const chunks = ["some content, ", "", "in chunks"].map((each) => new TextEncoder().encode(each))
      const reader = new DigestingReader(Stream.fromIterable(chunks), quiet)
      assert.deepStrictEqual(yield* Stream.runCollect(reader.content), chunks)
      assert.strictEqual(reader.notes.digest(), expected)
    }))
})
