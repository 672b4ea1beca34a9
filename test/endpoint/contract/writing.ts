/** Contract: writing a file where nothing stands in the way. */
import { assert } from "@effect/vitest"
import { Effect, Fiber, Stream } from "effect"
import { unchanged } from "../../../src/domain/Entry.ts"
import {
  earlier,
  fileAt,
  noise,
  noon,
  readAll,
  sameBytes,
  save,
  seconds,
  text,
  wantedOf,
  writingOf,
} from "./storyOf.ts"
import { nastyNames, type Subject, type World } from "./World.ts"

export const writing = (subject: Subject): void => {
  contents(subject)
  attributes(subject)
  company(subject)
}

const sizes = [0, 1, 7000, 64 * 1024 + 1, 3 * 1024 * 1024 + 1]

const contents = ({ test, traits }: Subject): void => {
  for (const size of sizes) {
    test(`creates a file with exactly these bytes: ${size}`, ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.makeDirectory("d")
        const written = yield* save(endpoint, "d/new", noise(size))
        sameBytes(world.bytes("d/new"), noise(size))
        assert.strictEqual(written.size, size)
        assert.deepStrictEqual(world.names("d"), ["new"])
      }))

    test(`replaces a file by exactly these bytes: ${size}`, ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("file", noise(9000, 2), { modified: earlier })
        const expected = yield* fileAt(endpoint, "file")
        const written = yield* save(endpoint, "file", noise(size), { expected })
        sameBytes(world.bytes("file"), noise(size))
        assert.strictEqual(written.size, size)
        assert.deepStrictEqual(world.names(), ["file"])
      }))
  }

  test("takes content in pieces of any size", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const whole = noise(200_000)
      const pieces: Array<Uint8Array> = []
      for (let from = 0, step = 0; from < whole.length; from += step, step = (step * 3 + 1) % 9001) {
        pieces.push(whole.slice(from, from + step))
      }
      yield* endpoint.write(writingOf("file", wantedOf(whole)), Stream.fromArray(pieces))
      sameBytes(world.bytes("file"), whole)
    }))

  test("gives the file as it is seen afterwards", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const created = yield* save(endpoint, "file", text("text"))
      assert.isTrue(unchanged(created, yield* fileAt(endpoint, "file")))
      sameBytes(yield* readAll(endpoint, "file", created), text("text"))
      const replaced = yield* save(endpoint, "file", text("other text"), { expected: created })
      assert.isTrue(unchanged(replaced, yield* fileAt(endpoint, "file")))
      sameBytes(yield* readAll(endpoint, "file", replaced), text("other text"))
      world.put("file", "edited text")
      assert.isFalse(unchanged(replaced, yield* fileAt(endpoint, "file")))
    }))

  test("writes beside the longest name", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const longest = Math.max(...(traits.names ?? nastyNames).map((each) => Buffer.byteLength(each)))
      const name = "n".repeat(longest)
      yield* save(endpoint, name, text("text"))
      yield* save(endpoint, name, text("more"), { expected: yield* fileAt(endpoint, name) })
      assert.deepStrictEqual(world.names(), [name])
      sameBytes(world.bytes(name), text("more"))
    }))
}

const attributes = ({ traits, test }: Subject): void => {
  if (traits.keepsTimes) {
    test("gives files the time they are wanted to have", ({ endpoint, world }) =>
      Effect.gen(function*() {
        const times = [0, 1000, earlier, noon + 999, 2 ** 31 * 1000, (2 ** 32 - 2) * 1000]
        for (const [index, modified] of times.entries()) {
          const written = yield* save(endpoint, `file${index}`, text("text"), { modified })
          assert.strictEqual(seconds(written.modified), seconds(modified))
          assert.strictEqual(seconds(world.modified(`file${index}`)), seconds(modified))
        }
      }))
  }

  if (traits.modes) {
    test("never makes a new file more open than its source, nor writable by others", ({ endpoint, world }) =>
      Effect.gen(function*() {
        const modes = [[0o600, 0o600], [0o644, 0o644], [0o755, 0o755], [0o666, 0o644], [0o4777, 0o755], [0o400, 0o400]]
        for (const [wanted = 0, got] of modes) {
          const path = `file-${wanted.toString(8)}`
          yield* save(endpoint, path, text("text"), { mode: wanted })
          assert.strictEqual(world.mode(path), got, path)
        }
        yield* save(endpoint, "unknown", text("text"))
        assert.strictEqual(world.mode("unknown"), 0o644)
      }))

    test("leaves a replaced file the mode that it had", ({ endpoint, world }) =>
      Effect.gen(function*() {
        for (const mode of [0o600, 0o640, 0o664, 0o755]) {
          world.put("file", "old", { mode, modified: earlier })
          yield* save(endpoint, "file", text("new"), { mode: 0o644, expected: yield* fileAt(endpoint, "file") })
          assert.strictEqual(world.mode("file"), mode)
        }
      }))

    if (traits.publishing !== "at-close") {
      test("lets nobody else read a file before it is complete", ({ endpoint, world }) =>
        Effect.gen(function*() {
          const writing = writingOf("file", wantedOf(noise(200_000), { mode: 0o644 }))
          const look = Effect.sync(() => assert.strictEqual(world.mode(writing.temporary), 0o600))
          yield* endpoint.write(
            writing,
            Stream.concat(Stream.succeed(noise(200_000)), Stream.fromEffectDrain(look)),
          )
          assert.strictEqual(world.mode("file"), 0o644)
        }))
    }
  }
}

const company = ({ traits, test }: Subject): void => {
  test("writes many files at once", ({ endpoint, world }) =>
    Effect.gen(function*() {
      for (let index = 0; index < 5; index++) world.makeDirectory(`d${index}`)
      const paths = Array.from({ length: 150 }, (_, index) => `d${index % 5}/file${index}`)
      const { transfers } = yield* endpoint.capabilities("target")
      yield* Effect.forEach(paths, (path, index) => save(endpoint, path, noise(index * 997, index)), {
        concurrency: transfers,
        discard: true,
      })
      for (const [index, path] of paths.entries()) sameBytes(world.bytes(path), noise(index * 997, index), path)
      assert.strictEqual(world.names("d0").length, 30)
    }))

  test("shows readers the old file or the new one, never a part", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const [old, fresh] = [noise(2_000_000, 2), noise(3_000_000, 3)]
      world.put("file", old, { modified: earlier })
      const seen = new Set<string>()
      const reader = yield* Effect.forkChild(watch(world, old, fresh, seen), { startImmediately: true })
      const pieces = Array.from({ length: 30 }, (_, index) => fresh.slice(index * 100_000, (index + 1) * 100_000))
      const slowly = Stream.mapEffect(Stream.fromArray(pieces), (piece) => Effect.as(Effect.sleep(1), piece))
      yield* endpoint.write(writingOf("file", wantedOf(fresh), yield* fileAt(endpoint, "file")), slowly)
      yield* Effect.sleep(5)
      yield* Fiber.interrupt(reader)
      assert.isFalse(seen.has("a part"))
      assert.isTrue(seen.has("old") && seen.has("new"))
      if (traits.publishing === "atomic") assert.isFalse(seen.has("nothing"))
    }))
}

const watch = (world: World, old: Uint8Array, fresh: Uint8Array, seen: Set<string>) =>
  Effect.gen(function*() {
    while (true) {
      const bytes = world.bytes("file")
      if (bytes === undefined) seen.add("nothing")
      else if (Buffer.compare(bytes, old) === 0) seen.add("old")
      else seen.add(Buffer.compare(bytes, fresh) === 0 ? "new" : "a part")
      yield* Effect.sleep(1)
    }
  })
