/** Uploads that go on with what an attempt left whose connection broke. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { type Writing } from "../../../src/endpoint/Endpoint.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { fileAt, noise, reasonOf, sameBytes, save, text, wantedOf, writingOf } from "../contract/storyOf.ts"
import { openOn, openThroughProxy, requestsSent } from "./opened.ts"

const server = sharedServer(sshd())
const content = noise(8_000_000)

const pieces = Stream.fromArray(
  Array.from({ length: 80 }, (_, index) => content.slice(index * 100_000, (index + 1) * 100_000)),
)

const resumed = (writing: Writing): Writing => ({ ...writing, isResumed: true })

describe("an upload that is taken up again", () => {
  it.live("sends only what is missing", () =>
    Effect.gen(function*() {
      const { endpoint, world, proxy } = yield* openThroughProxy(yield* server)
      const writing = writingOf("file", wantedOf(content))
      yield* endpoint.capabilities("target")
      yield* proxy.cutAfter("up", 6_000_000)
      assert.strictEqual(yield* reasonOf(endpoint.write(writing, pieces)), "ConnectionLost")
      const held = world.bytes(writing.temporary)?.length ?? 0
      assert.isAbove(held, 1_000_000)
      yield* endpoint.rootId // the connection is back
      const before = yield* proxy.traffic
      const written = yield* endpoint.write(resumed(writing), pieces)
      const sent = (yield* proxy.traffic).up - before.up
      assert.isBelow(sent, content.length - 1_000_000)
      sameBytes(world.bytes("file"), content)
      assert.deepStrictEqual(written, yield* fileAt(endpoint, "file"))
      assert.deepStrictEqual(world.names(), ["file"])
    }))

  it.live("sends nothing when everything is there", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      const writing = resumed(writingOf("file", wantedOf(content)))
      world.put(writing.temporary, content, { mode: 0o600 })
      yield* endpoint.capabilities("target")
      const sent = yield* requestsSent
      yield* endpoint.write(writing, pieces)
      assert.notInclude(sent, "write")
      sameBytes(world.bytes("file"), content)
      assert.strictEqual(world.mode("file"), 0o644)
    }))

  it.live("replaces an old version like any other", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      const expected = yield* save(endpoint, "file", text("old"))
      const writing = resumed(writingOf("file", wantedOf(content), expected))
      world.put(writing.temporary, content.slice(0, 1_234_567))
      yield* endpoint.write(writing, pieces)
      sameBytes(world.bytes("file"), content)
    }))

  const strangers: Readonly<Record<string, Uint8Array>> = {
    "differs in its last byte": content.slice(0, 1_000_000).fill(7, 999_999),
    "differs in its first byte": content.slice(0, 1_000_000).fill(7, 0, 1),
    "is larger than the file": noise(8_000_001),
  }
  for (const [what, stranger] of Object.entries(strangers)) {
    it.live(`publishes nothing on top of a part that ${what}, and drops it`, () =>
      Effect.gen(function*() {
        const { endpoint, world } = yield* openOn(yield* server)
        const expected = yield* save(endpoint, "file", text("old"))
        const writing = writingOf("file", wantedOf(content), expected)
        world.put(writing.temporary, stranger)
        assert.strictEqual(yield* reasonOf(endpoint.write(resumed(writing), pieces)), "Refused")
        sameBytes(world.bytes("file"), text("old"))
        assert.deepStrictEqual(world.names(), ["file"])
        yield* endpoint.write(writing, pieces)
        sameBytes(world.bytes("file"), content)
      }))
  }

  it.live("vouches for nothing that it was not given", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      for (const given of [0, 500_000]) {
        const writing = resumed(writingOf("file", wantedOf(content.slice(0, 1_000_000))))
        world.put(writing.temporary, content.slice(0, 1_000_000))
        const short = Stream.succeed(content.slice(0, given))
        assert.strictEqual(yield* reasonOf(endpoint.write(writing, short)), "Changed")
        assert.deepStrictEqual(world.names(), [])
      }
    }))

  it.live("follows no link planted under the name of the part", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* server)
      world.put("victim", content.slice(0, 1000))
      const writing = resumed(writingOf("file", wantedOf(content)))
      world.link(writing.temporary, "victim")
      assert.strictEqual(yield* reasonOf(endpoint.write(writing, pieces)), "Refused")
      sameBytes(world.bytes("victim"), content.slice(0, 1000))
      assert.isUndefined(world.bytes("file"))
    }))
})
