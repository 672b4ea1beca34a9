/** What is found out about a server, and what follows from what was remembered. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { directory } from "../../../src/domain/Entry.ts"
import { proftpd } from "../../support/servers/proftpd.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { checked, fileAt, kept, moveAt, reasonOf, removeAt, sameBytes, save, text } from "../contract/storyOf.ts"
import { openOn } from "./opened.ts"

const openSsh = sharedServer(sshd())
const objectStore = sharedServer(proftpd())

const remembered = {
  appearsAtClose: false,
  setsAttributes: true,
  keepsTimes: true,
  renames: true,
  renameReplaces: false,
  posixRenames: true,
  foldsNames: false,
}

describe("the trial of a server", () => {
  it.live("tells that folders can be moved, and leaves nothing behind", () =>
    Effect.gen(function*() {
      for (const server of [openSsh, objectStore]) {
        const { endpoint, world } = yield* openOn(yield* server)
        assert.isTrue((yield* endpoint.capabilities("target")).movesDirectories)
        assert.deepStrictEqual(world.names(), [])
      }
    }))

  it.live("is made again where what is remembered does not tell", () =>
    Effect.gen(function*() {
      const { endpoint, saved } = yield* openOn(yield* openSsh, remembered)
      yield* endpoint.capabilities("target")
      assert.deepStrictEqual(saved, [{ ...remembered, renamesDirectories: true }])
      const again = yield* openOn(yield* openSsh, { ...remembered, renamesDirectories: false })
      assert.isFalse((yield* again.endpoint.capabilities("target")).movesDirectories)
      assert.deepStrictEqual(again.saved, [])
    }))
})

describe("a server that cannot rename", () => {
  it.live("moves no folders, and says so before it touches anything", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* openSsh, { ...remembered, renamesDirectories: false })
      world.put("d/file", "text")
      assert.strictEqual(yield* reasonOf(moveAt(endpoint, "d", "e", directory)), "Unsupported")
      assert.deepStrictEqual(world.names(), ["d"])
    }))

  it.live("replaces and removes nothing whose old version is to be checked or kept", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* openSsh, {
        ...remembered,
        appearsAtClose: true,
        posixRenames: false,
        renames: false,
        renamesDirectories: false,
      })
      world.put("file", "text")
      const expected = yield* fileAt(endpoint, "file")
      for (const old of [checked, kept("run/file")]) {
        assert.strictEqual(yield* reasonOf(save(endpoint, "file", text("new"), { expected, old })), "Unsupported")
        assert.strictEqual(yield* reasonOf(removeAt(endpoint, "file", expected, old)), "Unsupported")
      }
      assert.strictEqual(yield* reasonOf(moveAt(endpoint, "file", "new", expected)), "Unsupported")
      assert.deepStrictEqual(world.names(), ["file"])
      sameBytes(world.bytes("file"), text("text"))
    }))
})
