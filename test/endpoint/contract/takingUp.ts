/** Contract: going on with what another attempt left of a large file. */
import { assert } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { temporaryName } from "../../../src/domain/temporaries.ts"
import { type Checkpoints, type Writing } from "../../../src/endpoint/Endpoint.ts"
import { EndpointError, type EndpointReason } from "../../../src/endpoint/EndpointError.ts"
import { at, noise, ownName, reasonOf, sameBytes, text, wantedOf, writingOf } from "./storyOf.ts"
import { type Subject } from "./World.ts"

const content = noise(1_000_000)
const held = 600_000
const leftover = temporaryName("0123abcd", 41, 0)

/** Notes every checkpoint once so many bytes have come since the last one. */
const noting = (every: number) => {
  const noted: Array<number> = []
  let last = 0
  const checkpoints: Checkpoints = {
    isAny: () => noted.length > 0,
    due: (bytes, isLast) => {
      if (bytes === last || (!isLast && bytes - last < every)) return undefined
      last = bytes
      return () => Effect.sync(() => void noted.push(bytes))
    },
  }
  return { noted, checkpoints }
}

const endingWith = (reason: EndpointReason) =>
  Stream.concat(
    Stream.fromArray([0, 1, 2, 3].map((piece) => content.slice(piece * 100_000, (piece + 1) * 100_000))),
    Stream.fail(new EndpointError({ endpoint: "source", operation: "read", reason })),
  )

export const takingUp = ({ test, traits }: Subject): void => {
  if (traits.publishing === "at-close") return

  test("goes on with a part of another run after the bytes that it is believed to have", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("d/other", "text")
      const excess = traits.modes ? 5000 : 0 // a server that sets no attributes cuts nothing, either
      world.put(`d/${leftover}`, content.slice(0, held + excess).fill(7, held))
      const writing: Writing = { ...writingOf("d/file", wantedOf(content)), held }
      const part = at(`d/${writing.temporary}`)
      for (const from of [at(`d/${leftover}`), at(`d/${leftover}`), part]) {
        assert.strictEqual((yield* endpoint.takeUp(from, part, held)).size, held)
        assert.deepStrictEqual(world.names("d"), [writing.temporary, "other"].sort())
      }
      yield* endpoint.write(writing, Stream.succeed(content.slice(held)))
      sameBytes(world.bytes("d/file"), content)
      assert.deepStrictEqual(world.names("d"), ["file", "other"])
    }))

  test("goes on with nothing that has fewer bytes, or is no file", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const part = at(ownName())
      assert.strictEqual(yield* reasonOf(endpoint.takeUp(at(leftover), part, 1)), "Refused")
      world.put(leftover, content.slice(0, held - 1))
      assert.strictEqual(yield* reasonOf(endpoint.takeUp(at(leftover), part, held)), "Refused")
      world.remove(leftover)
      world.makeDirectory(leftover)
      assert.strictEqual(yield* reasonOf(endpoint.takeUp(at(leftover), part, 0)), "Refused")
      world.remove(leftover)
      if (!traits.symlinks) return
      world.put("victim", content)
      world.link(leftover, "victim")
      assert.strictEqual(yield* reasonOf(endpoint.takeUp(at(leftover), part, held)), "Refused")
      sameBytes(world.bytes("victim"), content)
    }))

  test("publishes nothing after a part that is longer or shorter by now", ({ endpoint, world }) =>
    Effect.gen(function*() {
      for (const size of [held - 1, held + 1]) {
        const writing: Writing = { ...writingOf("file", wantedOf(content)), held }
        world.put(writing.temporary, content.slice(0, size))
        yield* reasonOf(endpoint.write(writing, Stream.succeed(content.slice(held))))
        assert.isUndefined(world.bytes("file"))
        world.remove(writing.temporary)
      }
    }))

  test("leaves a part of which something was noted, and no other one", ({ endpoint, world }) =>
    Effect.gen(function*() {
      for (const [every, kept] of [[150_000, true], [900_000, false]] as const) {
        const { noted, checkpoints } = noting(every)
        const writing: Writing = { ...writingOf("file", wantedOf(content)), checkpoints }
        assert.strictEqual(yield* reasonOf(endpoint.write(writing, endingWith({ _tag: "NoSpace" }))), "NoSpace")
        assert.deepStrictEqual(noted[0], kept ? 200_000 : undefined)
        assert.deepStrictEqual(world.names(), kept ? [writing.temporary] : [])
        if (kept) world.remove(writing.temporary)
      }
    }))

  test("notes all that has come when the user stops", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const { noted, checkpoints } = noting(900_000)
      const writing: Writing = { ...writingOf("file", wantedOf(content), undefined), checkpoints }
      assert.strictEqual(yield* reasonOf(endpoint.write(writing, endingWith({ _tag: "Stopped" }))), "Stopped")
      assert.deepStrictEqual(noted, [400_000])
      sameBytes(world.bytes(writing.temporary), content.slice(0, 400_000))
    }))

  test("writes a file with checkpoints like any other", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", text("old"))
      const expected = yield* endpoint.stat(at("file"))
      const { noted, checkpoints } = noting(100_000)
      const pieces = Stream.fromArray(
        Array.from({ length: 10 }, (_, i) => content.slice(i * 100_000, (i + 1) * 100_000)),
      )
      yield* endpoint.write({ ...writingOf("file", wantedOf(content), expected), checkpoints }, pieces)
      assert.deepStrictEqual(noted.slice(0, 9), [1, 2, 3, 4, 5, 6, 7, 8, 9].map((piece) => piece * 100_000))
      sameBytes(world.bytes("file"), content)
    }))
}
