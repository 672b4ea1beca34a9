/** Putting a file together from what is given and what another one has. */
import { assert } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { type Piece } from "../../../src/endpoint/Endpoint.ts"
import { at, fileAt, later, noise, reasonOf, sameBytes, save, text, wantedOf, writingOf } from "./storyOf.ts"
import { type Subject } from "./World.ts"

const old = noise(300_000)
const content = Buffer.concat([old.subarray(1000), text("and more"), old.subarray(0, 100_000)])
const pieces: ReadonlyArray<Piece> = [
  { _tag: "Range", from: 1000, bytes: old.subarray(1000) },
  { _tag: "Bytes", bytes: text("and more") },
  { _tag: "Range", from: 0, bytes: old.subarray(0, 100_000) },
]

export const assembling = ({ test }: Subject): void => {
  test("assembles a file from what it has and what it is given, where it says that it can", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const { copies } = yield* endpoint.capabilities("target")
      const expected = yield* save(endpoint, "file", old)
      const writing = writingOf("file", wantedOf(content), expected)
      const work = endpoint.assemble(writing, { path: at("file"), file: expected }, Stream.fromArray(pieces))
      if (!copies) assert.strictEqual(yield* reasonOf(work), "Unsupported")
      else assert.deepStrictEqual(yield* work, yield* fileAt(endpoint, "file"))
      sameBytes(world.bytes("file"), copies ? content : old)
      assert.deepStrictEqual(world.names(), ["file"])
    }))

  test("assembles nothing from a version that changed", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const { copies } = yield* endpoint.capabilities("target")
      const expected = yield* save(endpoint, "file", old)
      const edited = noise(old.length, 3)
      world.put("file", edited, { modified: later })
      const writing = writingOf("file", wantedOf(content), expected)
      const work = endpoint.assemble(writing, { path: at("file"), file: expected }, Stream.fromArray(pieces))
      assert.strictEqual(yield* reasonOf(work), copies ? "Changed" : "Unsupported")
      sameBytes(world.bytes("file"), edited)
      assert.deepStrictEqual(world.names(), ["file"])
    }))
}
