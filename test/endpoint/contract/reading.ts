/** Contract: reading a file, and vouching for it. */
import { assert } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { type File } from "../../../src/domain/Entry.ts"
import { type Endpoint } from "../../../src/endpoint/Endpoint.ts"
import { at, earlier, fileAt, noise, noon, readAll, reasonOf, sameBytes, text } from "./storyOf.ts"
import { type Subject } from "./World.ts"

/** Larger than what any endpoint gives at once. */
const large = 5 * 1024 * 1024 + 3

/** Reads to the end, and does something once the first bytes have come. */
const readMeddling = (endpoint: Endpoint, path: string, file: File, meddle: () => void) => {
  let isFirst = true
  return Stream.runForEach(endpoint.read(at(path), file), () =>
    Effect.sync(() => {
      if (isFirst) meddle()
      isFirst = false
    }))
}

/** How much of a file is given before it is refused. */
const bytesGiven = (endpoint: Endpoint, path: string, file: File) => {
  let total = 0
  const counted = Stream.runForEach(endpoint.read(at(path), file), (bytes) =>
    Effect.sync(() => {
      total += bytes.length
    }))
  return Effect.map(Effect.exit(counted), () => total)
}

export const reading = ({ test, traits }: Subject): void => {
  test("reads from a byte on", ({ endpoint, world }) =>
    Effect.gen(function*() {
      for (
        const [size, from] of [[1000, 1], [1000, 1000], [large, large - 70_000], [large, 65_537], [
          large,
          large,
        ]] as const
      ) {
        world.put("file", noise(size))
        const file = yield* fileAt(endpoint, "file")
        sameBytes(yield* readAll(endpoint, "file", file, from), noise(size).slice(from))
      }
      const file = yield* fileAt(endpoint, "file")
      world.put("file", noise(large - 1))
      assert.strictEqual(yield* reasonOf(Stream.runDrain(endpoint.read(at("file"), file, 65_537))), "Changed")
    }))

  for (const size of [0, 1, 32 * 1024, 64 * 1024, 64 * 1024 + 1, 256 * 1024, large]) {
    test(`reads exactly what is there: ${size} bytes`, ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("d/file", noise(size))
        sameBytes(yield* readAll(endpoint, "d/file", yield* fileAt(endpoint, "d/file")), noise(size))
      }))
  }

  test("can be left in the middle and started again", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", noise(large))
      const file = yield* fileAt(endpoint, "file")
      const beginning = Stream.map(Stream.take(endpoint.read(at("file"), file), 1), (bytes) => new Uint8Array(bytes))
      const [first] = yield* Stream.runCollect(beginning)
      sameBytes(first, noise(large).subarray(0, first?.length))
      sameBytes(yield* readAll(endpoint, "file", file), noise(large))
    }))

  test("reads many files at once", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const paths = Array.from({ length: 60 }, (_, index) => `d${index % 7}/file${index}`)
      for (const [index, path] of paths.entries()) world.put(path, noise(index * 3000, index))
      yield* Effect.forEach(paths, (path, index) =>
        Effect.gen(function*() {
          const bytes = yield* readAll(endpoint, path, yield* fileAt(endpoint, path))
          sameBytes(bytes, noise(index * 3000, index), path)
        }), { concurrency: 16 })
    }))

  for (const size of [40, large]) {
    test(`refuses a file that is not the one that was scanned: ${size} bytes`, ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("file", noise(size), { modified: noon })
        const file = yield* fileAt(endpoint, "file")
        for (
          const other of [{ ...file, size: size + 1 }, { ...file, size: size - 1 }, { ...file, modified: earlier }]
        ) {
          assert.strictEqual(yield* reasonOf(readAll(endpoint, "file", other)), "Changed")
          const given = yield* bytesGiven(endpoint, "file", other)
          assert.strictEqual(given, 0, "bytes of another file were given")
        }
        world.put("file", noise(size), { modified: earlier })
        assert.strictEqual(yield* reasonOf(readAll(endpoint, "file", file)), "Changed")
        world.remove("file")
        yield* reasonOf(readAll(endpoint, "file", file))
        world.makeDirectory("file")
        yield* reasonOf(readAll(endpoint, "file", file))
      }))
  }

  const meddlings = {
    "grows": noise(large + 10),
    "shrinks": noise(large - 2_000_000),
    "is rewritten in its old size": noise(large, 2),
  }
  for (const [what, content] of Object.entries(meddlings)) {
    test(`does not vouch for a file that ${what} while it is read`, ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("file", noise(large), { modified: noon })
        const file = yield* fileAt(endpoint, "file")
        const read = readMeddling(endpoint, "file", file, () => world.put("file", content, { modified: earlier }))
        assert.strictEqual(yield* reasonOf(read), "Changed")
      }))
  }

  if (traits.symlinks) {
    test("reads nothing through a link", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("d/file", "text", { modified: noon })
        const file = yield* fileAt(endpoint, "d/file")
        world.link("l", "d")
        world.link("d/link", "file")
        yield* reasonOf(readAll(endpoint, "l/file", file))
        yield* reasonOf(readAll(endpoint, "d/link", file))
        sameBytes(yield* readAll(endpoint, "d/file", file), text("text"))
      }))
  }
}
