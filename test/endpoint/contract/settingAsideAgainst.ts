/** Contract: old versions that are checked or kept while somebody else is at work: no edit is ever lost. */
import { assert } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { asideName, backupFolder } from "../../../src/domain/temporaries.ts"
import { type Old } from "../../../src/endpoint/Endpoint.ts"
import {
  at,
  checked,
  earlier,
  fileAt,
  kept,
  ownName,
  reasonOf,
  removeAt,
  sameBytes,
  save,
  text,
  wantedOf,
  writingOf,
} from "./storyOf.ts"
import { type Subject, type World } from "./World.ts"

const olds: Readonly<Record<string, Old>> = { checked, kept: kept("run/file") }

/** An upload that was given up goes from some servers a little later. */
const isGivenUp = (name: string): boolean => name.startsWith(".in.")

/** Whether some file of the world, whatever it is called, has this content. */
const holds = (world: World, content: string, directory?: string): boolean =>
  world.names(directory).filter((name) => !isGivenUp(name)).some((name) => {
    const path = directory === undefined ? name : `${directory}/${name}`
    const bytes = world.bytes(path)
    return bytes === undefined ? holds(world, content, path) : Buffer.from(bytes).toString() === content
  })

const usersNames = (world: World) => world.names().filter((name) => name !== backupFolder && !isGivenUp(name))

const partsIn = (world: World) => world.names().filter((name) => name.endsWith(".part"))

export const settingAsideAgainst = (subject: Subject): void => {
  for (const [name, old] of Object.entries(olds)) {
    replacingAgainst(subject, name, old)
    removingAgainst(subject, name, old)
  }
  writingOn(subject)
  finding(subject)
}

const replacingAgainst = ({ test }: Subject, name: string, old: Old): void => {
  test(`loses no edit that comes right before the old version is ${name}`, ({ endpoint, world, stepIn }) =>
    Effect.gen(function*() {
      world.put("file", "before", { modified: earlier })
      const expected = yield* fileAt(endpoint, "file")
      yield* stepIn("set-aside", () => world.put("file", "edited"))
      assert.strictEqual(yield* reasonOf(save(endpoint, "file", text("new"), { expected, old })), "Changed")
      sameBytes(world.bytes("file"), text("edited"))
      assert.deepStrictEqual(usersNames(world), ["file"])
    }))

  test(`brings nothing back that goes right before it is ${name}`, ({ endpoint, world, stepIn }) =>
    Effect.gen(function*() {
      world.put("file", "before", { modified: earlier })
      const expected = yield* fileAt(endpoint, "file")
      yield* stepIn("set-aside", () => world.remove("file"))
      assert.strictEqual(yield* reasonOf(save(endpoint, "file", text("new"), { expected, old })), "Changed")
      assert.deepStrictEqual(usersNames(world), [])
    }))

  test(`replaces nothing that comes once the old version is ${name}`, ({ endpoint, world, stepIn }) =>
    Effect.gen(function*() {
      world.put("file", "before", { modified: earlier })
      const expected = yield* fileAt(endpoint, "file")
      yield* stepIn("publish", () => world.put("file", "theirs"))
      assert.strictEqual(yield* reasonOf(save(endpoint, "file", text("new"), { expected, old })), "Changed")
      sameBytes(world.bytes("file"), text("theirs"))
      assert.isTrue(holds(world, "before"), "the old version is gone")
      assert.deepStrictEqual(partsIn(world), [])
    }))

  test(`loses neither of two edits around the moment when it is ${name}`, ({ endpoint, world, stepIn }) =>
    Effect.gen(function*() {
      world.put("file", "before", { modified: earlier })
      const expected = yield* fileAt(endpoint, "file")
      yield* stepIn("set-aside", () => world.put("file", "edited"))
      yield* stepIn("bring-back", () => world.put("file", "edited again"))
      assert.strictEqual(yield* reasonOf(save(endpoint, "file", text("new"), { expected, old })), "Changed")
      sameBytes(world.bytes("file"), text("edited again"))
      assert.isTrue(holds(world, "edited"), "the first edit is gone")
      assert.deepStrictEqual(partsIn(world), [])
    }))

  test(`replaces nothing that is not as expected by what is to be ${name}`, ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", "before", { modified: earlier })
      const expected = yield* fileAt(endpoint, "file")
      const meddle = Stream.fromEffectDrain(Effect.sync(() => world.put("file", "edited")))
      const writing = writingOf("file", wantedOf(text("new")), expected, old)
      assert.strictEqual(
        yield* reasonOf(endpoint.write(writing, Stream.concat(Stream.succeed(text("new")), meddle))),
        "Changed",
      )
      assert.strictEqual(yield* reasonOf(endpoint.write(writing, Stream.succeed(text("new")))), "Changed")
      sameBytes(world.bytes("file"), text("edited"))
      assert.deepStrictEqual(usersNames(world), ["file"])
    }))
}

/** As programs do that held the file open. */
const writingOn = ({ test, traits }: Subject): void => {
  if (traits.clearsWithCare !== true) return
  test("keeps what is written to the old version once the new one has its name", ({ endpoint, world, stepIn }) =>
    Effect.gen(function*() {
      world.put("file", "before", { modified: earlier })
      const expected = yield* fileAt(endpoint, "file")
      yield* stepIn("clear", () => {
        for (const name of world.names()) if (name.endsWith(".old")) world.put(name, "written on")
      })
      const writing = save(endpoint, "file", text("new"), { expected, old: checked })
      const failure = yield* Effect.flip(writing)
      sameBytes(world.bytes("file"), text("new"))
      const name = world.names().find((each) => each.endsWith(".old")) ?? "nothing"
      sameBytes(world.bytes(name), text("written on"))
      assert.include(failure.message, name)
    }))
}

const removingAgainst = ({ test }: Subject, name: string, old: Old): void => {
  test(`removes no edit that comes right before the file is ${name}`, ({ endpoint, world, stepIn }) =>
    Effect.gen(function*() {
      world.put("file", "before", { modified: earlier })
      const expected = yield* fileAt(endpoint, "file")
      yield* stepIn("set-aside", () => world.put("file", "edited"))
      assert.strictEqual(yield* reasonOf(removeAt(endpoint, "file", expected, old)), "Changed")
      sameBytes(world.bytes("file"), text("edited"))
      assert.deepStrictEqual(usersNames(world), ["file"])
    }))

  test(`removes nothing that is not as expected and to be ${name}`, ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", "before", { modified: earlier })
      const expected = yield* fileAt(endpoint, "file")
      world.put("file", "edited")
      assert.strictEqual(yield* reasonOf(removeAt(endpoint, "file", expected, old)), "Changed")
      sameBytes(world.bytes("file"), text("edited"))
      world.remove("file")
      assert.strictEqual(yield* reasonOf(removeAt(endpoint, "file", expected, old)), "Changed")
    }))
}

const finding = ({ test }: Subject): void => {
  test("touches nothing when the name for the old version is taken", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", "before", { modified: earlier })
      const expected = yield* fileAt(endpoint, "file")
      const temporary = ownName()
      const taken = { [asideName(temporary)]: checked, [`${backupFolder}/run/file`]: kept("run/file") }
      for (const [aside, old] of Object.entries(taken)) {
        world.put(aside, "taken")
        const writing = { ...writingOf("file", wantedOf(text("new")), expected, old), temporary }
        assert.strictEqual(yield* reasonOf(endpoint.write(writing, Stream.succeed(text("new")))), "Refused")
        const removal = { path: at("file"), expected, old, temporary }
        assert.strictEqual(yield* reasonOf(endpoint.remove(removal)), "Refused")
        sameBytes(world.bytes("file"), text("before"))
        sameBytes(world.bytes(aside), text("taken"))
        assert.deepStrictEqual(partsIn(world), [])
        world.remove(aside)
      }
    }))
}
