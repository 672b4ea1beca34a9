/** Endpoints on servers that do what none should, and on those that do it in another way. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { backupFolder } from "../../../src/domain/temporaries.ts"
import { retrying } from "../../../src/endpoint/retrying.ts"
import { listsForEver, renamesByCopying } from "../../support/servers/hostileModes.ts"
import { hostileSftp, type Twist } from "../../support/servers/hostileSftp.ts"
import { checked, fileAt, kept, moveAt, removeAt, save, text } from "../contract/storyOf.ts"
import { openOnHostile } from "./opened.ts"

const on = Effect.fnUntraced(function*(twist: Twist) {
  const { tree, ...server } = yield* hostileSftp({ twists: [twist] })
  return { tree, endpoint: yield* openOnHostile({ tree, ...server }) }
})

describe("a listing without end", () => {
  it.live("of names that cannot be used ends, and tells some of them", () =>
    Effect.gen(function*() {
      const { endpoint } = yield* on(listsForEver("/data", "a/b"))
      const { entries, problems } = yield* endpoint.list(undefined)
      assert.deepStrictEqual([entries.length, problems.length], [0, 22])
      assert.include(problems.join(), "the server lists without end")
      assert.match(problems.join(), /it lists 50\d{5} more such names/)
    }))

  for (const name of [".", ".."]) {
    it.live(`of ${name} ends at once`, () =>
      Effect.gen(function*() {
        const { endpoint } = yield* on(listsForEver("/data", name))
        assert.deepStrictEqual((yield* endpoint.list(undefined)).problems, ["the server lists without end"])
      }))
  }
})

describe("a server that dates files anew as it renames them", () => {
  /** A file whose content nobody has read yet. */
  const put = Effect.gen(function*() {
    const { endpoint, tree } = yield* on(renamesByCopying)
    tree.put("/data/file", "text")
    return { endpoint, tree, file: yield* fileAt(endpoint, "file") }
  })

  it.live("keeps no times, as far as anybody can tell", () =>
    Effect.gen(function*() {
      const { endpoint } = yield* put
      assert.isFalse((yield* endpoint.capabilities("target")).keepsTimes)
      const written = yield* save(endpoint, "new", text("text"))
      assert.deepStrictEqual(yield* fileAt(endpoint, "new"), written)
    }))

  for (const [name, old] of Object.entries({ checked, kept: kept("run/file") })) {
    it.live(`replaces and removes what is to be ${name}`, () =>
      Effect.gen(function*() {
        const { endpoint, tree, file } = yield* put
        const written = yield* save(endpoint, "file", text("new"), { expected: file, old })
        assert.strictEqual(tree.content("/data/file"), "new")
        if (name === "kept") assert.strictEqual(tree.content(`/data/${backupFolder}/run/file`), "text")
        yield* removeAt(endpoint, "file", written, checked)
        assert.isUndefined(tree.at("/data/file"))
      }))
  }

  it.live("moves a file", () =>
    Effect.gen(function*() {
      const { endpoint, tree, file } = yield* put
      const moved = yield* moveAt(endpoint, "file", "moved", file)
      assert.deepStrictEqual(yield* fileAt(endpoint, "moved"), moved)
      assert.strictEqual(tree.content("/data/moved"), "text")
    }))
})

describe("a trial that is cut off", () => {
  it.live("is made again, and leaves nothing behind", () =>
    Effect.gen(function*() {
      const { endpoint, tree } = yield* on(({ nth, type }) => type === "OPEN" && nth === 3 ? "hang up" : undefined)
      assert.isTrue((yield* retrying(endpoint).capabilities("target")).movesDirectories)
      assert.deepStrictEqual(tree.namesIn("/data"), [])
    }))
})
