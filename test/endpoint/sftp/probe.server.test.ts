/** What is found out about a server, and what follows from what was remembered. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { utimesSync } from "node:fs"
import { directory } from "../../../src/domain/Entry.ts"
import { probePrefix } from "../../../src/domain/temporaries.ts"
import { proftpd } from "../../support/servers/proftpd.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import { at, checked, fileAt, kept, moveAt, reasonOf, removeAt, sameBytes, save, text } from "../contract/storyOf.ts"
import { openOn, openThroughProxy } from "./opened.ts"
import { watchRequests } from "./watchRequests.ts"

const openSsh = sharedServer(sshd())
/** It does not say how many handles it has. */
const withoutLimits = sharedServer(sshd({ subsystem: () => "/usr/lib/openssh/sftp-server -P limits" }))
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

  it.live("finds out the same where a look overtakes the rename before it", () =>
    Effect.gen(function*() {
      const { endpoint, saved } = yield* openOn(yield* openSsh)
      yield* watchRequests((_, request) => (sftp, reply) => {
        const isRename = String(request).includes("rename(")
        if (isRename) setTimeout(() => request(sftp, reply), 50)
        else request(sftp, reply)
      })
      yield* endpoint.capabilities("target")
      assert.deepStrictEqual(saved, [{ ...remembered, renamesDirectories: true }])
    }))

  it.live("clears away what others left that were cut off a day ago, and nothing else", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openOn(yield* openSsh)
      const folders = ["0ld00000", "01d00000", "01d00001", "01d00002"].map((run) => `${probePrefix}${run}`)
      const [notOurs, old, foreign, fresh] = folders as [string, string, string, string]
      for (const folder of folders) world.put(`${folder}/folder/inside`, "")
      world.put(`${foreign}/theirs`, "text")
      for (const folder of [notOurs, old, foreign]) utimesSync(`${world.root}/${folder}`, 1_600_000_000, 1_600_000_000)
      yield* endpoint.capabilities("target")
      assert.deepStrictEqual(world.names(), [notOurs, foreign, fresh].sort())
      assert.deepStrictEqual(world.names(foreign), ["theirs"])
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

describe("a listing beside the trial", () => {
  /** What is over first. */
  const ended = (up: typeof openSsh) =>
    Effect.gen(function*() {
      const { endpoint, world, proxy } = yield* openThroughProxy(yield* up)
      world.put("d/file", "")
      yield* endpoint.rootId
      yield* proxy.setDelay(5)
      const over: Array<string> = []
      yield* Effect.all([
        Effect.tap(endpoint.capabilities("target"), () => Effect.sync(() => over.push("trial"))),
        Effect.tap(endpoint.list(at("d")), () => Effect.sync(() => over.push("listing"))),
      ], { concurrency: 2 })
      return over
    })

  it.live("does not wait where handles are known to be enough for both", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* ended(openSsh), ["listing", "trial"])
    }))

  it.live("waits where it may take the handles that the trial needs", () =>
    Effect.gen(function*() {
      assert.deepStrictEqual(yield* ended(withoutLimits), ["trial", "listing"])
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

  it.live("is not written to where it can only rename onto something: nothing could be brought back", () =>
    Effect.gen(function*() {
      const { endpoint } = yield* openOn(yield* openSsh, { ...remembered, renames: false, renamesDirectories: false })
      assert.strictEqual(yield* reasonOf(endpoint.capabilities("target")), "Unsupported")
    }))
})
