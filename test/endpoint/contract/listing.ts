/** Contract: listing a directory. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import { type Entry, unchanged } from "../../../src/domain/Entry.ts"
import { childOf } from "../../../src/domain/RelPath.ts"
import { temporaryName } from "../../../src/domain/temporaries.ts"
import { type Endpoint } from "../../../src/endpoint/Endpoint.ts"
import { at, earlier, fileAt, noon, readAll, reasonOf, sameBytes, seconds, text } from "./storyOf.ts"
import { nastyNames, type Subject } from "./World.ts"

const kindsIn = (endpoint: Endpoint, directory?: string) =>
  Effect.map(endpoint.list(directory === undefined ? undefined : at(directory)), ({ entries, problems }) => {
    assert.deepStrictEqual(problems, [])
    return Object.fromEntries(Array.from(entries, ([name, { _tag }]) => [name, _tag]))
  })

export const listing = (subject: Subject): void => {
  contents(subject)
  refusals(subject)
}

const contents = ({ traits, test }: Subject): void => {
  test("lists what is in a directory and nothing of what is below", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("a", "first", { modified: noon })
      world.put("d/b", "second one", { modified: earlier })
      world.put("d/e/c", "third")
      assert.deepStrictEqual(yield* kindsIn(endpoint), { a: "File", d: "Directory" })
      assert.deepStrictEqual(yield* kindsIn(endpoint, "d"), { b: "File", e: "Directory" })
      assert.deepStrictEqual(yield* kindsIn(endpoint, "d/e"), { c: "File" })
    }))

  test("tells size and time of files", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("a", "first", { modified: noon })
      world.put("d/empty", "", { modified: earlier })
      const [a, empty] = [yield* fileAt(endpoint, "a"), yield* fileAt(endpoint, "d/empty")]
      assert.deepStrictEqual([a.size, seconds(a.modified)], [5, seconds(noon)])
      assert.deepStrictEqual([empty.size, seconds(empty.modified)], [0, seconds(earlier)])
    }))

  if (traits.modes) {
    test("tells the permission bits of files", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("private", "text", { mode: 0o600 })
        world.put("program", "text", { mode: 0o755 })
        assert.strictEqual((yield* fileAt(endpoint, "private")).mode, 0o600)
        assert.strictEqual((yield* fileAt(endpoint, "program")).mode, 0o755)
      }))
  }

  test("finds nothing, and no problem, in an empty directory", ({ endpoint, world }) =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* kindsIn(endpoint), {})
      world.makeDirectory("d")
      assert.deepStrictEqual(yield* kindsIn(endpoint, "d"), {})
    }))

  test("lists thousands of entries, each once", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const names = Array.from({ length: 2500 }, (_, index) => `entry-${String(index).padStart(5, "0")}`)
      for (const name of names) world.put(`many/${name}`, "")
      const { entries, problems } = yield* endpoint.list(at("many"))
      assert.deepStrictEqual(problems, [])
      assert.deepStrictEqual(entries.names.toSorted(), names)
    }))

  test("keeps names as they are, however strange", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const names = traits.names ?? nastyNames
      for (const name of names) world.put(`d/${name}/${name}`, name)
      assert.deepStrictEqual(Object.keys(yield* kindsIn(endpoint, "d")).sort(), [...names].sort())
      for (const name of names) {
        const path = `d/${name}/${name}`
        const file = yield* fileAt(endpoint, path)
        assert.isTrue(unchanged(file, yield* endpoint.stat(at(path))), name)
        sameBytes(yield* readAll(endpoint, path, file), text(name), name)
      }
    }))

  test("lists our own names like any other", ({ endpoint, world }) =>
    Effect.gen(function*() {
      const own = temporaryName("0123abcd", 7, 0)
      world.put(own, "half a fi")
      assert.deepStrictEqual(yield* kindsIn(endpoint), { [own]: "File" })
    }))

  test("shows the same as a look at each single path", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("d/a", "first", { modified: noon })
      world.put("d/b", "second", { modified: earlier, mode: 0o640 })
      world.makeDirectory("d/e")
      if (traits.symlinks) world.link("d/l", "a")
      const { entries } = yield* endpoint.list(at("d"))
      assert.strictEqual(entries.length, traits.symlinks ? 4 : 3)
      for (const [name, entry] of entries) {
        assert.deepStrictEqual<Entry | undefined>(yield* endpoint.stat(childOf(at("d"), name)), entry)
      }
    }))

  if (traits.symlinks) {
    test("lists links as links, wherever they lead", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("d/file", "text")
        const targets = { toFile: "d/file", toFolder: "d", toNothing: "no/such", upwards: "../..", outside: "/etc" }
        for (const [name, target] of Object.entries(targets)) world.link(name, target)
        const { entries } = yield* endpoint.list(undefined)
        const links = [...entries].flatMap(([name, entry]) => entry._tag === "Symlink" ? [[name, entry.target]] : [])
        assert.deepStrictEqual(Object.fromEntries(links), targets)
      }))
  }
}

const refusals = ({ traits, test }: Subject): void => {
  test("fails for a directory that is not there", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.makeDirectory("d")
      assert.strictEqual(yield* reasonOf(endpoint.list(at("e"))), "NotFound")
      assert.strictEqual(yield* reasonOf(endpoint.list(at("d/e"))), "NotFound")
    }))

  test("fails for what is no directory", ({ endpoint, world }) =>
    Effect.gen(function*() {
      world.put("file", "text")
      yield* reasonOf(endpoint.list(at("file")))
      yield* reasonOf(endpoint.list(at("file/below")))
    }))

  if (traits.symlinks) {
    test("lists nothing through a link", ({ endpoint, world }) =>
      Effect.gen(function*() {
        world.put("d/e/file", "text")
        world.link("l", "d")
        yield* reasonOf(endpoint.list(at("l")))
        yield* reasonOf(endpoint.list(at("l/e")))
      }))
  }

  const { unreadable } = traits
  if (unreadable !== undefined) {
    test("never leaves out what it cannot look at without saying so", ({ endpoint, world }) =>
      Effect.gen(function*() {
        const path = yield* unreadable(world)
        const slash = path.lastIndexOf("/")
        const listed = yield* Effect.result(endpoint.list(slash === -1 ? undefined : at(path.slice(0, slash))))
        if (listed._tag === "Failure") return
        const { entries, problems } = listed.success
        const entry = [...entries].find(([name]) => name === path.slice(slash + 1))?.[1]
        assert.isTrue(problems.length > 0 || entry?._tag === "Unknown", JSON.stringify(listed.success))
      }))
  }
}
