/** Servers that show a file once it is closed, where an old version counts: it is never opened for writing. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { proftpd } from "../../support/servers/proftpd.ts"
import { sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import {
  checked,
  earlier,
  fileAt,
  kept,
  noise,
  reasonOf,
  sameBytes,
  save,
  text,
  wantedOf,
  writingOf,
} from "../contract/storyOf.ts"
import { openOn, openThroughProxy } from "./opened.ts"

const openSsh = sharedServer(sshd())
const objectStore = sharedServer(proftpd())

/** As if it had been found to show files at their close: what it makes of a dropped upload is a file all the same. */
const showsAtClose = {
  appearsAtClose: true,
  setsAttributes: true,
  keepsTimes: true,
  renames: true,
  renamesDirectories: true,
  renameReplaces: false,
  posixRenames: false,
  foldsNames: false,
}

const tooShort = Stream.succeed(noise(100_000).slice(0, 50_000))

describe("an upload that is given up, on a server that shows files at their close", () => {
  for (const [name, old] of Object.entries({ checked, kept: kept("run/file") })) {
    it.live(`leaves an old version that is to be ${name} as it was, whatever becomes of the upload`, () =>
      Effect.gen(function*() {
        const { endpoint, world } = yield* openOn(yield* openSsh, showsAtClose)
        world.put("file", "before", { modified: earlier })
        const expected = yield* fileAt(endpoint, "file")
        const writing = writingOf("file", wantedOf(noise(100_000)), expected, old)
        assert.strictEqual(yield* reasonOf(endpoint.write(writing, tooShort)), "Changed")
        sameBytes(world.bytes("file"), text("before"))
        assert.deepStrictEqual(yield* fileAt(endpoint, "file"), expected)
      }))

    it.live(`ends no session that others use, and begins anew, where the old version is to be ${name}`, () =>
      Effect.gen(function*() {
        const { endpoint, world, proxy } = yield* openThroughProxy(yield* objectStore)
        const expected = yield* save(endpoint, "file", text("before"))
        const before = (yield* proxy.traffic).connections
        const writing = writingOf("file", wantedOf(noise(100_000)), expected, old)
        assert.strictEqual(yield* reasonOf(endpoint.write(writing, tooShort)), "Changed")
        world.put(writing.temporary, noise(1000))
        yield* endpoint.write({ ...writing, isResumed: true }, Stream.succeed(noise(100_000)))
        assert.strictEqual((yield* proxy.traffic).connections, before)
        sameBytes(world.bytes("file"), noise(100_000))
      }))
  }
})
