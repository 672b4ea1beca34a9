/** Contract: writing a file when something goes wrong or gets in the way. */
import { assert } from "@effect/vitest"
import { Deferred, Effect, Fiber, Option, Stream } from "effect"
import { type Entry, unchanged } from "../../../src/domain/Entry.ts"
import { EndpointError } from "../../../src/endpoint/EndpointError.ts"
import {
  earlier,
  fileAt,
  later,
  listed,
  noise,
  reasonOf,
  sameBytes,
  save,
  text,
  wantedOf,
  writingOf,
} from "./storyOf.ts"
import { type Place, type Subject, type World } from "./World.ts"

const broken = new EndpointError({
  endpoint: "source",
  operation: "read",
  reason: { _tag: "ConnectionLost", message: "the cable was pulled" },
})

const content = noise(300_000)

export const writingAgainst = (subject: Subject): void => {
  unexpected(subject)
  if (subject.traits.publishing !== "at-close") {
    unfinished(subject)
    meanwhile(subject)
  }
  misplaced(subject)
  if (subject.traits.keepsTimes) afterwards(subject)
}

const unexpected = ({ traits, test }: Subject): void => {
  test("replaces nothing that was not expected", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("appeared", "theirs")
      assert.strictEqual(yield* reasonOf(save(endpoint, "appeared", content)), "Changed")
      world.makeDirectory("folder")
      assert.strictEqual(yield* reasonOf(save(endpoint, "folder", content)), "Changed")
      world.put("edited", "before", { modified: earlier })
      const edited = yield* fileAt(endpoint, "edited")
      world.put("edited", "after it")
      assert.strictEqual(yield* reasonOf(save(endpoint, "edited", content, { expected: edited })), "Changed")
      world.put("touched", "the same")
      const touched = yield* fileAt(endpoint, "touched")
      world.put("touched", "the same", { modified: earlier })
      assert.strictEqual(yield* reasonOf(save(endpoint, "touched", content, { expected: touched })), "Changed")
      sameBytes(world.bytes("appeared"), text("theirs"))
      sameBytes(world.bytes("edited"), text("after it"))
      sameBytes(world.bytes("touched"), text("the same"))
      assert.deepStrictEqual(world.names(), ["appeared", "edited", "folder", "touched"])
    }))

  test("brings nothing back that was removed", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", "before")
      const expected = yield* fileAt(endpoint, "file")
      world.remove("file")
      assert.strictEqual(yield* reasonOf(save(endpoint, "file", content, { expected })), "Changed")
      assert.deepStrictEqual(world.names(), [])
    }))

  if (traits.symlinks) {
    test("writes nothing through a link in the place of the file", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("victim", "precious")
        world.link("file", "victim")
        world.link("dangling", "nowhere")
        assert.strictEqual(yield* reasonOf(save(endpoint, "file", content)), "Changed")
        assert.strictEqual(yield* reasonOf(save(endpoint, "dangling", content)), "Changed")
        sameBytes(world.bytes("victim"), text("precious"))
        assert.deepStrictEqual(world.names(), ["dangling", "file", "victim"])
      }))
  }
}

/** Writes to a new path and over an old one, and sees both as they were. */
const leavesAll = Effect.fnUntraced(function*(
  { endpoint, world }: Place,
  attempt: (path: string, expected: Entry | undefined) => Effect.Effect<unknown, unknown>,
) {
  world.put("old", "old text", { modified: earlier })
  yield* attempt("new", undefined)
  yield* attempt("old", yield* fileAt(endpoint, "old"))
  sameBytes(world.bytes("old"), text("old text"))
  assert.deepStrictEqual(world.names(), ["old"])
})

const unfinished = ({ test }: Subject): void => {
  test("leaves everything as it was when the content fails", (place) =>
    leavesAll(place, (path, expected) =>
      Effect.map(
        Effect.flip(place.endpoint.write(
          writingOf(path, wantedOf(content), expected),
          Stream.concat(Stream.succeed(content.slice(0, 100_000)), Stream.fail(broken)),
        )),
        (error) => assert.strictEqual(error, broken),
      )))

  for (const given of [0, 299_999, 300_001, 900_000]) {
    test(`leaves everything as it was when 300000 bytes were wanted and ${given} came`, (place) =>
      leavesAll(place, (path, expected) => {
        const writing = writingOf(path, wantedOf(content), expected)
        return reasonOf(place.endpoint.write(writing, Stream.succeed(noise(given))))
      }))
  }

  test("leaves everything as it was when it is interrupted", (place) =>
    leavesAll(place, (path, expected) =>
      Effect.gen(function*() {
        const begun = yield* Deferred.make<void>()
        const stuck = Stream.fromEffectDrain(Effect.andThen(Deferred.succeed(begun, undefined), Effect.never))
        const writing = writingOf(path, wantedOf(content), expected)
        const fiber = yield* Effect.forkChild(
          place.endpoint.write(writing, Stream.concat(Stream.succeed(content.slice(0, 100_000)), stuck)),
        )
        yield* Deferred.await(begun)
        assert.include(place.world.names(), writing.temporary)
        yield* Fiber.interrupt(fiber)
      })))
}

/** Writes a file, and does something once all its bytes were given. */
const writeMeddling = (
  { endpoint, world }: Place,
  path: string,
  expected: Entry | undefined,
  meddle: (world: World) => void,
) =>
  endpoint.write(
    writingOf(path, wantedOf(content), expected),
    Stream.concat(Stream.succeed(content), Stream.fromEffectDrain(Effect.sync(() => meddle(world)))),
  )

const meanwhile = ({ test, traits }: Subject): void => {
  test("replaces nothing that appeared while it was writing", (place) =>
    Effect.gen(function*() {
      const write = writeMeddling(place, "file", undefined, (world) => world.put("file", "theirs"))
      assert.strictEqual(yield* reasonOf(write), "Changed")
      sameBytes(place.world.bytes("file"), text("theirs"))
      assert.deepStrictEqual(place.world.names(), ["file"])
    }))

  test("replaces nothing that was edited while it was writing", (place) =>
    Effect.gen(function*() {
      place.world.put("file", "before", { modified: earlier })
      const expected = yield* fileAt(place.endpoint, "file")
      const write = writeMeddling(place, "file", expected, (world) => world.put("file", "edited"))
      assert.strictEqual(yield* reasonOf(write), "Changed")
      sameBytes(place.world.bytes("file"), text("edited"))
      assert.deepStrictEqual(place.world.names(), ["file"])
    }))

  test("brings nothing back that was removed while it was writing", (place) =>
    Effect.gen(function*() {
      place.world.put("file", "before", { modified: earlier })
      const expected = yield* fileAt(place.endpoint, "file")
      const write = writeMeddling(place, "file", expected, (world) => world.remove("file"))
      assert.strictEqual(yield* reasonOf(write), "Changed")
      assert.deepStrictEqual(place.world.names(), [])
    }))

  test("fails when the folder is removed while it is writing", (place) =>
    Effect.gen(function*() {
      place.world.makeDirectory("d")
      yield* reasonOf(writeMeddling(place, "d/file", undefined, (world) => world.remove("d")))
      assert.deepStrictEqual(place.world.names(), [])
    }))

  if (traits.symlinks) {
    test("writes nothing through a link put in the place of the folder while it was writing", (place) =>
      Effect.gen(function*() {
        place.world.makeDirectory("elsewhere")
        place.world.makeDirectory("d")
        const write = writeMeddling(place, "d/file", undefined, (world) => {
          world.remove("d")
          world.link("d", "elsewhere")
        })
        yield* reasonOf(write)
        assert.deepStrictEqual(place.world.names("elsewhere"), [])
      }))
  }
}

const afterwards = ({ test }: Subject): void => {
  test("does not take for its own what is written to a file that it has just published", ({ endpoint, world, stepIn }) =>
    Effect.gen(function*() {
      let isDue = true
      const edit = () => {
        isDue = false
        world.put("file", noise(content.length, 2), { modified: later })
      }
      yield* stepIn("published", edit)
      const written = yield* Effect.option(save(endpoint, "file", content))
      if (isDue) edit()
      const now = yield* fileAt(endpoint, "file")
      assert.isFalse(Option.exists(written, (file) => unchanged(file, now)))
    }))
}

const misplaced = ({ test, traits }: Subject): void => {
  test("needs the folder of the file to be there", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("plain", "text")
      assert.strictEqual(yield* reasonOf(save(endpoint, "d/file", content)), "NotFound")
      assert.strictEqual(yield* reasonOf(save(endpoint, "d/e/file", content)), "NotFound")
      yield* reasonOf(save(endpoint, "plain/file", content))
      assert.deepStrictEqual(world.names(), ["plain"])
    }))

  if (traits.symlinks) {
    test("writes nothing into a folder behind a link", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.makeDirectory("d/e")
        world.link("l", "d")
        yield* reasonOf(save(endpoint, "l/file", content))
        yield* reasonOf(save(endpoint, "l/e/file", content))
        assert.strictEqual((yield* listed(endpoint, "l"))?._tag, "Symlink")
        assert.deepStrictEqual([world.names("d"), world.names("d/e")], [["e"], []])
      }))
  }
}
