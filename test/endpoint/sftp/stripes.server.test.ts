/** Large files from far away go over several lanes at once, and are the same for that. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Stream } from "effect"
import { delayProxy } from "../../support/network/delayProxy.ts"
import { throughProxy } from "../../support/network/throughProxy.ts"
import { type Sshd, sshd } from "../../support/servers/sshd.ts"
import { sharedServer } from "../../support/sharedServer.ts"
import {
  earlier,
  fileAt,
  gone,
  noise,
  readAll,
  reasonOf,
  sameBytes,
  save,
  wantedOf,
  writingOf,
} from "../contract/storyOf.ts"
import { openOn, requestsSent } from "./opened.ts"

const large = noise(24_000_001)
const small = noise(1_000_000)

const full = sharedServer(sshd())
const oneSession = sharedServer(sshd({ config: ["MaxSessions 1"] }))

const openFar = Effect.fnUntraced(function*(server: Sshd, delayMilliseconds = 12) {
  const proxy = yield* delayProxy({ port: server.port, delayMilliseconds })
  const opened = yield* openOn(yield* throughProxy(server, proxy))
  yield* save(opened.endpoint, "first", small) // by then the other lanes are up
  return { ...opened, proxy }
})

const opensIn = (sent: Array<string>): number => sent.splice(0).filter((name) => name === "open").length

describe("a large file", () => {
  for (
    const [what, server, isFar] of [["from far away", full, true], [
      "where there is one lane",
      oneSession,
      false,
    ]] as const
  ) {
    it.live(`${what} is the same there and back`, () =>
      Effect.gen(function*() {
        const { endpoint, world } = yield* openFar(yield* server)
        const sent = yield* requestsSent
        yield* save(endpoint, "large", large, { modified: earlier })
        assert[isFar ? "isAbove" : "isAtMost"](opensIn(sent), 1)
        sameBytes(world.bytes("large"), large, "there")
        assert.strictEqual(world.modified("large"), earlier)
        sameBytes(yield* readAll(endpoint, "large", yield* fileAt(endpoint, "large")), large, "back")
        assert[isFar ? "isAbove" : "isAtMost"](opensIn(sent), 1)
      }))
  }

  it.live("from nearby, and a small one, take one handle", () =>
    Effect.gen(function*() {
      const near = yield* openFar(yield* full, 0)
      const sent = yield* requestsSent
      yield* save(near.endpoint, "large", large)
      assert.strictEqual(opensIn(sent), 1)
      const far = yield* openFar(yield* full)
      sent.splice(0)
      yield* save(far.endpoint, "small", small)
      assert.strictEqual(opensIn(sent), 1)
    }))

  it.live("that breaks off leaves nothing, and one that changed is not read to its end", () =>
    Effect.gen(function*() {
      const { endpoint, world } = yield* openFar(yield* full)
      const half = large.subarray(0, 20_000_000)
      const failed = endpoint.write(writingOf("part", wantedOf(large), undefined, gone), Stream.succeed(half))
      assert.strictEqual(yield* reasonOf(failed), "Changed")
      assert.deepStrictEqual(world.names().filter((name) => name !== "first"), [])
      world.put("file", large, { modified: earlier })
      const file = yield* fileAt(endpoint, "file")
      world.put("file", large.slice().fill(7), { modified: earlier + 2000 })
      assert.strictEqual(yield* reasonOf(readAll(endpoint, "file", file)), "Changed")
    }))
})
